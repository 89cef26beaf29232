"""The pages of contests: what everybody reads, what officers enter, the table of marks, and files."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from members.services import give_consent
from tests.training import afterwards
from training import services
from training.models import Contest

pytestmark = pytest.mark.django_db


def at(name, *args):
    return reverse(f"training:{name}", args=args)


def body(response):
    return response.content.decode()


def typed(**changed):
    return {
        "title": "焊工技能竞赛", "trade": "焊工", "enterprise": "CF", "level": "enterprise", "body": "长风工会",
        "about": "平板对接。", "audience": "own", "entries_by": afterwards.day(3), "starts_on": afterwards.day(5),
        "ends_on": afterwards.day(6), "rounds": "理论 30\n实操：70 150", "prizes": "一等奖 1\n二等奖 2名",
    } | changed  # fmt: skip


def cells(contest, *rows, seen=None):
    """What the table of marks sends: rows of texts by the numbers of the entries."""
    rounds, entries = list(contest.rounds.all()), contest.entries.present().order_by("number")
    sent = {}
    for entry, row in zip(entries, rows, strict=True):
        for part, text in zip(rounds, row, strict=True):
            sent[f"s{entry.pk}-{part.pk}"] = text
            sent[f"w{entry.pk}-{part.pk}"] = (seen or {}).get((entry.pk, part.pk), "")
    return sent


def test_an_officer_prepares_announces_enters_and_begins(client, cast):
    client.force_login(cast.officer)
    assert at("contest-new") in body(client.get(at("contests-desk")))
    wrong = client.post(at("contest-new"), typed(rounds="理论 三十", about="原来的话"))
    assert ("rounds" in wrong.context["form"].errors, "原来的话" in body(wrong)) == (True, True)
    assert "rounds" in client.post(at("contest-new"), typed(rounds="理论 30\n实操 60")).context["form"].errors
    client.post(at("contest-new"), typed())
    made = Contest.objects.get()
    assert [(one.kind, one.name, one.weight, one.full_marks) for one in made.rounds.all()] == afterwards.ROUNDS
    assert [(one.name, one.last_place) for one in made.prizes.all()] == [("一等奖", 1), ("二等奖", 3)]
    again = client.get(at("contest-change", made.slug)).context["form"]
    assert again["prizes"].value() == "一等奖 1\n二等奖 2"
    client.post(at("contest-announce", made.slug), {"version": made.version})
    entries = at("contest-entries", made.slug)
    assert "people" in client.post(entries, {"enterprise": "CF", "people": "没人"}).context["form"].errors
    client.post(entries, {"enterprise": "CF", "people": "王海、0002"})
    assert made.entries.count() == 2
    client.post(at("contest-withdraw", made.slug, made.entries.get(number=2).pk))
    made.refresh_from_db()
    client.post(at("contest-start", made.slug), {"version": made.version})
    assert Contest.objects.get().is_running


def test_officers_of_others_see_their_own_people_and_no_marks(client, cast, strangers, staff):
    made = afterwards.running(staff, cast.worker, strangers.finance)
    afterwards.mark(made, staff, (97, 120), (80, 100))
    client.force_login(strangers.officer)
    page = client.get(at("contest-desk", made.slug))
    assert [row.entry.person for row in page.context["standings"]] == [strangers.finance.person]
    assert "王海" not in body(page)
    assert page.context["standings"][0].total is None
    for name in ("contest-change", "contest-publish", "contest-print", "contest-export"):
        assert client.get(at(name, made.slug)).status_code == 403
    assert client.get(at("contest-withdraw", made.slug, made.entries.get(number=1).pk)).status_code == 404


def test_marks_are_typed_and_what_is_wrong_stands_at_its_box(client, cast, staff):
    made = afterwards.running(staff, cast.worker, cast.colleague)
    client.force_login(staff)
    page = client.post(at("contest-scores", made.slug), cells(made, ("90", "很好"), ("80", "100")))
    assert [cell.written for cell in page.context["table"].wrong] == ["很好"]
    assert "很好" in body(page)
    page = client.post(at("contest-scores", made.slug), cells(made, ("90", "151"), ("80", "100")))
    assert (page.status_code, [cell.written for cell in page.context["table"].wrong]) == (409, ["151"])
    assert afterwards.marks_of(made) == []
    client.post(at("contest-scores", made.slug), cells(made, ("90", "120.5"), ("80", "")))
    assert afterwards.marks_of(made) == [90, 120.5, 80]
    # A page from before: what somebody else wrote since is not overwritten.
    page = client.post(at("contest-scores", made.slug), cells(made, ("70", ""), ("", "99")))
    assert (page.status_code, afterwards.marks_of(made)) == (409, [90, 120.5, 80])


def test_a_sheet_fills_the_boxes_and_keeps_nothing(client, cast, staff):
    made = afterwards.running(staff, cast.worker, cast.colleague)
    client.force_login(staff)
    book = openpyxl.load_workbook(io.BytesIO(client.get(at("contest-sheet", made.slug)).content))
    sheet = book.active
    assert [cell.value for cell in sheet[1]] == ["参赛号", "单位", "工号", "姓名", "理论", "实操"]
    sheet["E2"], sheet["F2"], sheet["E3"] = 88.5, 140, "缺"
    sheet.append([9, "", "", "别人", 1, 1])
    page = client.post(at("contest-scores", made.slug), {"sheet": "1", "file": saved(book)})
    table = page.context["table"]
    assert [cell.written for cell in table.cells] == ["88.5", "140", "缺", ""]
    assert (len(table.errors), len(table.wrong), afterwards.marks_of(made)) == (1, 1, [])
    sheet["D2"] = "别人"
    page = client.post(at("contest-scores", made.slug), {"sheet": "1", "file": saved(book)})
    assert [cell.written for cell in page.context["table"].cells][:2] == ["", ""]
    assert client.post(at("contest-scores", made.slug), {"sheet": "1"}).context["table"].errors


def saved(book):
    buffer = io.BytesIO()
    book.save(buffer)
    return SimpleUploadedFile("成绩.xlsx", buffer.getvalue())


def test_a_judge_finds_the_table_and_nothing_else_of_the_desk(client, cast, staff):
    made = afterwards.entered(staff, cast.worker)
    services.contests.name_judges(made, [cast.owner.person], by=staff)
    services.contests.start(made, by=staff)
    client.force_login(cast.owner)
    assert at("contest-scores", made.slug) in body(client.get(made.get_absolute_url()))
    assert client.post(at("contest-scores", made.slug), cells(made, ("90", "100"))).status_code == 302
    assert client.get(at("contest-desk", made.slug)).status_code == 403
    client.force_login(cast.colleague)
    assert client.get(at("contest-scores", made.slug)).status_code == 403


def test_everybody_reads_who_won_by_consent_and_no_other_place(client, cast, staff):
    made = afterwards.published(staff, cast.worker, cast.colleague, cast.owner, prizes=[("一等奖", 1), ("二等奖", 2)])
    give_consent("named", by=cast.colleague)
    page = body(client.get(made.get_absolute_url()))
    assert ("王*" in page, "赵敏" in page, "周" in page, "王海" in page) == (True, True, False, False)
    assert made.title in body(client.get(at("contests")))
    client.force_login(cast.owner)
    own = client.get(made.get_absolute_url()).context["own"]
    assert (own["entry"].place, [points for _round, points in own["points"]]) == (3, [88, 118])


def test_the_result_is_printed_and_taken_away(client, cast, staff):
    made = afterwards.published(staff, cast.worker, cast.colleague)
    client.force_login(staff)
    assert "王海" in body(client.get(at("contest-print", made.slug)))
    book = openpyxl.load_workbook(io.BytesIO(client.get(at("contest-export", made.slug)).content))
    assert [cell.value for cell in book.active[2]][:7] == [1, 1, "王海", "0001", cast.enterprise.name, 90, 120]
    client.post(at("contest-promote", made.slug, made.entries.get(number=1).pk), {"grade": "senior"})
    assert made.entries.get(number=1).grade_after == "senior"


def test_somebody_who_did_not_come_has_no_place(client, cast, staff):
    made = afterwards.running(staff, cast.worker, cast.colleague)
    client.force_login(staff)
    entry = made.entries.get(number=2)
    client.post(at("contest-absent", made.slug, entry.pk), {"absent": "1"})
    afterwards.mark(made, staff, (90, 100), (None, None))
    services.contests.publish(made, by=staff)
    entry.refresh_from_db()
    assert (entry.is_absent, entry.place) == (True, None)


def test_marks_typed_for_somebody_who_is_gone_by_now_are_told(client, cast, staff):
    made = afterwards.running(staff, cast.worker, cast.colleague, cast.owner)
    typed_in = cells(made, ("90", "120"), ("77.5", ""), ("", ""))
    first, second, third = made.entries.order_by("number")
    for gone in (second, third):
        services.contests.set_absent(gone, by=staff, is_absent=True)
    client.force_login(staff)
    address = f"/en{at('contest-scores', made.slug)}"
    page = body(client.post(address, typed_in, follow=True))
    assert "2 marks kept." in page
    assert "No. 2 is entered as absent or withdrawn by now, so this was not kept: 理论 77.5." in page
    assert "No. 3 is entered" not in page
    assert services.contests.scores_of(made).keys() == {(first.pk, part.pk) for part in made.rounds.all()}
    again = body(client.post(address, {}, follow=True))
    assert ("No mark was changed, so there was nothing to keep." in again, "kept." in again) == (True, False)
    refused = client.post(address, typed_in | {f"s{first.pk}-{made.rounds.first().pk}": "?"})
    assert "this was not kept: 理论 77.5." in body(refused)


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("name", "most"), [("contest-desk", 24), ("contest-scores", 16), ("contest-print", 14)])
def test_pages_cost_as_many_queries_for_three_as_for_one(
    client, cast, staff, rows, name, most, django_assert_max_num_queries
):
    people = [cast.worker, cast.colleague, cast.owner][:rows]
    made = afterwards.running(staff, *people)
    afterwards.mark(made, staff, *[(90, 100)] * rows)
    client.force_login(staff)
    with django_assert_max_num_queries(most):
        client.get(at(name, made.slug))


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_cost_as_many_queries_for_three_as_for_one(client, cast, staff, rows, django_assert_max_num_queries):
    for _n in range(rows):
        afterwards.entered(staff, cast.worker)
    client.force_login(cast.officer)
    with django_assert_max_num_queries(10):
        client.get(at("contests"))
    with django_assert_max_num_queries(22):
        client.get(at("contests-desk"))
