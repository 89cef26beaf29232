"""Words and questions of the pages about visits, venues and results."""

from django import template
from django.utils.dates import WEEKDAYS
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from alliance_portal import moments, periods

from .. import calendars, permissions

register = template.Library()

register.filter("day", moments.day_words)
register.filter("full_day", moments.full_day)
register.filter("moment", moments.moment_words)
register.filter("clock", moments.time_words)
register.filter("whole_month", periods.month_and_year)


@register.filter
def sees_visits(user):
    """Whether the desk offers this person the visits."""
    return permissions.can_see_visits(user)


@register.filter
def sees_skills(user):
    """Whether the desk offers this person the matrix of skills."""
    return permissions.can_see_skills(user)


@register.filter
def sees_honours(user):
    """Whether the desk offers this person the register of honours."""
    return permissions.can_see_honours(user)


@register.filter
def runs_awards(user):
    """Whether the desk offers this person the award rounds."""
    return permissions.can_add_rounds(user)


@register.filter
def keeps_venues(user):
    """Whether the desk offers this person the venues."""
    return permissions.can_keep_venues(user)


@register.filter
def enters_results(user):
    """Whether the desk offers this person results to work on."""
    return permissions.can_enter_results(user)


@register.filter
def opens_uses(user):
    """Whether the desk offers this person what is taken over from others and by others."""
    return permissions.can_open_uses(user)


@register.filter
def verifies_results(user):
    """Whether the desk offers this person benefits of results to verify."""
    return permissions.can_see_result_benefits(user)


@register.filter
def hours_in_words(venue):
    """When it is open, line by line: 星期一至星期五 08:30—17:00."""
    return [_span_words(*span) for span in calendars.spans(venue)]


def _span_words(first, last, opens, closes):
    days = str(WEEKDAYS[first])
    if first != last:
        days = _("%(first)s to %(last)s") % {"first": days, "last": WEEKDAYS[last]}
    return f"{days} {time_format(opens, 'H:i')}—{time_format(closes, 'H:i')}"
