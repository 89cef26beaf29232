"""Writes to rubrics that are more than saving a form."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal.workflow import WorkflowError

from ..models import Anchor, Criterion, Rubric


def judge_by(rubric):
    """Somebody is asked to judge by this rubric: from now on its words stay what they are. Returns it, locked."""
    with transaction.atomic():
        fresh = Rubric.objects.select_for_update().get(pk=rubric.pk)
        if fresh.used_at is None:
            fresh.used_at = timezone.now()
            fresh.save(update_fields=["used_at", "updated_at"])
    return fresh


def make_new_version(rubric, *, by):
    """Copy a rubric with its criteria and words, to be changed; return the copy, which is not offered yet.

    Once the copy is offered the one before it no longer is. Raises WorkflowError when there is a newer version already.
    """
    with transaction.atomic():
        fresh = Rubric.objects.select_for_update().get(pk=rubric.pk)
        if Rubric.objects.filter(replaces=fresh).exists():
            raise WorkflowError(_("%(rubric)s has a newer version already.") % {"rubric": fresh})
        copy = Rubric(enterprise=fresh.enterprise, name=fresh.name, version=fresh.version + 1, replaces=fresh)
        copy.is_active, copy._history_user = False, by
        copy.save()
        for criterion in fresh.criteria.prefetch_related("anchors"):
            _copy(criterion, copy)
    return copy


def _copy(criterion, rubric):
    """The criterion with its anchors, in another rubric."""
    anchors = list(criterion.anchors.all())
    twin = Criterion.objects.create(rubric=rubric, name=criterion.name, points=criterion.points, place=criterion.place)
    for anchor in anchors:
        words = {"points_from": anchor.points_from, "points_to": anchor.points_to, "words": anchor.words}
        Anchor.objects.create(criterion=twin, **words)
