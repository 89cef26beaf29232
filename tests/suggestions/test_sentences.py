"""Ready sentences: they begin an answer and are never sent as they stand."""

import pytest

from suggestions.models import Sentence
from tests.suggestions.reviewing import ANSWER, answer, heads, idea, page_of

LIST = "/en/workbench/sentences/"
OWN = "本周四生产例会上一起定。"


@pytest.fixture
def reviewer(cast, client):
    client.force_login(cast.reviewer)
    return client


@pytest.fixture
def own(cast):
    return Sentence.objects.create(enterprise=cast.enterprise, decision="reserved", text=OWN)


@pytest.mark.django_db
def test_every_decision_has_a_sentence_with_something_to_fill_in():
    for decision in Sentence.Decision.values:
        texts = Sentence.objects.filter(enterprise=None, decision=decision).values_list("text", flat=True)
        assert texts
        assert all("……" in text for text in texts)


def test_a_blank_that_was_not_filled_in_is_refused_and_nothing_is_lost(cast, reviewer):
    begun = "谢谢您提出来。这回先不改，原因是……；如果……，我们再看。"

    response = answer(reviewer, idea(cast), decision="reserved", answer=begun)

    form = response.context["form"]
    assert list(form.errors) == ["answer"]
    assert "……" in form.errors["answer"][0]
    assert form["answer"].value() == begun


def test_a_ready_sentence_as_it_stands_is_refused(cast, reviewer, own):
    suggestion = idea(cast)

    assert list(answer(reviewer, suggestion, decision="reserved", answer=f" {OWN}\n").context["form"].errors) == [
        "answer"
    ]
    assert answer(reviewer, suggestion, decision="reserved", answer=OWN + ANSWER).status_code == 302


def test_without_script_a_link_brings_the_sentence_into_the_box(cast, reviewer, own):
    page = reviewer.get(page_of(idea(cast), f"?say={own.pk}"))

    assert page.context["form"]["answer"].value() == OWN
    assert page.context["form"]["decision"].value() is None


@pytest.mark.parametrize("chosen", ["0", "x", "9" * 30, "²", "-1"])
def test_a_sentence_that_is_not_there_leaves_the_box_empty(cast, reviewer, chosen):
    assert reviewer.get(page_of(idea(cast), f"?say={chosen}")).context["form"]["answer"].value() is None


def test_another_enterprise_s_sentence_is_not_offered(cast, strangers, reviewer):
    theirs = Sentence.objects.create(enterprise=strangers.enterprise, decision="ask", text="他们的话")

    page = reviewer.get(page_of(idea(cast), f"?say={theirs.pk}"))

    assert page.context["form"]["answer"].value() is None
    assert "他们的话" not in page.content.decode()
    assert "他们的话" not in reviewer.get(LIST).content.decode()
    assert reviewer.get(f"{LIST}{theirs.pk}/").status_code == 404


def test_reviewers_add_change_and_take_out_their_own(cast, reviewer):
    reviewer.post(LIST, {"decision": "ask", "text": "  请问是\n几号工位？ "})
    added = Sentence.objects.get(enterprise=cast.enterprise)
    assert (added.decision, added.text) == ("ask", "请问是 几号工位？")

    reviewer.post(f"{LIST}{added.pk}/", {"decision": "ask", "text": "请问是哪个工位？"})
    added.refresh_from_db()
    assert added.text == "请问是哪个工位？"

    reviewer.post(f"{LIST}{added.pk}/", {"move": "remove"})
    assert not Sentence.objects.filter(pk=added.pk).exists()


def test_a_sentence_twice_is_told_and_kept_in_the_box(cast, reviewer, own):
    form = reviewer.post(LIST, {"decision": "ask", "text": OWN}).context["form"]

    assert form.errors == {"__all__": ["This sentence is there already."]}
    assert form["text"].value() == OWN


def test_what_is_offered_everywhere_is_not_changed_by_an_enterprise(reviewer):
    shared = Sentence.objects.filter(enterprise=None).first()

    assert reviewer.get(f"{LIST}{shared.pk}/").status_code == 404
    assert reviewer.post(f"{LIST}{shared.pk}/", {"move": "remove"}).status_code == 404


@pytest.mark.parametrize("who", ["worker", "leader", "finance", "officer"])
def test_sentences_are_kept_by_reviewers(cast, client, who):
    client.force_login(getattr(cast, who))

    assert client.get(LIST).status_code == 403


def test_a_head_begins_with_them_too(cast, client, own):
    heads(cast.team, cast.colleague)
    client.force_login(cast.colleague)

    assert Sentence.objects.visible_to(cast.colleague).filter(pk=own.pk).exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_however_long_it_is(cast, reviewer, django_assert_num_queries, rows):
    for number in range(rows):
        Sentence.objects.create(enterprise=cast.enterprise, decision="ask", text=f"第{number}句")

    with django_assert_num_queries(7):
        assert reviewer.get(LIST).status_code == 200
