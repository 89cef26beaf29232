"""What rows of the workbench's long lists show, ready to print: templates take ten times as long to format it."""

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from alliance_portal import moments
from alliance_portal.templatetags.portal import status_tag

from . import story
from .models import Milestone
from .rechecks import found_gone


def with_progress(suggestions):
    """With what a row of what is under way needs: `steps`, `steps_done`, and whether it is no longer used."""
    steps = Milestone.objects.filter(implementation__suggestion=OuterRef("pk")).order_by().values("implementation")
    counted = {"steps": Count("pk"), "steps_done": Count("pk", filter=Q(done_at__isnull=False))}
    counts = {
        name: Coalesce(Subquery(steps.annotate(**{name: count}).values(name)), 0) for name, count in counted.items()
    }
    return suggestions.annotate(is_gone=found_gone(), **counts)


def under_way_rows(suggestions):
    """Of suggestions `with_progress`, each with its implementation, owner and benefit."""
    return [_under_way(one, one.implementation) for one in suggestions]


def _under_way(suggestion, task):
    return {
        "title": suggestion.title,
        "url": reverse("suggestions:track", args=[suggestion.number]),
        "tag": status_tag(story.look(suggestion), story.label(suggestion)),
        "is_gone": suggestion.is_gone,
        "number": suggestion.number,
        "owner": _owner(task.owner),
        "steps": f"{suggestion.steps_done}/{suggestion.steps}" if suggestion.steps else "",
        "quota": story.quota_in_brief(task),
        **_end(suggestion, task),
    }


def _owner(owner):
    if owner is None:
        return _("The ledger names no owner.")
    return _("Owner: %(name)s (%(department)s)") % {"name": owner.name, "department": owner.department.name}


def _end(suggestion, task):
    """When it was or has to be done, and how late it is."""
    if suggestion.implemented_at:
        words = pgettext("day", "tried") if task.is_learned else pgettext("day", "done")
        return {"when": _day(suggestion.implemented_at), "left": words, "urgency": ""}
    if task.waits_for_proposer:
        return {
            "when": _("To be confirmed"),
            "left": _("reported %(day)s") % {"day": _day(task.finished_at)},
            "urgency": "",
        }
    if task.due_on:
        left, urgency = moments.days_left(task.due_on), moments.urgency(task.due_on, soon=1)
        return {"when": moments.day_words(task.due_on), "left": left, "urgency": urgency}
    return {"when": "", "left": "", "urgency": ""}


def _day(when):
    return moments.day_words(moments.local_day(when))
