"""Posters on the wall: hung up, stopped, replaced."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal import workflow

from ..models import Poster

# A code is drawn by lot: meeting one that exists is rare, and twice in a row does not happen.
TRIES = 5


def hang_poster(*, by, department, place=""):
    """Make the poster of a department, line or machine. Raises ValidationError when the place has one."""
    poster = Poster(enterprise=department.enterprise, department=department, place=place, created_by=by)
    poster.full_clean(exclude=["code"])
    return _save(poster)


def _save(poster):
    for _try in range(TRIES):
        try:
            with transaction.atomic():
                poster.save()
            return poster
        except IntegrityError:
            if not Poster.objects.filter(code=poster.code).exists():
                raise
            poster.code = Poster._meta.get_field("code").get_default()
    raise workflow.WorkflowError(_("No new code was found. Please try once more."))


def stop_poster(poster, *, by):
    """The link leads nowhere from now on: whoever scans it is told to look for the new one. Twice is harmless."""
    Poster.objects.filter(pk=poster.pk, stopped_at=None).update(stopped_at=timezone.now(), stopped_by=by)
    poster.refresh_from_db()
    return poster


def replace_poster(poster, *, by):
    """Stop the link and make a new one for the same place, as after a photo of it has gone round."""
    with transaction.atomic():
        fresh = Poster.objects.select_for_update(of=["self"]).get(pk=poster.pk)
        if fresh.stopped_at:
            raise workflow.WorkflowError(_("This poster is stopped already."))
        stop_poster(fresh, by=by)
        new = Poster(
            enterprise=fresh.enterprise, department=fresh.department, place=fresh.place, created_by=by, replaces=fresh
        )
        return _save(new)
