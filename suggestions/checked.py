"""Spot checks as their pages show them: results beside what was declared, and each suggestion as it is looked at."""

from django.db.models import Prefetch, Q
from django.utils.translation import gettext as _

from alliance_portal.moments import moment_words
from members.acting import who_acted
from members.models import Enterprise
from members.permissions import is_district_staff

from .models import Photo, Proposer, SpotCheckRow, Suggestion
from .statistics import spot_checks as figures


def with_results(checks, rows):
    """[(check, Checked)]: of the rows the reader sees, from one query."""
    found = {}
    for key, finding in rows.order_by().values_list("spot_check", "finding"):
        found.setdefault(key, figures.Checked()).findings[finding] += 1
    return [(check, found.get(check.pk, figures.Checked())) for check in checks]


def results_of(user, check, rows):
    """[dict] by enterprise: declared, what was found, and what it said; then all together where there are several."""
    found = figures.by_enterprise(rows)
    places = Enterprise.objects.visible_to(user).filter(_of_check(user, check, found))
    said = {comment.enterprise_id: comment for comment in check.comments.all()}
    lines = [
        {
            "name": str(place),
            "declared": check.population.get(place.code, 0),
            "found": found[place.pk],
            "comment": said.get(place.pk),
        }
        for place in places.order_by("name")
    ]
    if len(lines) > 1:
        whole = {"declared": sum(line["declared"] for line in lines), "found": found[None], "comment": None}
        lines.append({"name": _("Together"), "is_whole": True, **whole})
    return lines


def _of_check(user, check, found):
    """Enterprises with a sample; for staff also those that declared something and had none drawn, so the sum holds."""
    drawn = Q(pk__in=[place for place in found if place is not None])
    return drawn | Q(code__in=list(check.population)) if is_district_staff(user) else drawn


def timeline(check):
    """Who planned, drew, found and closed; the newest first. For staff: it names suggestions of every enterprise."""
    events = check.events.select_related("actor__person").order_by("-occurred_at", "-pk")
    return [
        {
            "title": event.get_verb_display(),
            "note": event.note,
            "by": _(" · ").join((who_acted(event), moment_words(event.occurred_at))),
            "state": "done",
        }
        for event in events
    ]


def declared(user, row):
    """The suggestion with what is said of it; its proposers only where no name is hidden."""
    parts = ("implementation__owner", "benefit", "enterprise", "department__parent")
    photos = Prefetch("photos", Photo.objects.order_by("kind", "pk"))
    found = Suggestion.objects.visible_to(user).select_related(*parts).prefetch_related(photos, "decisions")
    one = found.get(pk=row.suggestion_id)
    return {
        "suggestion": one,
        "who": names_of([one]).get(one.pk, ""),
        "answer": next((decision.reason for decision in reversed(one.decisions.all())), ""),
        "task": getattr(one, "implementation", None),
        "benefit": getattr(one, "benefit", None),
        "before": [photo for photo in one.photos.all() if photo.kind == Photo.Kind.BEFORE],
        "after": [photo for photo in one.photos.all() if photo.kind == Photo.Kind.AFTER],
    }


def names_of(suggestions):
    """{suggestion: its proposers' names}; a hidden name is in no list."""
    open_ones = [one.pk for one in suggestions if not one.name_hidden]
    found = {}
    rows = Proposer.objects.confirmed().filter(suggestion__in=open_ones).select_related("person")
    for row in rows.order_by("-is_lead", "pk"):
        found.setdefault(row.suggestion_id, []).append(row.person.name)
    return {key: _(", ").join(names) for key, names in found.items()}


def with_proposers(rows):
    """The rows with `who`, to be asked on the spot; "" where the name is hidden."""
    rows = list(rows)
    names = names_of([row.suggestion for row in rows])
    for row in rows:
        row.who = names.get(row.suggestion_id, "")
    return rows


def replies(row):
    """[(question, reply in words or "")]"""
    labels = dict(SpotCheckRow.Reply.choices)
    given = [*row.replies, *[""] * len(row.spot_check.questions)]
    return [(question, labels.get(reply, "")) for question, reply in zip(row.spot_check.questions, given, strict=False)]


def last_rows(rows, period):
    """Of each suggestion that came in during the period the row in which it was looked at last."""
    within = rows.filter(suggestion__month__gte=period.first, suggestion__month__lte=period.last)
    newest = dict(within.found_last().values_list("suggestion", "pk"))
    return rows.filter(pk__in=newest.values())
