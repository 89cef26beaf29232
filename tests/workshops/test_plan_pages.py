"""The pages of a yearly plan: board, list, item, sheet, workbook, and the steps of a year."""

import datetime as dt
import io

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import AllianceFactory
from tests.paper_files import pdf, upload
from tests.workshops.alliances import began, day, finish, fresh, item, lead, member, overdue, paper, term
from workshops.models import Plan, PlanItem, PlanProgress
from workshops.services import plan_items, plans

pytestmark = pytest.mark.usefixtures("english")
YEAR = timezone.localdate().year


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def alliance(db, strangers):
    """Kept by the strangers' officers."""
    made = AllianceFactory(name="焊接联盟", slug="welding", scope="trade")
    term(made, enterprise=strangers.enterprise)
    return made


@pytest.fixture
def workshop(alliance, cast):
    """Led by the worker of the cast."""
    made = member(alliance, cast.enterprise, name="焊装工作室", slug="body")
    lead(made, cast.worker)
    return made


@pytest.fixture
def plan(alliance, staff):
    return began(alliance, staff, aim="难题一起攻。")


@pytest.fixture
def one(plan, workshop, staff):
    return item(plan, workshop, by=staff, measure="变形量减半")


def at(name, *args, year=YEAR):
    return reverse(f"workshops:{name}", args=["welding", year, *args])


def text_of(response):
    return response.content.decode()


def listed(client, **query):
    return [one.goal for one in client.get(at("plan-items"), query).context["page_obj"]]


@pytest.mark.parametrize("who", ["worker", "colleague", "leader", "officer"])
def test_everybody_of_a_member_enterprise_reads_the_board(client, cast, one, who):
    client.force_login(getattr(cast, who))
    shown = client.get(at("plan"))
    assert [len(month.items) for month in shown.context["months"]][11] == 1
    assert "点焊飞溅减半" in text_of(shown)
    assert "难题一起攻。" in text_of(shown)
    assert not shown.context["may_edit"]


@pytest.mark.parametrize(
    "name", ["plan", "plan-items", "plan-sheet", "plan-export", "plan-aim", "plan-start", "plan-carry", "plan-close"]
)
def test_a_plan_does_not_exist_for_who_takes_no_part(client, cast, strangers, one, name):
    outsider = member(AllianceFactory(), strangers.enterprise)
    assert outsider.pk
    client.force_login(strangers.worker)
    assert client.get(at(name)).status_code == 404
    client.logout()
    assert client.get(at(name)).status_code == 302


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("name", "queries"), [("plan", 14), ("plan-items", 15), ("plan-sheet", 13)])
def test_a_plan_costs_the_same_however_long(
    client, cast, staff, plan, workshop, rows, name, queries, django_assert_num_queries
):
    for _row in range(rows):
        made = item(plan, workshop, member(plan.alliance, cast.enterprise), by=staff, responsible=cast.owner.person)
        plan_items.report(made, by=staff, day=day(), percent=10, note="开始")
    client.force_login(cast.officer)
    with django_assert_num_queries(queries):
        client.get(at(name))


def test_filters_are_in_the_address(client, cast, staff, plan, workshop, strangers):
    other = member(plan.alliance, strangers.enterprise, slug="other")
    overdue(item(plan, workshop, by=staff, goal="晚了的", due_on=dt.date(YEAR, 3, 5)), days=1)
    finish(item(plan, other, by=staff, goal="做完的", kind="training", due_on=dt.date(YEAR, 5, 5)), staff)
    item(plan, workshop, other, by=staff, goal="两家的", kind="training", due_on=dt.date(YEAR, 12, 31))
    client.force_login(cast.officer)
    assert listed(client, owner="body") in (["晚了的", "两家的"], ["两家的", "晚了的"])
    assert listed(client, owner="other") == ["做完的", "两家的"]
    assert listed(client, month="5") == ["做完的"]
    assert listed(client, state="plan_late") == ["晚了的"]
    assert listed(client, state="plan_done") == ["做完的"]
    assert listed(client, kind="training", owner="body") == ["两家的"]
    assert listed(client, kind="sharing") == []
    assert len(listed(client, month="nonsense", owner="x", state="x")) == 3


def test_a_list_without_finds_offers_all_of_them(client, cast, one):
    client.force_login(cast.worker)
    assert "No item fits these conditions." in text_of(client.get(at("plan-items"), {"kind": "sharing"}))


def test_whoever_leads_a_workshop_in_charge_reports(client, cast, one):
    client.force_login(cast.worker)
    address = at("plan-item", 1)
    assert client.get(address).context["form"].initial["percent"] == 0
    data = {
        "day": day(),
        "percent": "60",
        "note": "第二轮做完",
        "link": "https://example.org/r",
        "version": one.version,
    }
    assert client.post(address, data).url == address
    progress = PlanProgress.objects.get()
    assert (progress.percent, progress.note, progress.reported_by) == (60, "第二轮做完", cast.worker)
    stale = client.post(address, {**data, "note": "又写了一遍"})
    assert stale.status_code == 409
    assert "又写了一遍" in text_of(stale)


def test_done_takes_evidence_and_the_file_is_checked(client, cast, one):
    client.force_login(cast.worker)
    data = {"day": day(), "percent": "100", "note": "做完了", "version": one.version}
    refused = client.post(at("plan-item", 1), data)
    assert refused.context["form"].errors.keys() == {"evidence"}
    assert "做完了" in text_of(refused)
    wrong = client.post(at("plan-item", 1), {**data, "file": upload("a.pdf", b"no pdf")})
    assert wrong.context["form"].errors.keys() == {"file"}
    assert client.post(at("plan-item", 1), {**data, "file": pdf("验收单.pdf")}).status_code == 302
    assert fresh(one).done_on == day()
    progress = PlanProgress.objects.get()
    handed = client.get(at("plan-evidence", 1, progress.pk))
    assert handed["Content-Disposition"].startswith("attachment")
    assert handed.getvalue().startswith(b"%PDF")


@pytest.mark.parametrize("link", ["javascript:alert(1)", "ftp://example.org/a", "不是网址"])
def test_only_a_web_address_is_a_link(client, cast, one, link):
    client.force_login(cast.worker)
    data = {"day": day(), "percent": "10", "note": "开始", "link": link, "version": one.version}
    assert "link" in client.post(at("plan-item", 1), data).context["form"].errors


def test_evidence_is_for_those_who_read_the_plan(client, cast, strangers, one):
    progress = finish(one, cast.worker, attachment=paper(), evidence="")
    address = at("plan-evidence", 1, progress.pk)
    client.force_login(cast.colleague)
    assert client.get(address).getvalue()
    client.force_login(strangers.worker)
    assert client.get(address).status_code == 404


def test_who_is_not_in_charge_reads_and_does_not_report(client, cast, one):
    client.force_login(cast.colleague)
    assert client.get(at("plan-item", 1)).context["form"] is None
    data = {"day": day(), "percent": "60", "note": "做了", "version": one.version}
    assert client.post(at("plan-item", 1), data).status_code == 403


def test_who_was_too_late_keeps_the_words(client, cast, staff, one):
    client.force_login(cast.worker)
    finish(one, staff)
    late = client.post(at("plan-item", 1), {"day": day(), "percent": "60", "note": "我写了很多", "version": 1})
    assert late.status_code == 409
    assert late.context["form"] is None
    assert "我写了很多" in text_of(late)


def item_data(**words):
    return {"goal": "烟尘减半", "kind": "problem", "owners": ["body"], "due_on": dt.date(YEAR, 12, 1), **words}


def test_the_secretariat_adds_and_changes_items(client, cast, strangers, plan, workshop):
    client.force_login(strangers.officer)
    made = client.post(at("plan-item-new"), item_data(responsible="王海"))
    assert made.url == at("plan-item", 1)
    one = PlanItem.objects.get()
    assert (one.responsible, list(one.owners.all())) == (cast.worker.person, [workshop])
    shown = client.get(at("plan-item-change", 1)).context["form"]
    assert (shown.initial["owners"], shown.initial["responsible"]) == (["body"], "0001 王海")
    changed = item_data(goal="烟尘减到三成", version=one.version)
    assert client.post(at("plan-item-change", 1), changed).status_code == 302
    assert (fresh(one).goal, fresh(one).responsible) == ("烟尘减到三成", None)
    assert client.post(at("plan-item-change", 1), changed).status_code == 409


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"goal": " "}, "goal"),
        ({"owners": []}, "owners"),
        ({"owners": ["foreign"]}, "owners"),
        ({"responsible": "没有的人"}, "responsible"),
        ({"due_on": "x"}, "due_on"),
        ({"kind": ""}, "kind"),
    ],
)
def test_what_is_missing_of_an_item_is_said_at_its_field(client, strangers, plan, workshop, words, field):
    member(AllianceFactory(), strangers.enterprise, slug="foreign")
    client.force_login(strangers.officer)
    answer = client.post(at("plan-item-new"), item_data(**words))
    assert set(answer.context["form"].errors) == {field}


def test_a_day_of_another_year_is_told(client, strangers, plan, workshop):
    client.force_login(strangers.officer)
    answer = client.post(at("plan-item-new"), item_data(due_on=dt.date(YEAR + 1, 1, 1)))
    assert answer.status_code == 409
    assert f"Please choose a day in {YEAR}." in text_of(answer)
    assert "烟尘减半" in text_of(answer)


@pytest.mark.parametrize("name", ["plan-item-new", "plan-aim", "plan-carry", "plan-close", "plan-start"])
def test_members_do_not_edit_the_plan(client, cast, one, name):
    client.force_login(cast.officer)
    assert client.get(at(name)).status_code == 403
    assert client.post(at(name)).status_code == 403


def test_the_steps_of_a_year_ask_first(client, strangers, alliance, workshop, staff):
    client.force_login(strangers.officer)
    begun = client.post(reverse("workshops:plans"), {"alliance": "welding", "year": YEAR, "aim": ""})
    assert begun.url == at("plan")
    assert client.post(reverse("workshops:plans"), {"alliance": "welding", "year": YEAR}).status_code == 409
    plan = Plan.objects.get()
    assert client.post(at("plan-start"), {"version": plan.version}).status_code == 409
    client.post(at("plan-item-new"), item_data())
    assert "Put the plan in force?" in text_of(client.get(at("plan-start")))
    assert client.post(at("plan-start"), {"version": fresh(plan).version}).url == at("plan")
    assert "1 unfinished items" in text_of(client.get(at("plan-carry")))
    assert not client.get(at("plan-close")).context["fits"]
    carried = client.post(at("plan-carry"), {"due_on": dt.date(YEAR + 1, 6, 30)})
    assert carried.url == at("plan", year=YEAR + 1)
    again = client.post(at("plan-carry"), {"due_on": ""})
    assert again.status_code == 409
    assert "Nothing is left to carry over." in text_of(again)
    shown = client.get(at("plan-close"))
    assert "Of 1 items 0 are done: 0/1. 0 given up, 1 carried over." in text_of(shown)
    assert client.post(at("plan-close"), {"words": "结转一项。", "version": fresh(plan).version}).status_code == 302
    assert (fresh(plan).status, fresh(plan).closing_words) == ("closed", "结转一项。")
    assert client.get(at("plan-item-new")).status_code == 403


def test_giving_up_reopening_and_taking_out_ask_first(client, strangers, alliance, one, staff):
    client.force_login(strangers.officer)
    assert client.post(at("plan-item-give-up", 1), {"reason": " ", "version": one.version}).status_code == 200
    assert client.post(at("plan-item-give-up", 1), {"reason": "没有师资", "version": one.version}).status_code == 302
    assert fresh(one).given_up_reason == "没有师资"
    shown = client.get(at("plan-item", 1))
    assert "没有师资" in text_of(shown)
    assert shown.context["may_reopen"]
    reopened = {"reason": "请到了老师", "version": fresh(one).version}
    assert client.post(at("plan-item-reopen", 1), reopened).status_code == 302
    assert fresh(one).given_up_at is None
    draft = began(alliance, staff, YEAR + 1, in_force=False)
    item(draft, *one.owners.all(), by=staff)
    assert client.post(at("plan-item-take-out", 1, year=YEAR + 1)).url == at("plan", year=YEAR + 1)
    assert draft.items.count() == 0


def test_the_aim_of_the_year_is_rewritten(client, strangers, plan):
    client.force_login(strangers.officer)
    assert client.get(at("plan-aim")).context["form"].initial["aim"] == "难题一起攻。"
    assert client.post(at("plan-aim"), {"aim": "成果大家用。", "version": plan.version}).status_code == 302
    assert client.post(at("plan-aim"), {"aim": "又一遍", "version": plan.version}).status_code == 409
    assert fresh(plan).aim == "成果大家用。"


@pytest.mark.parametrize(
    ("query", "sheet"), [({}, "plan_a4"), ({"paper": "a3"}, "plan_a3"), ({"paper": "x"}, "plan_a4")]
)
def test_the_wall_chart_is_for_a4_or_a3(client, cast, one, query, sheet):
    client.force_login(cast.worker)
    shown = text_of(client.get(at("plan-sheet"), query))
    assert f"css/{sheet}" in shown
    for column in ("Topic", "Workshops in charge", "Target", "Milestone", "Progress", "Signature"):
        assert column in shown
    assert "变形量减半" in shown


def test_the_workbook_holds_the_items_their_sums_and_what_they_mean(client, cast, staff, plan, workshop):
    finish(item(plan, workshop, by=staff, goal='=HYPERLINK("http://x")'), cast.worker)
    item(plan, workshop, by=staff, goal="讲12场", responsible=cast.owner.person)
    client.force_login(cast.worker)
    answer = client.get(at("plan-export"))
    assert answer["Content-Disposition"].startswith("attachment")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    rows = list(book["Items"].iter_rows(values_only=True))
    assert [row[2] for row in rows[1:]] == ['=HYPERLINK("http://x")', "讲12场"]
    assert book["Items"]["C2"].data_type == "s"
    assert (rows[1][7], rows[1][8], rows[2][5]) == (100, "Done", "周工")
    sums = {row[0]: row[1:] for row in book["Sums"].iter_rows(min_row=2, values_only=True)}
    assert (sums["Items of the plan"][0], sums["Share of items done"]) == (2, ("1/2", 1, 2))
    assert len(list(book["Definitions"].iter_rows())) == 5


def test_the_item_leads_to_where_it_came_from_and_went(client, cast, staff, plan, one):
    target = plans.carry_over(plan, by=staff)
    plans.put_in_force(target, by=staff)
    client.force_login(cast.worker)
    before = client.get(at("plan-item", 1))
    assert before.context["following"] == target.items.get()
    after = text_of(client.get(at("plan-item", 1, year=YEAR + 1)))
    assert "carried over once" in after
    assert at("plan-item", 1) in after


def test_everybody_reads_the_goals_and_how_many_are_done(client, cast, staff, plan, workshop):
    finish(item(plan, workshop, by=staff, goal="做完的"), cast.worker)
    item(plan, workshop, by=staff, goal="没做完的", responsible=cast.owner.person)
    shown = client.get(f"/en/alliances/welding/plans/{YEAR}/")
    assert shown.context["figures"].line == "2 items, 1 done"
    for words, there in (("做完的", True), ("没做完的", True), ("焊装工作室", False), ("周工", False)):
        assert (words in text_of(shown)) == there
    shown = text_of(client.get("/en/alliances/welding/"))
    assert f"One plan for {YEAR}" in shown
    assert "2 items, 1 done" in shown


def test_a_draft_is_not_public(client, alliance, workshop, staff, cast):
    item(began(alliance, staff, in_force=False), workshop, by=staff)
    address = f"/en/alliances/welding/plans/{YEAR}/"
    assert client.get(address).status_code == 404
    assert client.get("/en/alliances/welding/").context["plan"] is None
    client.force_login(cast.colleague)
    assert client.get(at("plan")).status_code == 404
    client.force_login(cast.officer)
    assert client.get(at("plan")).status_code == 200
    assert client.get(address).status_code == 404


def test_plans_are_listed_for_those_who_take_part(client, cast, strangers, one, alliance):
    client.force_login(cast.colleague)
    shown = client.get(reverse("workshops:plans"))
    assert [(plan.alliance.name, plan.item_count, plan.done_count) for plan in shown.context["page_obj"]] == [
        ("焊接联盟", 1, 0)
    ]
    assert shown.context["form"] is None
    assert client.post(reverse("workshops:plans"), {"alliance": "welding", "year": YEAR}).status_code == 403
    client.force_login(strangers.worker)
    assert list(client.get(reverse("workshops:plans")).context["page_obj"]) == []


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_plans_costs_the_same_however_long(client, cast, staff, rows, django_assert_num_queries):
    for _row in range(rows):
        alliance = AllianceFactory()
        item(began(alliance, staff), member(alliance, cast.enterprise), by=staff)
    client.force_login(cast.officer)
    with django_assert_num_queries(12):
        client.get(reverse("workshops:plans"))
