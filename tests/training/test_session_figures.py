"""Sessions in figures: page, file, command and second count say the same; parts and whole by hand."""

import datetime as dt
import io
import json

import openpyxl
import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from alliance_portal.periods import Period, start_of
from tests.factories import PersonFactory, SessionFactory, WorkshopFactory
from tests.portal.test_dashboard import Links
from training.models import Attendance, Session
from training.statistics.recount_sessions import WHAT, differences
from training.statistics.summary import summary
from training.templatetags.sessions import sessions_url

pytestmark = pytest.mark.django_db
YEAR = Period(dt.date(2026, 1, 1), dt.date(2026, 12, 1))
ADDRESS = {"from": "2026-01", "to": "2026-12"}


def held(enterprise, day="2026-05-07", **facts):
    begins = start_of(dt.date.fromisoformat(day)) + dt.timedelta(hours=9)
    return SessionFactory(enterprise=enterprise, starts_at=begins, **facts)


def came(session, *people):
    Attendance.objects.bulk_create(Attendance(session=session, person=person) for person in people)


@pytest.fixture
def county(cast):
    """A4: 62,563 person-times are 45,507 + 830 + 16,226."""
    held(cast.enterprise, function="ideology", head_count=45_507)
    held(cast.enterprise, function="education", head_count=830)
    return held(cast.enterprise, function="skill", head_count=16_226)


def table(response, code):
    """{name: cells as they stand} of one table of the page."""
    group = next(one for one in response.context["summary"].groups if one.code == code)
    return {line.name: line.figures for line in group.lines}


def workbook(client, **address):
    response = client.get(reverse("training:session-figures-file"), address)
    return openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content)))


def command(*arguments):
    out = io.StringIO()
    call_command("figures", "--json", "--from", "2026-01", "--to", "2026-12", *arguments, stdout=out)
    return json.loads(out.getvalue())


def test_one_part_changed_changes_the_total_everywhere(client, cast, county):
    client.force_login(cast.leader)
    for part, whole in ((16_226, 62_563), (16_227, 62_564)):
        Session.objects.filter(pk=county.pk).update(head_count=part)
        page = client.get(reverse("training:session-figures"), ADDRESS)
        assert page.context["summary"].whole.person_times == whole
        assert f"{whole:,}" in page.content.decode()
        assert "6万余" in page.content.decode()
        parts = table(page, "function")
        assert [parts[name].person_times for name in ("思想引领", "教育培训", "技能提升")] == [45_507, 830, part]
        sheet = workbook(client, **ADDRESS)["按功能"]
        assert [cell.value for cell in sheet[sheet.max_row]] == ["合计", 3, 0, whole, 0, 9]
        assert command("--enterprise", "CF")["person_times"] == whole
    assert list(differences(timezone.now())) == []


def test_a_session_of_two_workshops_is_under_both_and_once_in_the_whole(cast):
    hosts = [WorkshopFactory(enterprise=cast.enterprise) for _n in range(2)]
    session = held(cast.enterprise)
    session.workshops.set(hosts)
    came(session, cast.worker.person, cast.colleague.person)
    counted = summary(Session.objects.all(), YEAR)
    by_workshop = next(group for group in counted.groups if group.code == "workshop")
    assert [(line.figures.sessions, line.figures.people) for line in by_workshop.lines] == [(1, 2)] * 2
    assert (counted.whole.sessions, counted.whole.people, by_workshop.adds_up) == (1, 2, False)


def test_somebody_in_two_months_is_one_person_of_the_year(cast):
    for day in ("2026-04-30", "2026-05-01"):
        came(held(cast.enterprise, day), cast.worker.person)
    counted = summary(Session.objects.all(), YEAR)
    months = next(group for group in counted.groups if group.code == "month").lines
    assert [line.figures.people for line in months] == [0, 0, 0, 1, 1]
    assert (counted.whole.people, counted.whole.person_times) == (1, 2)


def test_names_and_heads_are_told_apart(cast):
    came(held(cast.enterprise), cast.worker.person)
    held(cast.enterprise, head_count=30)
    whole = summary(Session.objects.all(), YEAR).whole
    assert (whole.person_times, whole.named, whole.counted) == (31, 1, 30)


def test_what_did_not_take_place_counts_nowhere(cast):
    for status in ("draft", "cancelled"):
        held(cast.enterprise, status=status, head_count=30)
    SessionFactory(enterprise=cast.enterprise, head_count=5)
    assert summary(Session.objects.all(), YEAR).whole.sessions == 0
    assert list(differences(timezone.now())) == []


@pytest.mark.parametrize(
    ("break_it", "what"),
    [
        (lambda one: Session.objects.filter(pk=one.pk).update(taken=3, capacity=9), "seats of session"),
        (lambda one: one.events.create(verb="cancelled", to_status="cancelled", actor_role="x"), "history of session"),
    ],
)
def test_the_second_count_finds_what_was_tampered_with(cast, break_it, what):
    break_it(held(cast.enterprise))
    assert [told for _place, told, *_numbers in differences(timezone.now()) if told.startswith(what)]


def test_the_second_count_finds_a_count_that_is_wrong(cast, monkeypatch):
    came(held(cast.enterprise), cast.worker.person)
    monkeypatch.setattr("training.statistics.recount_sessions.summarise", lambda _sessions: None)
    told = {what for _place, what, *_numbers in differences(timezone.now())}
    assert told == {f"{what} of training by whole" for what in WHAT}


def test_everybody_reads_their_own_enterprise_and_staff_all(client, cast, strangers, staff):
    held(cast.enterprise, head_count=7)
    held(strangers.enterprise, head_count=50)
    for user, address, heads in (
        (cast.officer, {}, 7),
        (cast.officer, {"enterprise": "JC"}, 7),
        (strangers.leader, {}, 50),
        (staff, {}, 57),
        (staff, {"enterprise": "JC"}, 50),
    ):
        client.force_login(user)
        page = client.get(reverse("training:session-figures"), ADDRESS | address)
        assert (user, page.context["summary"].whole.person_times) == (user, heads)


def test_workers_and_visitors_have_no_such_page(client, cast):
    assert client.get(reverse("training:session-figures")).status_code == 302
    client.force_login(cast.worker)
    for name in ("session-figures", "session-figures-file"):
        assert client.get(reverse(f"training:{name}")).status_code == 403


def test_months_that_make_no_sense_are_this_year(client, cast):
    client.force_login(cast.officer)
    page = client.get(reverse("training:session-figures"), {"from": "2026-09", "to": "2026-01"})
    assert page.context["summary"].period == Period.this_year()
    assert "这几个月没有举办活动" in page.content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_for_one_and_three_of_each(client, cast, number, django_assert_num_queries):
    for n in range(number):
        session = held(cast.enterprise, f"2026-0{n + 1}-05", function=["skill", "rights", "education"][n])
        session.workshops.set([WorkshopFactory(enterprise=cast.enterprise)])
        came(session, PersonFactory(enterprise=cast.enterprise))
    client.force_login(cast.leader)
    client.get(reverse("training:session-figures"), ADDRESS)
    with django_assert_num_queries(QUERIES):
        client.get(reverse("training:session-figures"), ADDRESS)


QUERIES = 27


def addresses_on(page):
    return {address for address, _text in Links(page.content.decode()).found if "status=held" in address}


def test_each_number_of_sessions_opens_exactly_its_sessions_at_the_desk(client, cast, strangers, staff):
    shared = WorkshopFactory(enterprise=strangers.enterprise)
    kinds = [
        {"function": "skill", "kind": "course", "lecturer_kind": "craftsman"},
        {"function": "skill", "kind": "talk"},
        {"function": "rights", "kind": "talk", "lecturer_kind": "manager"},
    ]
    for n, facts in enumerate(kinds):
        made = held(cast.enterprise, f"2025-0{n + 5}-07", **facts)
        made.workshops.add(WorkshopFactory(enterprise=cast.enterprise), shared)
    held(strangers.enterprise, "2025-05-07").co_hosts.add(cast.enterprise)
    # Before the months, and still to come.
    held(cast.enterprise, "2024-12-31")
    SessionFactory(enterprise=cast.enterprise)
    months = {"from": "2025-01", "to": f"{timezone.localdate():%Y-%m}"}
    for user, more in ((staff, {}), (staff, {"enterprise": "CF"}), (cast.officer, {}), (cast.leader, {})):
        client.force_login(user)
        page = client.get(reverse("training:session-figures"), months | more)
        lines = [line for group in page.context["summary"].groups for line in group.lines if line.figures.sessions]
        assert len(lines) >= 8
        for line in lines:
            listed = client.get(sessions_url(line.narrowed)).context["page_obj"].paginator.count
            assert (line.name, listed) == (line.name, line.figures.sessions)
        whole = page.context["summary"]
        assert client.get(sessions_url(whole.narrowed)).context["page_obj"].paginator.count == whole.whole.sessions
        assert addresses_on(page) == {sessions_url(line.narrowed) for line in (*lines, whole)}
