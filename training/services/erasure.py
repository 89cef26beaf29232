"""What binds somebody who closes the account, agreements that were signed, and where they are named in them."""

from django.db.models import Q
from django.utils.translation import gettext as _

from ..models import Mentorship, MentorshipEvent


def binds(person):
    """Words for each agreement in force: it ends by its own steps, and its signed words stay."""
    own = Q(mentor=person) | Q(apprenticeships__person=person)
    in_force = Mentorship.objects.filter(own, status=Mentorship.Status.IN_FORCE).distinct()
    for number in in_force.values_list("number", flat=True):
        yield _("Mentoring agreement %(number)s is in force: what was signed stays.") % {"number": number}


def notes(person):
    """The histories of agreements the person is or was on: who passed, and who took over, is written there by name."""
    own = Q(mentor=person) | Q(apprenticeships__person=person) | Q(mentor_changes__former=person)
    return MentorshipEvent.objects.filter(record__in=Mentorship.objects.filter(own).order_by().values("pk"))
