"""The pages of spot checks: staff on the spot with a phone, the enterprise with its own result."""

import io

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from alliance_portal.audit import AuditEntry
from members.models import RoleAssignment
from suggestions import services
from suggestions.models import SpotCheck, SpotCheckFile, Suggestion
from tests.factories import PersonFactory, picture
from tests.suggestions.counted import many
from tests.suggestions.spot_checking import YEAR, Finding, adopted, all_found, closed, drawn, found, fresh, planned

LIST = reverse("suggestions:spot-checks")


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def sign_in(client):
    def signed_in(user):
        client.force_login(user)
        return client

    return signed_in


def page(name, *args):
    return reverse(f"suggestions:spot-check-{name}" if name else "suggestions:spot-check", args=args)


PLAN = {"title": "上半年采纳抽查", "figure": "adopted", "first": f"{YEAR}-01", "last": f"{YEAR}-01",
        "method": "each", "size": "3"}  # fmt: skip


def test_staff_plan_draw_look_and_close_page_by_page(cast, staff, sign_in):
    adopted(cast)
    desk = sign_in(staff)
    response = desk.post(page("new"), PLAN, follow=True)
    check = SpotCheck.objects.get()
    assert response.redirect_chain[-1][0] == check.get_absolute_url()
    assert desk.get(page("draw", check.pk)).status_code == 200
    desk.post(page("draw", check.pk), {"version": check.version})
    assert check.rows.count() == 3
    for row in check.rows.order_by("place"):
        form = desk.get(row.get_absolute_url()).context["form"]
        sent = {"version": form.initial["version"], "finding": "confirmed", "reply_0": "yes"}
        response = desk.post(row.get_absolute_url(), sent)
    # After the last one it goes back to the check, and the next step is to close it.
    assert response["Location"] == check.get_absolute_url()
    desk.post(page("close", check.pk), {"version": fresh(check).version})
    assert fresh(check).is_closed


def test_after_a_finding_it_goes_on_to_the_next_that_is_open(cast, staff, sign_in):
    adopted(cast)
    check = drawn(staff)
    first, second, _third = check.rows.order_by("place")
    response = sign_in(staff).post(first.get_absolute_url(), {"version": 1, "finding": "confirmed"})
    assert response["Location"] == second.get_absolute_url()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"title": " "}, "title"), ({"figure": "received"}, "figure"), ({"first": "x"}, "first"),
        ({"size": "0"}, "size"), ({"size": "301"}, "size"), ({"size": "三"}, "size"), ({"method": ""}, "method"),
        ({"enterprises": "999"}, "enterprises"), ({"enterprises": "9" * 40}, "enterprises"),
    ],
)  # fmt: skip
def test_what_cannot_be_planned_is_said_at_its_field_and_nothing_is_lost(cast, staff, sign_in, changed, field):
    response = sign_in(staff).post(page("new"), PLAN | changed)
    assert list(response.context["form"].errors) == [field]
    assert {name: response.context["form"].data[name] for name in PLAN | changed} == PLAN | changed
    assert not SpotCheck.objects.exists()


def test_months_the_wrong_way_round_are_told(cast, staff, sign_in):
    months = [value for value, _label in sign_in(staff).get(page("new")).context["form"].fields["first"].choices]
    response = sign_in(staff).post(page("new"), PLAN | {"first": months[0], "last": months[1]})
    assert response.context["form"].errors["last"]


def test_without_words_or_finding_nothing_is_kept_and_the_words_stay(cast, staff, sign_in):
    adopted(cast)
    row = drawn(staff).rows.first()
    for sent, field in (({"finding": "different"}, "words"), ({"words": "写了半天"}, "finding")):
        response = sign_in(staff).post(row.get_absolute_url(), {"version": 1} | sent)
        assert list(response.context["form"].errors) == [field]
        assert sent.get("words", "") in response.content.decode()
    assert fresh(row).is_open


def test_somebody_faster_is_noticed_with_everything_typed(cast, staff, sign_in):
    adopted(cast)
    row = drawn(staff).rows.first()
    found(row, staff)
    sent = {"version": 1, "finding": "different", "words": "只装了一半"}
    response = sign_in(staff).post(row.get_absolute_url(), sent)
    assert (response.status_code, "只装了一半" in response.content.decode()) == (409, True)
    assert fresh(row).finding == "confirmed"
    # Sent once more it is done knowingly.
    again = sent | {"version": response.context["form"].data["version"]}
    assert sign_in(staff).post(row.get_absolute_url(), again).status_code == 302


def test_a_photo_comes_along_and_can_be_taken_away_again(cast, strangers, staff, sign_in):
    adopted(cast)
    row = drawn(staff).rows.first()
    sign_in(staff).post(row.get_absolute_url(), {"version": 1, "finding": "confirmed", "file": picture("现场.jpg")})
    kept = SpotCheckFile.objects.get()
    assert b"".join(sign_in(staff).get(page("file", kept.pk)).streaming_content)[:3] == b"\xff\xd8\xff"
    assert sign_in(cast.officer).get(page("file", kept.pk)).status_code == 404
    assert sign_in(strangers.officer).get(page("file", kept.pk)).status_code == 404
    sign_in(staff).post(page("file-remove", kept.pk), {"version": fresh(row).version})
    assert not SpotCheckFile.objects.exists()


def test_a_step_that_no_longer_fits_says_so(cast, staff, sign_in):
    adopted(cast)
    check = closed(staff)
    for name in ("draw", "close", "call-off"):
        response = sign_in(staff).get(page(name, check.pk))
        assert (response.status_code, response.context["form"]) == (200, None)
        assert sign_in(staff).post(page(name, check.pk), {"version": 1, "reason": "不要"}).status_code == 409


@pytest.mark.parametrize(
    ("who", "status"),
    [("worker", 403), ("reviewer", 403), ("finance", 403), ("owner", 403), ("officer", 200), ("leader", 200)],
)
def test_officers_and_leaders_read_what_was_found(cast, staff, sign_in, who, status):
    adopted(cast)
    check = closed(staff)
    client = sign_in(getattr(cast, who))
    assert client.get(LIST).status_code == status
    assert client.get(reverse("suggestions:spot-checks-found")).status_code == status
    for address in (check.get_absolute_url(), check.rows.first().get_absolute_url()):
        assert client.get(address).status_code == (200 if status == 200 else 404)


@pytest.mark.parametrize("who", ["officer", "leader"])
def test_only_staff_plan_draw_fill_in_and_take_the_lists_away(cast, staff, sign_in, who):
    adopted(cast)
    check = closed(staff)
    client = sign_in(getattr(cast, who))
    for address in (page("new"), page("draw", check.pk), page("close", check.pk), page("call-off", check.pk),
                    page("sheet", check.pk), page("workbook", check.pk)):  # fmt: skip
        assert (address, client.get(address).status_code) == (address, 403)
    row = check.rows.first()
    assert client.post(row.get_absolute_url(), {"finding": "confirmed"}).status_code == 403


def test_before_it_is_closed_no_enterprise_sees_what_was_drawn(cast, staff, sign_in):
    adopted(cast)
    check = drawn(staff)
    client = sign_in(cast.officer)
    assert client.get(LIST).context["lines"] == []
    assert client.get(check.get_absolute_url()).status_code == 404
    assert client.get(check.rows.first().get_absolute_url()).status_code == 404


def test_an_enterprise_sees_its_own_result_and_nothing_of_others(cast, strangers, staff, sign_in):
    adopted(cast)
    many(strangers.team, 3, received=f"{YEAR}-01-01", answer="adopted")
    Suggestion.objects.filter(enterprise=strangers.enterprise).update(title="别家的点子")
    check = closed(staff, Finding.DIFFERENT)
    services.comment_on_spot_check(check, strangers.enterprise, by=strangers.officer, words="别家说的话")
    response = sign_in(cast.officer).get(check.get_absolute_url())
    text = response.content.decode()
    for word in ("别家的点子", "别家说的话", strangers.enterprise.short_name, check.seed):
        assert word not in text
    assert [(line["name"], line["found"].looked_at) for line in response.context["results"]] == [("长风客车", 3)]
    theirs = check.rows.get(suggestion=Suggestion.objects.filter(enterprise=strangers.enterprise).first())
    assert sign_in(cast.officer).get(theirs.get_absolute_url()).status_code == 404


def test_officers_comment_once_on_the_page_and_leaders_do_not(cast, strangers, staff, sign_in):
    adopted(cast)
    check = closed(staff)
    address = check.get_absolute_url()
    assert sign_in(cast.leader).post(address, {"words": "我说"}).status_code == 403
    assert sign_in(strangers.officer).post(address, {"words": "我说"}).status_code == 404
    assert sign_in(staff).post(address, {"words": "我说"}).status_code == 403
    assert sign_in(cast.officer).post(address, {"words": " "}).context["form"].errors["words"]
    assert sign_in(cast.officer).post(address, {"words": "已经装上"}).status_code == 302
    response = sign_in(cast.officer).get(address)
    assert (response.context["form"], "已经装上" in response.content.decode()) == (None, True)
    assert sign_in(cast.officer).post(address, {"words": "再说"}).status_code == 409


@pytest.mark.parametrize("hidden", [True, False])
def test_a_hidden_name_shows_nowhere_and_another_one_only_to_staff(cast, staff, sign_in, hidden):
    author = PersonFactory(department=cast.team, name="欧阳独特")
    adopted(cast, 3, by=author, hidden=hidden)
    check = drawn(staff)
    row = check.rows.first()
    addresses = [check.get_absolute_url(), row.get_absolute_url(), page("sheet", check.pk)]
    desk = sign_in(staff)
    texts = [desk.get(address).content.decode() for address in addresses]
    sheets = openpyxl.load_workbook(io.BytesIO(desk.get(page("workbook", check.pk)).content))
    assert ["欧阳独特" in text for text in texts] == [False, not hidden, not hidden]
    assert "欧阳独特" not in str([list(sheet.values) for sheet in sheets])
    all_found(check, staff)
    services.close_spot_check(fresh(check), by=staff)
    client = sign_in(cast.officer)
    for address in addresses[:2]:
        assert "欧阳独特" not in client.get(address).content.decode()


def test_the_workbook_holds_all_that_it_takes_to_draw_again_and_leaves_an_entry(cast, staff, sign_in):
    adopted(cast, 6)
    check = fresh(closed(staff, Finding.DIFFERENT))
    response = sign_in(staff).get(page("workbook", check.pk))
    sample, results, method, register = openpyxl.load_workbook(io.BytesIO(response.content)).worksheets
    rows = list(register.iter_rows(min_row=2, values_only=True))
    drawn_ones = sorted(rows, key=lambda row: row[2])[:3]
    assert len(rows) == 6
    assert [row[3] for row in drawn_ones] == ["✓"] * 3
    assert check.seed in str(list(method.values))
    assert method["A1"].value == "项目"
    assert sample.max_row == 4
    assert [cell.value for cell in results[2]][1:] == [6, 3, 3, 2, 0]
    assert AuditEntry.objects.get(act="exported").detail == page("workbook", check.pk)


def test_the_sheets_ask_every_question_of_every_suggestion(cast, staff, sign_in):
    adopted(cast)
    check = drawn(staff)
    text = sign_in(staff).get(page("sheet", check.pk)).content.decode()
    assert text.count(check.questions[0]) == 3
    assert check.seed in text


def test_what_was_found_stands_beside_what_was_declared_on_both_dashboards(cast, strangers, staff, sign_in):
    for _person in range(20):
        PersonFactory(department=cast.team)
    adopted(cast, 30)
    closed(staff, *[Finding.DIFFERENT] * 2, size=29)
    months = {"from": f"{YEAR}-01", "to": f"{timezone.localdate():%Y-%m}"}
    # 27 of 29: small, so a percentage without decimals.
    for user, view in ((staff, "district"), (staff, "dashboard"), (cast.officer, "dashboard")):
        text = sign_in(user).get(reverse(view), months).content.decode()
        assert ("抽查29条，属实27条（93%）" in text, view) == (True, view)
    line = next(iter(sign_in(staff).get(reverse("district"), months).context["page_obj"]))
    listed = sign_in(staff).get(line.links["checked"])
    assert (listed.context["result"].looked_at, listed.context["page_obj"].paginator.count) == (29, 29)


def test_of_few_the_district_says_numbers_and_no_percentage(cast, staff, sign_in):
    for _person in range(20):
        PersonFactory(department=cast.team)
    adopted(cast, 30)
    closed(staff, Finding.DIFFERENT, size=17)
    text = sign_in(staff).get(reverse("district"), {"from": f"{YEAR}-01", "to": f"{YEAR}-12"}).content.decode()
    assert "抽查17条，属实16条" in text
    assert "抽查17条，属实16条（" not in text


def test_filters_and_pages_are_in_the_address(cast, strangers, staff, sign_in):
    adopted(cast)
    adopted(strangers)
    check = drawn(staff)
    found(check.rows.filter(suggestion__enterprise=cast.enterprise).first(), staff)
    desk = sign_in(staff)
    for query, number in (({"enterprise": "JC"}, 3), ({"finding": "open"}, 5), ({"finding": "confirmed"}, 1),
                          ({"finding": "x", "page": "x"}, 6), ({"enterprise": "\x00"}, 6)):  # fmt: skip
        shown = desk.get(check.get_absolute_url(), query).context["page_obj"]
        assert (query, shown.paginator.count) == (query, number)


def test_lists_of_three_cost_as_many_queries_as_of_one(cast, staff, sign_in):
    adopted(cast, 6)
    check = drawn(staff, size=1)
    desk = sign_in(staff)
    for address in (LIST, check.get_absolute_url(), page("sheet", check.pk)):
        desk.get(address)
    with CaptureQueriesContext(connection) as once:
        for address in (LIST, check.get_absolute_url(), page("sheet", check.pk)):
            desk.get(address)
    other = drawn(staff, size=3)
    planned(staff)
    with CaptureQueriesContext(connection) as again:
        for address in (LIST, other.get_absolute_url(), page("sheet", other.pk)):
            desk.get(address)
    assert len(again) == len(once)


def test_empty_lists_say_what_to_do(cast, staff, sign_in):
    assert page("new") in sign_in(staff).get(LIST).content.decode()
    assert "还没有抽到您企业" in sign_in(cast.officer).get(LIST).content.decode()
    assert (
        sign_in(staff).get(reverse("suggestions:spot-checks-found"), {"enterprise": "??", "from": "x"}).status_code
        == 200
    )


def test_what_no_database_keeps_in_a_text_is_left_out_of_an_address(cast, staff, sign_in):
    listed = sign_in(staff).get(reverse("suggestions:spot-checks-found"), {"enterprise": "CF\x00"})
    assert listed.context["enterprise"] == cast.enterprise


def test_what_was_called_off_is_said_in_words_of_spot_checks(cast, staff, sign_in):
    adopted(cast)
    check = drawn(staff)
    sent = {"version": fresh(check).version, "reason": "名单有误"}
    response = sign_in(staff).post(page("call-off", check.pk), sent, follow=True)
    assert [str(message) for message in response.context["messages"]] == ["已取消。"]


def test_who_declared_and_had_none_drawn_stands_in_the_results_so_that_the_sum_holds(cast, strangers, staff, sign_in):
    adopted(cast, 30)
    adopted(strangers, 1)
    check = fresh(closed(staff, method="all", size=2))
    results = sign_in(staff).get(check.get_absolute_url()).context["results"]
    assert [(line["declared"], line["found"].drawn) for line in results] == [(1, 0), (30, 2), (31, 2)]
    book = openpyxl.load_workbook(io.BytesIO(sign_in(staff).get(page("workbook", check.pk)).content))
    assert [[cell.value for cell in row][1:3] for row in book.worksheets[1].iter_rows(min_row=2)] == [
        [1, 0], [30, 2], [31, 2],
    ]  # fmt: skip
    assert len(sign_in(cast.officer).get(check.get_absolute_url()).context["results"]) == 1


def test_the_sheets_with_their_names_leave_an_entry(cast, staff, sign_in):
    adopted(cast)
    check = drawn(staff)
    sign_in(staff).get(page("sheet", check.pk))
    assert AuditEntry.objects.get(act="exported").detail == page("sheet", check.pk)


def test_an_officer_of_two_enterprises_comments_for_both(cast, strangers, staff, sign_in):
    adopted(cast)
    adopted(strangers)
    RoleAssignment.objects.create(user=cast.officer, role="officer", enterprise=strangers.enterprise)
    check = closed(staff)
    for words in ("第一家说", "第二家说"):
        assert sign_in(cast.officer).post(check.get_absolute_url(), {"words": words}).status_code == 302
    assert {comment.enterprise for comment in check.comments.all()} == {cast.enterprise, strangers.enterprise}
    assert sign_in(cast.officer).get(check.get_absolute_url()).context["form"] is None
