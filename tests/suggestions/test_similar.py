"""Has somebody said it already? What is found, what colleagues may read of it, and that it holds nothing up."""

import re
import uuid

import pytest
from django.conf import settings as portal_settings
from django.urls import reverse
from django.utils import timezone

from members.models import RoleAssignment
from suggestions import duplicates, services
from suggestions.models import Suggestion, SynonymGroup
from suggestions.querysets import alike
from tests.factories import DepartmentFactory, PersonFactory, SuggestionFactory, account
from tests.suggestions import stages
from tests.suggestions.reviewing import heads

LOOK = "/en/suggestions/similar/"
TYPED = "焊钳的电缆拖在地上，叉车过来总是压到"


def short(suggestion):
    return f"{LOOK}{suggestion.number}/"


def look(client, text=TYPED, **data):
    return client.post(LOOK, {"problem": text, **data})


def found(response):
    return [row["suggestion"].number for row in response.context["found"] or []]


@pytest.fixture
def idea(cast):
    """Among a few others: how much a word tells depends on how many say it."""
    for words in ("食堂晚班没有热饭", "料架边角没有护套，取件划手", "质检报表每天抄两遍", "空压机房噪音太大"):
        stages.sent(cast, by=cast.owner, problem=words, occurred_at=stages.days_ago(9))
    return stages.sent(cast)


@pytest.fixture
def colleague(cast, client):
    client.force_login(cast.colleague)
    return client


# What is found


def test_an_earlier_one_about_the_same_thing_is_found(cast, idea, colleague):
    assert found(look(colleague)) == [idea.number]
    assert found(look(colleague, "更衣室的灯坏了两个，晚上看不清")) == []


def test_it_is_found_in_other_words_as_soon_as_staff_say_that_they_mean_the_same(cast, idea, colleague):
    stages.sent(cast, problem="翻转台的台面晃得厉害，装夹不稳", occurred_at=stages.days_ago(4))
    text = "翻身机晃动很大，装不住"
    assert found(look(colleague, text)) == []

    SynonymGroup.objects.create(words="翻转台=翻身机")

    assert len(found(look(colleague, text))) == 1


def test_at_most_five_are_shown_the_likest_first(cast, idea, colleague):
    for number in range(7):
        stages.sent(cast, problem=f"{number}号焊钳电缆拖在地上，叉车总是压到", occurred_at=stages.days_ago(4))

    assert len(found(look(colleague))) == 5


def test_what_was_merged_is_found_as_what_it_was_merged_into(cast, idea, colleague):
    main = stages.sent(cast, by=cast.owner, problem="电线没有上架", occurred_at=stages.days_ago(6))
    services.merge(idea, by=cast.reviewer, into=main, reason="同一件事")

    assert found(look(colleague)) == [main.number]


def test_old_ones_and_what_is_beyond_the_newest_are_not_compared(cast, idea, colleague, monkeypatch):
    Suggestion.objects.filter(pk=idea.pk).update(received_at=timezone.now() - alike.COMPARED_FOR)
    assert found(look(colleague)) == []

    Suggestion.objects.filter(pk=idea.pk).update(received_at=stages.days_ago(20))
    assert found(look(colleague)) == [idea.number]
    monkeypatch.setattr(alike, "MOST_COMPARED", 4)
    assert found(look(colleague)) == []


def test_long_texts_are_compared_by_their_beginning(cast, idea):
    Suggestion.objects.filter(pk=idea.pk).update(problem="长" * 1900 + stages.PROBLEM, idea="短" * 1900)

    rows = Suggestion.objects.filter(pk=idea.pk).alike_candidates()

    assert [len(text) for text in rows[0][2:]] == [alike.LONGEST_PROBLEM, len(idea.title), alike.LONGEST_IDEA]


def test_ones_own_is_found_too_and_leads_to_its_own_page(cast, idea, client):
    client.force_login(cast.worker)

    answer = look(client)

    assert answer.context["found"][0]["own"]
    assert f'href="/en/suggestions/{idea.number}/"' in answer.content.decode()
    assert "data-back" not in answer.content.decode()
    assert client.get(short(idea)).url == f"/en/suggestions/{idea.number}/"


# What colleagues may read


def test_it_says_where_it_stands_and_why_and_never_who_had_it(cast, idea, colleague):
    why = {"decline_reason": "cost", "would_change": "王海他们大修时再看。"}
    services.decline(idea, by=cast.reviewer, reason="谢谢王海师傅，现在停线装不了。", **why)

    for page in (look(colleague).content.decode(), colleague.get(short(idea)).content.decode()):
        assert "谢谢a colleague师傅，现在停线装不了。" in page
        assert "a colleague他们大修时再看。" in page
        assert "Costs more than it brings" in page
        assert "焊装一班" in page
        assert "王海" not in page


@pytest.mark.parametrize(
    ("stage", "told"),
    [
        (stages.sent, "To be answered by"),
        (stages.taken, "To be answered by"),
        (stages.asked, "Waiting for details from the proposer."),
        (stages.adopted, "设备科 does it by"),
        (stages.partly_adopted, "设备科 does it by"),
        (stages.reserved, "Kept in reserve, to be looked at again by"),
        (stages.declined, "Not adopted for now; the reason says why."),
        (stages.begun, "设备科 does it by"),
        (stages.finished, "Reported as done, not yet confirmed."),
        (stages.done, "Done on"),
    ],
)
def test_every_stage_is_told_in_a_sentence_without_names(cast, client, stage, told, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    suggestion = stage(cast)
    client.force_login(cast.colleague)

    page = client.get(short(suggestion)).content.decode()

    assert told in page
    assert not re.search("王海|周工|李工", page)


def test_what_is_late_and_what_is_appealed_is_said(cast, colleague):
    late = stages.sent(cast)
    Suggestion.objects.filter(pk=late.pk).update(due_on=timezone.localdate() - timezone.timedelta(days=1))
    appealed = services.appeal(stages.declined(cast), by=cast.worker, reason="停线时可以装")

    assert "Not answered yet. The answer was due by" in colleague.get(short(late)).content.decode()
    page = colleague.get(short(appealed)).content.decode()
    assert "Being looked at once more" in page
    assert "现在停线装不了。" not in page


def test_photos_are_not_shown_unless_they_are_public(cast, colleague, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    finished = stages.finished(cast)
    photo = finished.photos.get()
    address = reverse("suggestions:photo", args=[photo.pk, "small"])
    assert address not in colleague.get(short(finished)).content.decode()
    assert colleague.get(address).status_code == 404

    services.confirm(finished, by=cast.worker)

    assert address in colleague.get(short(finished)).content.decode()


def test_a_hidden_name_shows_neither_the_place_nor_anything_left_out(cast, idea, colleague):
    hidden = stages.sent(cast, hide_name=True, problem="王海的焊钳电缆拖在地上，叉车总是压到", by=cast.worker)

    page = look(colleague).content.decode()

    assert hidden.number in page
    assert "王海的焊钳" in page  # as everybody who answers reads it: what is missing would tell who it is
    item = page[page.index(hidden.number) :]
    assert "焊装一班" not in item[: item.index("</li>")]


def test_a_hidden_name_does_not_go_to_heads_who_would_know_it_by_the_hand(cast, client):
    hidden = stages.sent(cast, hide_name=True)
    heads(cast.shop, cast.colleague)
    client.force_login(cast.colleague)

    assert found(look(client)) == []
    assert client.get(short(hidden)).status_code == 404
    assert client.post(f"{short(hidden)}back/").status_code == 404


def test_a_head_who_reviews_reads_it_anyway(cast, client):
    hidden = stages.sent(cast, hide_name=True)
    heads(cast.office, cast.reviewer)
    client.force_login(cast.reviewer)

    assert client.get(short(hidden)).status_code == 200


def test_a_sender_without_an_account_is_named_to_nobody(cast, colleague):
    poster = services.hang_poster(by=cast.officer, department=cast.team, place="3号工位")
    sent = services.submit_without_account(
        poster=poster, key=uuid.uuid4(), name="马师傅", work_number="0777", problem="马师傅这边焊钳电缆拖在地上"
    )

    page = colleague.get(short(sent)).content.decode()

    assert "马师傅" not in page
    assert "0777" not in page
    assert "3号工位" in page


@pytest.mark.parametrize("gone", ["withdrawn", "spam"])
def test_what_was_taken_back_or_set_aside_is_gone(cast, idea, colleague, staff, gone):
    if gone == "spam":
        services.mark_spam(idea, by=staff, reason="广告")
    else:
        services.withdraw(idea, by=cast.worker)

    assert found(look(colleague)) == []
    assert colleague.get(short(idea)).status_code == 404


def test_other_enterprises_find_nothing_and_read_nothing(cast, strangers, idea, client):
    client.force_login(strangers.worker)

    assert found(look(client)) == []
    assert client.get(short(idea)).status_code == 404


def test_a_role_elsewhere_opens_nothing_in_short(cast, strangers, idea, client):
    RoleAssignment.objects.create(user=strangers.worker, role="reviewer", enterprise=cast.enterprise)
    client.force_login(strangers.worker)

    assert client.get(short(idea)).status_code == 404


def test_only_people_in_service_look(cast, staff, client):
    client.force_login(staff)
    assert look(client).status_code == 403

    client.force_login(account(PersonFactory(department=cast.team, in_service=False)))
    assert look(client).status_code == 302


def test_guests_at_a_poster_are_shown_nothing_of_colleagues(cast, idea, client):
    poster = services.hang_poster(by=cast.officer, department=cast.team)

    page = client.get(f"/j/{poster.code}/").content.decode()

    assert "data-similar" not in page
    assert look(client).status_code == 302


@pytest.mark.parametrize("address", ["/suggestions/new/", "/j/{code}/"])
def test_whoever_can_send_can_look(cast, colleague, address):
    poster = services.hang_poster(by=cast.officer, department=cast.team)

    page = colleague.get(address.format(code=poster.code)).content.decode()

    assert 'data-similar="/suggestions/similar/"' in page
    assert "js/similar.js" in page


def test_without_an_account_the_form_offers_no_looking(db, client):
    assert "data-similar" not in client.get("/suggestions/new/").content.decode()


def test_what_was_merged_leads_to_what_it_was_merged_into(cast, idea, colleague):
    main = stages.sent(cast, by=cast.owner, occurred_at=stages.days_ago(6))
    services.merge(idea, by=cast.reviewer, into=main, reason="同一件事")

    assert colleague.get(short(idea)).url == short(main)


# The page and the list


def test_for_the_form_only_the_list_comes_back(cast, idea, colleague):
    body = look(colleague, part="1").content.decode()

    assert "<html" not in body
    assert "<form" not in body
    assert 'data-found="1"' in body
    assert f'formaction="/en/suggestions/similar/{idea.number}/back/"' in body


def test_the_page_keeps_the_words_and_says_that_the_form_is_still_there(cast, idea, colleague):
    body = look(colleague).content.decode()

    assert TYPED in body
    assert "it is still open on the page before" in body


@pytest.mark.parametrize("text", ["", "电缆", "电 缆 \n 拖", "\x00\u200b电缆拖地"])
def test_a_few_characters_are_not_looked_for(colleague, text, monkeypatch):
    monkeypatch.setattr(duplicates, "alike", None)

    answer = look(colleague, text)

    assert list(answer.context["form"].errors) == ["problem"]
    assert answer.status_code == 200


def test_too_much_is_refused_with_its_limit_and_kept(colleague):
    answer = look(colleague, "长" * 2001)

    assert "2001" in answer.context["form"].errors["problem"][0]
    assert answer.context["form"]["problem"].value() == "长" * 2001


def test_nothing_is_said_to_be_new_before_it_was_looked_for(cast, idea, colleague):
    assert "Nothing like it was found" in look(colleague, "更衣室的灯坏了两个", part="1").content.decode()
    assert "Nothing like it was found" not in look(colleague, "灯", part="1").content.decode()


def test_looking_very_often_has_to_wait_and_sending_has_not(cast, idea, colleague, settings):
    settings.ACCOUNT_RATE_LIMITS = {**portal_settings.ACCOUNT_RATE_LIMITS, "similar": "2/m/key"}
    answers = [look(colleague, part="1").status_code for _n in range(3)]

    assert answers == [200, 200, 429]
    again = look(colleague)
    assert (again.status_code, again.context["found"]) == (429, None)
    assert "You have looked very often." in again.content.decode()
    sent = colleague.post("/suggestions/new/", {"key": str(uuid.uuid4()), "problem": TYPED})
    assert sent.url.endswith("/sent/")


def test_one_persons_looking_does_not_slow_another_one(cast, idea, client, settings):
    settings.ACCOUNT_RATE_LIMITS = {**portal_settings.ACCOUNT_RATE_LIMITS, "similar": "1/m/key"}
    for who in (cast.colleague, cast.owner):
        client.force_login(who)
        assert look(client).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_however_much_is_found(cast, colleague, django_assert_num_queries, rows):
    for number in range(rows):
        place = DepartmentFactory(enterprise=cast.enterprise, parent=cast.shop, name=f"{number}班")
        one = SuggestionFactory(department=place, problem=f"{number}号焊钳电缆拖在地上，叉车总是压到")
        services.decline(one, by=cast.reviewer, reason="装不了", decline_reason="cost", would_change="大修")
    look(colleague, part="1")  # the synonyms are read once

    with django_assert_num_queries(8):
        assert len(found(look(colleague, part="1"))) == rows
