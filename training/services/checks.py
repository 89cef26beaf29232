"""What an agreement has to keep to, whoever enters it."""

import datetime as dt

from django.db.models import Q
from django.utils.translation import gettext as _

from alliance_portal import workflow
from alliance_portal.periods import months_later
from members.models import Enterprise

from ..guests import called
from ..models import Mentorship

DAY = dt.timedelta(days=1)
# At least half a year, as the rules of enterprises say; nobody plans for more than five.
FEWEST_MONTHS, MOST_MONTHS = 6, 60
MOST_APPRENTICES = 5
LONGEST_RENEWAL = 12


class UnfitError(workflow.WorkflowError):
    """It cannot be agreed like this; `field` names what has to be put right."""

    def __init__(self, field, message):
        super().__init__(message)
        self.field = field


def one_after_the_other(enterprise):
    """Two numbers at once, and the same two people twice, wait for each other: the enterprise is held first."""
    Enterprise.objects.select_for_update().get(pk=enterprise)


def refuse_unfit(*, enterprise, mentor, apprentices, starts_on, ends_on, workshop=None, own=None):
    """Raise UnfitError where the people, the workshop or the term do not fit; `own` is the agreement itself."""
    refuse_unfit_term(starts_on, ends_on)
    if workshop and workshop.enterprise_id != enterprise.pk:
        raise UnfitError("workshop", _("This workshop belongs to another enterprise."))
    refuse_unfit_mentor(mentor, enterprise, apprentices)
    if not 1 <= len(apprentices) <= MOST_APPRENTICES:
        words = _("Please name one apprentice at least, and at most %(most)d.")
        raise UnfitError("apprentices", words % {"most": MOST_APPRENTICES})
    for person in apprentices:
        if not person.in_service:
            name = called(person, enterprise.pk)
            raise UnfitError("apprentices", _("%(name)s is no longer in service.") % {"name": name})
        refuse_taught_already(mentor, person, own, field="apprentices")


def refuse_unfit_term(starts_on, ends_on):
    if ends_on < months_later(starts_on, FEWEST_MONTHS) - DAY:
        raise UnfitError("ends_on", _("An agreement lasts half a year at least. Please choose a later end."))
    if ends_on > months_later(starts_on, MOST_MONTHS):
        raise UnfitError("ends_on", _("An agreement lasts five years at most. Please choose an earlier end."))


def refuse_unfit_mentor(mentor, enterprise, apprentices):
    """In service in the enterprise, and not one of those who are taught."""
    if mentor.enterprise_id != enterprise.pk:
        raise UnfitError("mentor", _("The mentor works in the enterprise that keeps the agreement."))
    if not mentor.in_service:
        raise UnfitError("mentor", _("%(name)s is no longer in service.") % {"name": mentor.name})
    if mentor.pk in {person.pk for person in apprentices}:
        raise UnfitError("mentor", _("Nobody is their own apprentice. Please name somebody else."))


def refuse_taught_already(mentor, person, own, *, field):
    """The same two are in one open agreement at most, whoever of them teaches."""
    others = Mentorship.objects.open().exclude(pk=own and own.pk)
    there = others.filter(
        Q(mentor=mentor, apprenticeships__person=person) | Q(mentor=person, apprenticeships__person=mentor)
    ).first()
    if there:
        words = _("%(name)s and the mentor are in the agreement %(number)s already.")
        raise UnfitError(field, words % {"name": called(person, mentor.enterprise_id), "number": there.number})


def required(words):
    """The words of a reason; raises WorkflowError where there are none."""
    if not words.strip():
        raise UnfitError("reason", _("Please write why. A few words will do."))
    return words
