"""What somebody has to do is a part of what they may see: so a count of it need not ask for both."""

import pytest

from members.models import Person, RoleAssignment
from members.permissions import department_ids_headed_by, enterprise_ids_with
from suggestions import services
from suggestions.models import Suggestion
from tests.factories import SuggestionFactory
from tests.suggestions import stages
from tests.suggestions.reviewing import heads

ROLES = ("worker", "colleague", "reviewer", "owner", "finance", "officer", "leader")
PARTS = ("to_review", "to_track", "to_verify", "to_recheck", "to_reward", "mine")


@pytest.fixture
def world(cast, strangers):
    """Suggestions in many states, in both enterprises, some with hidden names, and a head of a team."""
    for each in (cast, strangers):
        for make in (stages.sent, stages.asked, stages.adopted, stages.reserved, stages.declined, stages.done):
            make(each)
        stages.sent(each, hide_name=True)
        SuggestionFactory(department=each.office, handler=each.team)
        heads(each.team, each.colleague)
    return cast


def fresh(user):
    """As the next request knows the account."""
    return type(user).objects.get(pk=user.pk)


def visible_by_hand(user):
    """The rule of `visible_to`, part by part."""
    rows, held = Suggestion.objects.all(), enterprise_ids_with(user, "reviewer", "leader", "officer", "finance")
    headed = department_ids_headed_by(user)
    parts = [
        rows.filter(enterprise__in=held),
        rows.filter(department__in=headed, name_hidden=False),
        rows.filter(handler__in=headed),
        rows.filter(proposers__person__user=user),
        rows.filter(implementation__owner__user=user),
        rows.filter(implementation__handovers__from_owner__user=user),
        rows.filter(panels__seats__member=user),
    ]
    return {row for part in parts for row in part}


def tracked_by_hand(user):
    rows = Suggestion.objects.filter(implementation__isnull=False)
    parts = [
        rows.filter(enterprise__in=enterprise_ids_with(user, "reviewer", "leader", "officer")),
        rows.filter(implementation__owner__user=user),
        rows.filter(implementation__handovers__from_owner__user=user),
    ]
    return {row for part in parts for row in part}


def move(user, enterprise):
    """As the staff's pages can: the person is on another roster now, with what they proposed left behind."""
    Person.objects.filter(user=user).update(enterprise=enterprise, work_number=f"9{user.person.work_number}")


@pytest.mark.parametrize("roles", [(), ("finance",), ("reviewer",), ("reviewer", "finance")])
@pytest.mark.parametrize("name", ["worker", "owner", "reviewer", "colleague", "leader"])
def test_everybody_sees_what_the_rule_says(world, strangers, name, roles):
    """Also whoever has moved to another enterprise, or holds roles in one and has tasks in another."""
    user = getattr(world, name)
    services.hand_over(stages.adopted(world), by=world.reviewer, to=world.worker.person, reason="换岗了")
    move(user, strangers.enterprise)
    for role in roles:
        RoleAssignment.objects.create(user=user, role=role, enterprise=strangers.enterprise)
    user = fresh(user)
    assert set(Suggestion.objects.visible_to(user)) == visible_by_hand(user)
    assert set(Suggestion.objects.to_track(user)) == tracked_by_hand(user)


def test_what_is_ones_own_elsewhere_is_asked_once(world, strangers, django_assert_num_queries):
    move(world.reviewer, strangers.enterprise)
    user = fresh(world.reviewer)
    list(Suggestion.objects.visible_to(user))
    with django_assert_num_queries(2):
        list(Suggestion.objects.visible_to(user))
        list(Suggestion.objects.visible_to(user).to_track(user))


@pytest.mark.parametrize("role", ROLES)
def test_whatever_is_listed_for_somebody_is_visible_to_them(world, role):
    user = fresh(getattr(world, role))
    visible = set(Suggestion.objects.visible_to(user))
    for part in PARTS:
        assert set(getattr(Suggestion.objects.all(), part)(user)) <= visible, part


@pytest.mark.parametrize("role", ROLES)
def test_within_an_enterprise_the_same_is_visible(world, strangers, role):
    user = fresh(getattr(world, role))
    for enterprise in (world.enterprise, strangers.enterprise):
        visible = set(Suggestion.objects.visible_to(user).filter(enterprise=enterprise))
        assert set(Suggestion.objects.visible_to(user, within=enterprise)) == visible


def test_somebody_has_something_to_do(world):
    """The control: the sets that are compared are not empty."""
    everything = Suggestion.objects.all()
    assert [bool(getattr(everything, part)(getattr(world, role))) for part, role in zip(
        PARTS, ("reviewer", "leader", "finance", "officer", "reviewer", "worker"), strict=True
    )] == [True, True, False, True, True, True]  # fmt: skip
