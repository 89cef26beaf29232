"""The fast lane: a team's head decides small fixes of the own people on the spot."""

import datetime as dt

import pytest
from django.utils import timezone

from alliance_portal.files import read_picture
from alliance_portal.workflow import WorkflowError
from suggestions import services
from suggestions.models import Suggestion
from tests.factories import picture
from tests.suggestions import stages
from tests.suggestions.reviewing import ANSWER, QUEUE, answer, heads, in_days, listed, page_of


@pytest.fixture
def head(cast, settings, tmp_path):
    """The colleague, who heads the shop that the worker's team belongs to."""
    settings.MEDIA_ROOT = tmp_path
    heads(cast.shop, cast.colleague)
    return cast.colleague


@pytest.fixture
def desk(head, client):
    client.force_login(head)
    return client


def test_what_was_put_right_on_the_spot_waits_for_the_proposers_yes(cast, head):
    suggestion = services.fix_at_once(
        stages.sent(cast), by=head, reason="换了新护套。", photos=[read_picture(picture())]
    )

    assert suggestion.status == "implementing"
    decision, task = suggestion.decisions.get(), suggestion.implementation
    assert (decision.conclusion, decision.decided_by, decision.reason) == ("adopted", head, "换了新护套。")
    assert (task.owner, task.due_on, task.waits_for_proposer) == (head.person, timezone.localdate(), True)
    assert [event.actor_role for event in suggestion.events.all()] == ["author", "head", "head", "head"]
    assert services.confirm(suggestion, by=cast.worker).status == "implemented"


def test_nothing_is_left_behind_when_the_photo_is_missing(cast, head):
    suggestion = stages.sent(cast)

    with pytest.raises(WorkflowError):
        services.fix_at_once(suggestion, by=head, reason="换了新护套。", photos=[])

    suggestion.refresh_from_db()
    assert (suggestion.status, suggestion.decisions.count()) == ("submitted", 0)


def test_a_small_fix_is_made_within_fourteen_days(cast, head):
    facts = {"by": head, "reason": "本周装护套。", "owner": cast.worker.person}
    today = timezone.localdate()

    with pytest.raises(WorkflowError):
        services.promise_fix(stages.sent(cast), due_on=today + dt.timedelta(days=15), **facts)

    fixed = services.promise_fix(stages.sent(cast), due_on=today + dt.timedelta(days=14), **facts)
    assert (fixed.status, fixed.implementation.owner) == ("adopted", cast.worker.person)


def test_a_major_suggestion_is_left_to_the_reviewers(cast, head, desk):
    suggestion = stages.sent(cast, kind=Suggestion.Kind.MAJOR)

    with pytest.raises(WorkflowError):
        services.fix_at_once(suggestion, by=head, reason="改了。", photos=[read_picture(picture())])
    assert desk.get(page_of(suggestion)).context["form"] is None


def test_the_head_sees_what_came_from_the_own_people_and_no_more(cast, desk):
    own = stages.sent(cast)
    stages.sent(cast, by=cast.owner)

    assert listed(desk.get(QUEUE)) == [own.number]


def test_the_head_decides_by_a_form_of_two_choices(cast, desk):
    suggestion = stages.sent(cast)
    form = desk.get(page_of(suggestion)).context["form"]
    assert [code for code, _label in form.fields["decision"].choices] == ["fixed", "fix"]

    response = answer(desk, suggestion, decision="fixed", photos=picture())

    assert response.status_code == 302
    suggestion.refresh_from_db()
    assert (suggestion.status, suggestion.conclusion) == ("implementing", "adopted")


def test_the_owner_is_one_of_the_own_people(cast, desk):
    suggestion = stages.sent(cast)

    refused = answer(desk, suggestion, decision="fix", owner="周工", due_on=in_days(5))
    assert list(refused.context["form"].errors) == ["owner"]
    assert answer(desk, suggestion, decision="fix", owner="王海", due_on=in_days(5)).status_code == 302
    assert suggestion.implementation.owner == cast.worker.person


def test_a_photo_is_needed_only_for_what_is_done(cast, desk):
    refused = answer(desk, stages.sent(cast), decision="fixed")

    assert refused.context["form"].errors == {"photos": ["Please add a photo of how it looks now."]}


@pytest.mark.parametrize("decision", ["declined", "adopted", "reserved", "transfer"])
def test_everything_else_is_the_reviewers(cast, desk, decision):
    suggestion = stages.sent(cast)

    response = answer(desk, suggestion, decision=decision, owner="王海", due_on=in_days(5))

    assert "decision" in response.context["form"].errors
    assert Suggestion.objects.get(pk=suggestion.pk).status == "submitted"


@pytest.mark.parametrize("move", ["take", "resume", "kind"])
def test_the_reviewers_other_buttons_are_not_the_heads(cast, desk, move):
    suggestion = stages.sent(cast)
    data = {"move": move, "version": 1, "kind": "hazard", "reason": "危险"}

    assert desk.post(page_of(suggestion), data).status_code == 403
    assert Suggestion.objects.get(pk=suggestion.pk).version == 1


def test_nobody_settles_an_idea_of_their_own(cast, head, desk):
    suggestion = stages.sent(cast, by=head)

    assert desk.get(page_of(suggestion)).context["form"] is None
    assert answer(desk, suggestion, decision="fixed", photos=picture()).status_code == 403


def test_what_was_handed_elsewhere_is_no_longer_settled_here(cast, head, desk):
    suggestion = services.transfer(
        stages.sent(cast), by=cast.reviewer, to=heads(cast.office, cast.owner), note="请设备科看。"
    )

    assert desk.get(page_of(suggestion)).context["form"] is None


def test_a_reviewer_who_heads_a_team_has_the_whole_form(cast, client):
    heads(cast.shop, cast.reviewer)
    client.force_login(cast.reviewer)

    form = client.get(page_of(stages.sent(cast))).context["form"]

    assert "declined" in dict(form.fields["decision"].choices)


def test_the_worker_reads_that_the_head_answered(cast, head, client):
    suggestion = services.promise_fix(
        stages.sent(cast), by=head, reason=ANSWER, owner=cast.worker.person, due_on=timezone.localdate()
    )
    client.force_login(cast.worker)

    page = client.get(f"/suggestions/{suggestion.number}/").content.decode()

    assert ANSWER in page
    assert "赵敏·负责人" in page
