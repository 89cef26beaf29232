"""Days on which things happened: never days to come. `now` is when it is entered, the present moment when left out."""

from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal.periods import start_of
from alliance_portal.workflow import WorkflowError


def today(now=None):
    return timezone.localtime(now).date()


def check_past(day, now=None):
    """Raise WorkflowError for a day that is still to come."""
    if day > today(now):
        raise WorkflowError(_("This day is still to come. Please enter it when it is there."))


def moment_of(day, now=None):
    """The moment an event of that day is entered under: now for today, else the beginning of the day."""
    return (now or timezone.now()) if day == today(now) else start_of(day)
