"""What an alliance has merged, by kind, and what that has brought: the half-minute picture for leaders and visitors."""

from django.db.models import Count

from alliance_portal.requirements.public import saved_sentence
from members.models import Person
from training.models import Session
from workshops.models import Document, Venue, Workshop


def by_kind(workshops):
    """[(what the kind is called, its workshops)] in the order of the kinds; a kind without workshops is left out."""
    groups = [(label, [one for one in workshops if one.kind == code]) for code, label in Workshop.Kind.choices]
    return [(label, found) for label, found in groups if found]


def brought(user, workshops, period):
    """What these workshops share: venues, documents, people who may be asked, sessions held together, reports saved."""
    keys = [one.pk for one in workshops]
    venues = Venue.objects.visible_to(user).in_use().filter(workshops__in=keys)
    documents = Document.objects.visible_to(user).published().filter(workshops__in=keys)
    belonging = {"workshop_memberships__workshop__in": keys, "workshop_memberships__left_on": None}
    return {
        "venues": venues.distinct().count(),
        "documents": documents.distinct().count(),
        "helpers": Person.objects.willing_to_help().filter(**belonging).distinct().count(),
        "together": _held_together(user, keys, period),
        "saved": saved_sentence(keys) if keys else "",
    }


def _held_together(user, keys, period):
    """Sessions that two or more of the workshops hosted together; each counts once."""
    held = Session.objects.visible_to(user).hosted_by(keys).held_between(period.start, period.end).order_by()
    hosts = Session.workshops.through.objects.filter(session__in=held.values("pk"), workshop__in=keys)
    return hosts.values("session").annotate(hosts=Count("workshop")).filter(hosts__gt=1).count()
