"""“I have met this too”: joins instead of repeating, tells nobody who, and can be taken back."""

import pytest

from alliance_portal.periods import Period
from alliance_portal.workflow import WorkflowError
from suggestions import permissions, services
from suggestions.models import Backing, Suggestion
from suggestions.statistics import summarise
from tests.factories import PersonFactory, account
from tests.suggestions import stages
from tests.suggestions.reviewing import page_of, record_on

MINE = "/en/me/"


def short(suggestion, name=""):
    return f"/en/suggestions/similar/{suggestion.number}/{name}"


def backers(suggestion):
    return Suggestion.objects.with_backers().get(pk=suggestion.pk).backers


@pytest.fixture
def idea(cast):
    return stages.sent(cast)


@pytest.fixture
def colleague(cast, client):
    client.force_login(cast.colleague)
    return client


def test_it_is_said_once_and_a_second_time_only_changes_the_words(cast, idea):
    services.back(idea, by=cast.colleague)
    services.back(idea, by=cast.colleague, note="夜班也这样")
    services.back(idea, by=cast.owner)

    assert backers(idea) == 2
    assert Backing.objects.get(person=cast.colleague.person).note == "夜班也这样"


def test_it_is_taken_back_and_said_again(cast, idea):
    services.back(idea, by=cast.colleague)
    services.stop_backing(idea, by=cast.colleague)
    services.stop_backing(idea, by=cast.colleague)

    assert backers(idea) == 0
    services.back(idea, by=cast.colleague)
    assert backers(idea) == 1


def test_taking_back_is_for_oneself(cast, idea):
    services.back(idea, by=cast.colleague)

    services.stop_backing(idea, by=cast.owner)

    assert backers(idea) == 1


def test_never_for_ones_own_not_even_before_confirming(cast, idea):
    services.name_together(idea, by=cast.worker, people=[cast.colleague.person])

    for who in (cast.worker, cast.colleague):
        assert not permissions.can_back(who, idea)
        with pytest.raises(WorkflowError):
            services.back(idea, by=who)
    assert not Backing.objects.exists()


def test_only_colleagues_in_service(cast, strangers, staff, idea):
    gone = account(PersonFactory(department=cast.team, in_service=False))

    for who in (strangers.worker, gone, staff):
        assert not permissions.can_back(who, idea)
        with pytest.raises(WorkflowError):
            services.back(idea, by=who)


@pytest.mark.parametrize("stage", [stages.done, stages.merged, stages.withdrawn])
def test_what_is_over_takes_no_more(cast, stage, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    over = stage(cast)

    assert not permissions.can_back(cast.owner, over)
    with pytest.raises(WorkflowError):
        services.back(over, by=cast.owner)


def test_spam_takes_none(cast, staff, idea):
    spam = services.mark_spam(idea, by=staff, reason="广告")

    assert not permissions.can_back(cast.owner, spam)
    with pytest.raises(WorkflowError):
        services.back(spam, by=cast.owner)


def test_it_makes_nobody_a_proposer_and_counts_in_no_figure(cast, idea):
    before = summarise(Suggestion.objects.all(), period=Period.this_year())

    services.back(idea, by=cast.colleague)

    after = summarise(Suggestion.objects.all(), period=Period.this_year())
    assert (after.whole, after["proposers"]) == (before.whole, 1)
    assert not permissions.is_proposer(cast.colleague, idea)
    assert idea not in Suggestion.objects.visible_to(cast.colleague)
    assert Suggestion.objects.get(pk=idea.pk).version == idea.version


def test_people_count_once_over_all_that_was_merged(cast):
    main = stages.sent(cast, occurred_at=stages.days_ago(5))
    again = stages.sent(cast, by=cast.colleague)
    for one in (main, again):
        services.back(one, by=cast.owner)
    services.back(again, by=cast.finance)

    services.merge(again, by=cast.reviewer, into=main, reason="同一件事")

    assert backers(main) == 2


# The pages


def test_a_tap_joins_and_the_own_page_tells_what_became_of_it(cast, idea, colleague):
    assert "I have met this too" in colleague.get(short(idea)).content.decode()

    colleague.post(short(idea, "back/"), {"note": "夜班也这样"})

    assert Backing.objects.get().note == "夜班也这样"
    page = colleague.get(short(idea)).content.decode()
    assert "You have met it too. Reviewers see the number" in page
    assert "I have met this too</button>" not in page
    row = colleague.get(MINE).context["backed"][0]
    assert row["suggestion"] == idea
    assert row["outcome"].startswith("To be answered by")
    assert short(idea) in colleague.get(MINE).content.decode()


def test_it_is_taken_back_on_its_page(cast, idea, colleague):
    services.back(idea, by=cast.colleague)

    colleague.post(short(idea, "back/"), {"move": "stop"})

    assert not Backing.objects.exists()
    assert colleague.get(MINE).context["backed"] == []


def test_the_list_answers_in_place(cast, idea, colleague):
    answer = colleague.post(short(idea, "back/"), {"part": "1"})

    assert answer.context["row"]["said"]
    assert "You have met it too" in answer.content.decode()
    assert "<html" not in answer.content.decode()


def test_what_no_longer_fits_is_said_and_changes_nothing(cast, idea, colleague):
    services.withdraw(idea, by=cast.worker)
    assert colleague.post(short(idea, "back/")).status_code == 404

    done = stages.merged(cast, by=cast.owner)
    answer = colleague.post(short(done, "back/"), {"part": "1"})
    assert "so the step no longer fits" in answer.content.decode()
    assert not Backing.objects.exists()


def test_too_many_words_are_refused_at_the_field(cast, idea, colleague):
    form = colleague.post(short(idea, "back/"), {"note": "长" * 301}).context["form"]

    assert list(form.errors) == ["note"]
    assert form["note"].value() == "长" * 301
    assert not Backing.objects.exists()


def test_reviewers_see_the_number_and_the_words_and_no_name(cast, idea, client):
    services.back(idea, by=cast.colleague, note="夜班也这样")
    services.back(idea, by=cast.owner)
    client.force_login(cast.reviewer)

    page = record_on(client.get(page_of(idea)))

    assert "2 colleagues have met it too" in page
    assert "夜班也这样" in page
    assert "赵敏" not in page
    assert "周工" not in page


def test_the_proposer_sees_the_number_alone(cast, idea, client):
    services.back(idea, by=cast.colleague, note="夜班也这样")
    client.force_login(cast.worker)

    page = client.get(f"/en/suggestions/{idea.number}/").content.decode()

    assert "1 colleague has met it too" in page
    assert "夜班也这样" not in page
    assert "赵敏" not in page


def test_staff_see_no_name_either(cast, idea, staff, client):
    services.back(idea, by=cast.colleague, note="夜班也这样")
    client.force_login(staff)

    page = client.get(f"/en/admin/suggestions/suggestion/{idea.pk}/change/").content.decode()

    assert "夜班也这样" in page
    assert "赵敏" not in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_all_costs_the_same_however_long_it_is(cast, colleague, django_assert_num_queries, rows):
    for number in range(rows):
        services.back(stages.sent(cast, problem=f"{number}号机漏油"), by=cast.colleague)

    with django_assert_num_queries(9):
        assert len(colleague.get("/en/suggestions/similar/").context["backed"]) == rows


def test_the_last_said_comes_first_and_the_rest_on_further_pages(cast, colleague):
    ideas = [stages.sent(cast, problem=f"{number}号机漏油") for number in range(4)]
    for idea in ideas:
        services.back(idea, by=cast.colleague)

    shown = [row["suggestion"] for row in colleague.get(MINE).context["backed"]]
    assert shown == ideas[:0:-1]
    page = colleague.get("/en/suggestions/similar/")
    assert [row["suggestion"] for row in page.context["backed"]] == ideas[::-1]
