"""What an alliance has merged, by kind, and what that has brought: the half-minute picture for leaders and visitors."""

from alliance_portal.requirements.public import saved_sentence
from training.models import Session
from training.statistics import together
from workshops.models import Document, Venue, Workshop
from workshops.statistics import helpers_in


def by_kind(workshops):
    """[(what the kind is called, its workshops)] in the order of the kinds; a kind without workshops is left out."""
    groups = [(label, [one for one in workshops if one.kind == code]) for code, label in Workshop.Kind.choices]
    return [(label, found) for label, found in groups if found]


def brought(user, workshops, period):
    """What these workshops share: venues, documents, people who may be asked, sessions held together, reports saved."""
    keys = [one.pk for one in workshops]
    venues = Venue.objects.visible_to(user).in_use().filter(workshops__in=keys)
    documents = Document.objects.visible_to(user).published().filter(workshops__in=keys)
    return {
        "venues": venues.distinct().count(),
        "documents": documents.distinct().count(),
        "helpers": helpers_in(keys),
        "together": together(Session.objects.visible_to(user).held_between(period.start, period.end), keys),
        "saved": saved_sentence(keys) if keys else "",
    }
