"""The ledger of training: read exactly, corrected, refused with a reason, undone; counts never beside names."""

import datetime as dt
from collections import Counter
from decimal import Decimal

import pytest
from django.utils import timezone

from alliance_portal.periods import Period
from members import ledger_import
from members.ledger_import import UndoRefusedError
from members.system import system_account
from tests.factories import PersonFactory, SessionFactory, WorkshopFactory
from tests.ledger_files import columns_of, counts_of, expected, imported, path_of, workbook
from training.imports import SessionLedger
from training.models import Attendance, Session, SessionEvent
from training.statistics import by_workshop, summarise
from workshops.imports import WorkshopLedger

pytestmark = pytest.mark.django_db
LEDGER, WORKSHOPS = "培训活动台账", "工作室情况统计表"
HEADER = [
    "序号",
    "日期",
    "主题",
    "五大功能",
    "形式",
    "主办工作室",
    "协办工作室",
    "地点",
    "课时",
    "讲师",
    "人次",
    "佐证",
]
ROW = {
    "日期": "２０２６-０５-０７", "主题": "点焊电极修磨与判定", "五大功能": "技能提升", "形式": "实操",
    "主办工作室": "焊装劳模工作室", "地点": "实训车间", "课时": "4课时", "讲师": "黄小凤", "人次": "45人次",
}  # fmt: skip


@pytest.fixture
def host(cast):
    return WorkshopFactory(enterprise=cast.enterprise, name="焊装劳模工作室")


def ledger(*rows):
    return workbook(["培训活动台账"], HEADER, *[[row.get(name) for name in HEADER] for row in rows])


def take(cast, *rows):
    return imported(SessionLedger, cast.enterprise, ledger(*rows))


def undo(batch):
    return ledger_import.undo(batch, SessionLedger, by=system_account())


@pytest.mark.parametrize("state", ["clean", "messy"])
def test_the_offices_ledger_is_read_exactly(cast, state):
    told = expected(state, LEDGER)
    imported(WorkshopLedger, cast.enterprise, path_of(state, WORKSHOPS))
    batch = imported(SessionLedger, cast.enterprise, path_of(state, LEDGER))
    assert counts_of(batch) == (told["sessions"], 0, 0, 0)
    figures = summarise(Session.objects.all())
    assert (figures.sessions, figures.person_times, figures.people) == (told["sessions"], told["person_times"], 0)
    assert Counter(one.get_function_display() for one in Session.objects.all()) == told["by_function"]
    again = imported(SessionLedger, cast.enterprise, path_of(state, LEDGER))
    assert counts_of(again) == (0, 0, told["sessions"], 0)
    undo(batch)
    assert not Session.objects.exists()


def test_sessions_held_together_count_once_for_all_and_under_each(cast):
    """A9 over a whole ledger: what the workshops show adds up to more than was held."""
    imported(WorkshopLedger, cast.enterprise, path_of("clean", WORKSHOPS))
    imported(SessionLedger, cast.enterprise, path_of("clean", LEDGER))
    workshops = list(cast.enterprise.workshops.all())
    each = by_workshop(Session.objects.all(), workshops)
    # 23 of the 128 rows name two workshops besides the host.
    assert sum(one.sessions for one in each.values()) == 128 + 2 * 23
    assert summarise(Session.objects.hosted_by(workshops)).sessions == 128


def test_a_row_is_a_session_held_on_its_day(cast, host):
    assert counts_of(take(cast, ROW)) == (1, 0, 0, 0)
    made = Session.objects.get()
    assert timezone.localtime(made.starts_at).date() == dt.date(2026, 5, 7)
    assert (made.number, made.status, made.source) == ("T-2026-0001", "announced", "ledger")
    assert (made.kind, made.form, made.class_hours, made.head_count) == ("practice", "hands_on", Decimal(4), 45)
    assert (made.place, made.lecturer, list(made.workshops.all())) == ("实训车间", "黄小凤", [host])
    assert [event.to_status for event in made.events.all()] == ["draft", "announced"]
    assert made.history.get().history_type == "+"
    assert summarise(Session.objects.held_between(*_may())).person_times == 45


def test_no_hour_is_shown_of_what_a_ledger_tells_the_day_alone(cast, host, client):
    take(cast, ROW)
    for path in ("/training/?day=2026-05-07", "/training/T-2026-0001/", "/training/?month=2026-05"):
        page = client.get(path).content.decode()
        assert (path, "点焊电极修磨与判定" in page, "08:00" in page) == (path, True, False)


def _may():
    period = Period(dt.date(2026, 5, 1), dt.date(2026, 5, 1))
    return period.start, period.end


def test_numbers_follow_the_days_of_each_year(cast, host):
    days = ["2026-03-02", "2025-12-31", "2026-01-01"]
    take(cast, *[{**ROW, "日期": day} for day in days])
    numbers = [one.number for one in Session.objects.order_by("starts_at")]
    assert numbers == ["T-2025-0001", "T-2026-0001", "T-2026-0002"]


@pytest.mark.parametrize(
    ("topic", "function", "kind"),
    [
        ("劳模工匠宣讲", "思想引领", "talk"),
        ("技能竞赛赛前练兵", "技能提升", "practice"),
        ("焊工技能竞赛", "技能提升", "contest"),
        ("职工篮球赛", "文体健身", "activity"),
        ("读书分享会", "文体健身", "reading"),
        ("劳动法律咨询", "维权服务", "advice"),
        ("质量意识培训", "教育培训", "course"),
    ],
)
def test_the_topic_tells_the_kind(cast, host, topic, function, kind):
    take(cast, {**ROW, "主题": topic, "五大功能": function, "形式": "线下"})
    assert Session.objects.get().kind == kind


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ({"日期": "下周"}, "日期"),
        ({"日期": "2099-01-01"}, "日期"),
        ({"主题": ""}, "主题"),
        ({"五大功能": "吃饭"}, "五大功能"),
        ({"形式": "空中"}, "形式"),
        ({"主办工作室": "没有的工作室"}, "主办工作室"),
        ({"协办工作室": "焊装劳模工作室、没有的工作室"}, "协办工作室"),
        ({"课时": "四小时"}, "课时"),
        ({"课时": "1.25"}, "课时"),
        ({"人次": "45条"}, "人次"),
        ({"人次": "-3"}, "人次"),
    ],
)
def test_what_does_not_fit_is_refused_at_its_column(cast, host, row, column):
    assert columns_of(take(cast, {**ROW, **row})) == {3: [column]}
    assert not Session.objects.exists()


def test_a_workshop_of_another_enterprise_is_not_known(cast, strangers):
    WorkshopFactory(enterprise=strangers.enterprise, name="焊装劳模工作室")
    assert columns_of(take(cast, ROW)) == {3: ["主办工作室"]}


def test_the_enterprise_itself_may_be_the_host(cast):
    take(cast, {**ROW, "主办工作室": "长风客车"})
    assert not Session.objects.get().workshops.exists()


def test_what_a_later_ledger_says_is_corrected_and_can_be_undone(cast, host):
    other = WorkshopFactory(enterprise=cast.enterprise, name="大师工作室")
    take(cast, ROW)
    later = {**ROW, "人次": 50, "形式": "线上", "课时": "", "协办工作室": "大师工作室"}
    batch = take(cast, later)
    assert counts_of(batch) == (0, 1, 0, 0)
    made = Session.objects.get()
    assert (made.head_count, made.form, made.kind, made.class_hours) == (50, "online", "course", 4)
    assert set(made.workshops.all()) == {host, other}
    undo(batch)
    made.refresh_from_db()
    assert (made.head_count, made.form, made.kind, list(made.workshops.all())) == (45, "hands_on", "practice", [host])
    assert not SessionEvent.objects.filter(verb="changed").exists()


def test_two_sessions_of_a_day_are_told_apart_by_their_hosts(cast, host):
    WorkshopFactory(enterprise=cast.enterprise, name="大师工作室")
    rows = [ROW, {**ROW, "主办工作室": "大师工作室", "协办工作室": "焊装劳模工作室", "人次": 9}]
    take(cast, *rows)
    assert counts_of(take(cast, *rows)) == (0, 0, 2, 0)


def test_a_count_is_never_put_beside_names(cast, host):
    take(cast, {**ROW, "人次": ""})
    Attendance.objects.create(session=Session.objects.get(), person=PersonFactory())
    assert columns_of(take(cast, ROW)) == {3: ["人次"]}
    assert counts_of(take(cast, {**ROW, "人次": 1})) == (0, 0, 1, 0)
    assert summarise(Session.objects.all()).person_times == 1


def test_what_the_portal_keeps_is_corrected_there(cast, host):
    held = dt.datetime(2026, 5, 7, 13, 30, tzinfo=timezone.get_current_timezone())
    own = SessionFactory(enterprise=cast.enterprise, topic=ROW["主题"], starts_at=held, place="二号实训室")
    own.workshops.set([host])
    assert columns_of(take(cast, ROW)) == {3: ["形式"]}


def test_what_people_hang_on_is_not_undone(cast, host):
    batch = take(cast, {**ROW, "人次": ""})
    Attendance.objects.create(session=Session.objects.get(), person=PersonFactory())
    with pytest.raises(UndoRefusedError):
        undo(batch)
    assert Session.objects.exists()
