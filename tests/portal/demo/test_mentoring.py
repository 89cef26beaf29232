"""The demo of mentoring: every step, generations across enterprises, and nothing out of order."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from training import lineage
from training.models import GuidanceRecord, Mentorship, MentorshipEvent, Stage
from training.statistics import count
from training.statistics.recount import differences

pytestmark = pytest.mark.usefixtures("made")


def test_every_step_but_the_dropped_is_there():
    states = set(Mentorship.objects.values_list("status", flat=True))
    assert states == set(Mentorship.Status.values) - {"dropped"}
    assert set(Mentorship.objects.filter(status="in_force").values_list("on_paper", flat=True)) == {True, False}
    assert count(Mentorship.objects.all(), timezone.localdate()).mentorships >= 12


def test_three_generations_stand_in_a_tree_and_some_are_named():
    trees = lineage.trees()
    assert max(map(lineage.generations, trees)) == 3
    assert {("*" in tree.name) for tree in trees} == {True, False}
    assert any(one.person.enterprise_id != tree.person.enterprise_id for tree in trees for one in tree.taught)


def test_months_are_noted_and_stages_checked_and_nothing_happens_in_the_future():
    now = timezone.now()
    assert GuidanceRecord.objects.count() > 40
    assert Stage.objects.exclude(checked_on=None).exists()
    assert not MentorshipEvent.objects.filter(occurred_at__gt=now).exists()
    assert not Stage.objects.filter(checked_on__gt=timezone.localdate()).exists()
    assert list(differences(now)) == []


def test_a_visitor_finds_no_agreement():
    assert not Mentorship.objects.visible_to(AnonymousUser()).exists()
