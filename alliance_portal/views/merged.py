"""What an alliance has merged, by kind, and what that has brought: the half-minute picture for leaders and visitors."""

from django.utils import timezone

from alliance_portal.requirements.public import saved_sentence
from training.models import Session
from training.statistics import together, within
from workshops.models import Document, Result, Venue, Workshop
from workshops.statistics import helpers_in, summarise_results


def by_kind(workshops):
    """[(what the kind is called, its workshops)] in the order of the kinds; a kind without workshops is left out."""
    groups = [(label, [one for one in workshops if one.kind == code]) for code, label in Workshop.Kind.choices]
    return [(label, found) for label, found in groups if found]


def brought(user, workshops, period):
    """What workshops share: results, venues, documents, people who may be asked, sessions held together, mentor
    pairs in force today, reports saved.

    `workshops` are their ids, or a queryset of these.
    """
    venues = Venue.objects.visible_to(user).in_use().filter(workshops__in=workshops)
    documents = Document.objects.visible_to(user).published().filter(workshops__in=workshops)
    results = Result.objects.visible_to(user).of_workshops(workshops)
    held = Session.objects.visible_to(user).held_between(period.start, min(period.end, timezone.now()))
    return {
        "results": summarise_results(results),
        "venues": venues.distinct().count(),
        "documents": documents.distinct().count(),
        "helpers": helpers_in(workshops),
        "together": together(held, workshops),
        "mentoring": within(workshops, timezone.localdate()),
        "saved": saved_sentence(workshops),
    }
