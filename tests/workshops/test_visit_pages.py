"""What an enterprise reads of the union's visits, and what it answers there."""

import pytest
from django.urls import reverse

from tests.suggestions.telling import lead_nowhere, told
from tests.workshops import visiting
from workshops import services
from workshops.models import Promise, Visit

SECRET = "内部：主席下月换人"
LIST = reverse("workshops:visits")


@pytest.fixture
def visit(cast, staff):
    """Shared, with one promise that is open and one that is late; much about it is internal."""
    point = visiting.kind_of(cast.enterprise)
    visit = visiting.shared(cast.enterprise, staff, due=(7, -1), points=[point], internal_note=SECRET)
    services.visits.note(visit, by=staff, words=SECRET)
    services.visits.follow_up(visit, by=staff, words="学院已答应派两位老师")
    return visit


@pytest.fixture
def officer(client, cast):
    client.force_login(cast.officer)
    return client


def page(visit):
    return reverse("workshops:visit", args=[visit.pk])


def answer_page(promise):
    return reverse("workshops:promise", args=[promise.visit_id, promise.pk])


def promises(visit):
    """The late one, the open one."""
    return list(visit.promises.order_by("due_on"))


def test_the_list_says_what_is_owed(officer, visit, cast, staff):
    visiting.draft(cast.enterprise, staff)
    answer = officer.get(LIST)
    words = answer.content.decode()

    assert [one.pk for one in answer.context["page_obj"]] == [visit.pk]
    assert "2项承诺" in words
    assert "1项已超期" in words


@pytest.mark.parametrize(("show", "number"), [("", 3), ("open", 2), ("late", 1), ("nonsense", 3)])
def test_filters_are_in_the_address(officer, visit, cast, staff, show, number):
    visiting.shared(cast.enterprise, staff, due=(7,))
    visiting.shared(cast.enterprise, staff, due=())
    assert officer.get(LIST, {"show": show}).context["page_obj"].paginator.count == number


def test_nothing_internal_is_on_any_page(officer, visit):
    late, _open = promises(visit)
    for address in (LIST, page(visit), answer_page(late)):
        for language in ("", "/en"):
            words = officer.get(language + address).content.decode()
            assert "内部" not in words.replace("内部备注", "内部")
            assert SECRET not in words


def test_the_page_tells_all_the_rest(officer, visit):
    words = officer.get(page(visit)).content.decode()
    said = ["三个工作室各有一套台账。", "陈干事、李部长", "统一年度计划", "帮助对接职业学院", "学院已答应派两位老师"]
    assert [text in words for text in said] == [True] * 5


def test_others_do_not_find_it(client, cast, strangers, staff, visit):
    drafted = visiting.draft(cast.enterprise, staff)
    found = []
    for user in (cast.officer, cast.leader, staff, cast.worker, strangers.officer):
        client.force_login(user)
        found.append((client.get(page(visit)).status_code, client.get(page(drafted)).status_code))
    assert found == [(200, 404)] * 3 + [(404, 404)] * 2


@pytest.mark.parametrize("role", ["worker", "reviewer", "finance", "owner"])
def test_the_list_is_for_officers_and_leaders(client, cast, role):
    client.force_login(getattr(cast, role))
    assert client.get(LIST).status_code == 403


def test_a_word_reaches_the_union(officer, visit, staff):
    assert officer.post(page(visit), {"words": "老师能不能早点来"}).url == page(visit)
    assert visit.events.get(verb="feedback").note == "老师能不能早点来"
    assert told(staff)[-1] == "visit_answered"
    assert "老师能不能早点来" in officer.get(page(visit)).content.decode()


def test_a_word_without_words_keeps_the_page(officer, visit):
    answer = officer.post(page(visit), {"words": " "})
    assert (answer.status_code, answer.context["form"].errors["words"]) == (200, ["请写几句话。"])


def test_staff_reads_the_page_and_answers_nothing(client, staff, visit):
    client.force_login(staff)
    late, _open = promises(visit)
    assert "给区总捎句话" not in client.get(page(visit)).content.decode()
    assert client.post(page(visit), {"words": "试试"}).status_code == 403
    assert client.get(answer_page(late)).status_code == 403


def test_a_closed_visit_takes_no_word_and_loses_none(officer, cast, staff):
    visit = visiting.shared(cast.enterprise, staff, due=())
    services.visits.close(visit, by=staff, words="办完了")
    answer = officer.post(page(visit), {"words": "还有一件事"})
    assert answer.status_code == 409
    assert answer.context["form"]["words"].value() == "还有一件事"
    assert "给区总捎句话" not in officer.get(page(visit)).content.decode()


def send(client, promise, **facts):
    return client.post(answer_page(promise), {"version": promise.version, "words": "", **facts})


def test_the_enterprise_says_that_a_promise_has_been_kept(officer, visit):
    _late, due = promises(visit)
    assert send(officer, due, answer="kept").url == page(visit)
    assert visiting.fresh(due).confirmed_at


def test_it_says_what_is_lacking_where_it_has_not(officer, visit):
    late, _open = promises(visit)
    without_words = send(officer, late, answer="not_kept")
    assert without_words.context["form"].errors == {"words": ["请写一下还差什么。"]}
    assert send(officer, late, answer="not_kept", words="没有人来过").status_code == 302
    assert late.events.last().note == "没有人来过"


def test_what_is_not_due_cannot_be_denied(officer, visit):
    _late, due = promises(visit)
    answer = send(officer, due, answer="not_kept", words="还没有")
    assert "answer" in answer.context["form"].errors
    assert visiting.verbs(due) == ["made"]


def test_what_is_settled_asks_nothing_more(officer, visit):
    late, _open = promises(visit)
    send(officer, late, answer="kept")
    settled = visiting.fresh(late)
    assert "不用再答复了" in officer.get(answer_page(settled)).content.decode()
    assert send(officer, settled, answer="kept").status_code == 200
    assert visiting.verbs(settled) == ["made", "confirmed"]


def test_whoever_was_slower_sees_it_with_everything_typed(client, cast, staff, visit):
    late, _open = promises(visit)
    client.force_login(cast.leader)
    services.promises.deny(late, by=cast.officer, words="没有人来过")
    answer = send(client, late, answer="not_kept", words="我也没见到人")

    assert answer.status_code == 409
    form = answer.context["form"]
    assert (form["words"].value(), form["version"].value()) == ("我也没见到人", visiting.fresh(late).version)
    assert send(client, visiting.fresh(late), answer="not_kept", words="我也没见到人").status_code == 302


def test_a_promise_of_another_visit_is_not_found_under_this_one(officer, visit, cast, staff):
    other = visiting.the_promise(visiting.shared(cast.enterprise, staff))
    assert officer.get(reverse("workshops:promise", args=[visit.pk, other.pk])).status_code == 404


def test_others_do_not_find_a_promise(client, strangers, cast, visit):
    late, _open = promises(visit)
    for user in (strangers.officer, cast.worker):
        client.force_login(user)
        assert client.get(answer_page(late)).status_code == 404


def test_every_notice_leads_to_a_page(officer, visit, staff):
    late, due = promises(visit)
    send(officer, late, answer="not_kept", words="没有人来过")
    officer.post(page(visit), {"words": "谢谢"})
    services.promises.keep(due, by=staff, note="好了")
    assert lead_nowhere() == []


@pytest.mark.parametrize("rows", [1, 3])
def test_more_visits_cost_the_list_no_more_queries(officer, cast, staff, rows, django_assert_num_queries):
    for _n in range(rows):
        visiting.shared(cast.enterprise, staff, due=(7, -1))
    officer.get(LIST)
    with django_assert_num_queries(8):
        officer.get(LIST)


@pytest.mark.parametrize("rows", [1, 3])
def test_more_promises_and_events_cost_the_page_no_more_queries(officer, cast, staff, rows, django_assert_num_queries):
    visit = visiting.shared(cast.enterprise, staff, due=(7,) * rows)
    for promise in Promise.objects.select_related("visit"):
        services.promises.keep(promise, by=staff, note="好了")
        services.visits.follow_up(visit, by=staff, words=f"进展{promise.pk}")
    officer.get(page(visit))
    with django_assert_num_queries(13):
        officer.get(page(visit))


def test_looking_writes_nothing(officer, visit):
    before = list(Visit.objects.values()), list(Promise.objects.values()), visit.events.count()
    officer.get(LIST)
    officer.get(page(visit))
    assert (list(Visit.objects.values()), list(Promise.objects.values()), visit.events.count()) == before
