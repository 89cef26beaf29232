"""Words and questions of the pages about visits and venues."""

from django import template

from alliance_portal import moments, periods

from .. import permissions

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
def keeps_venues(user):
    """Whether the desk offers this person the venues."""
    return permissions.can_keep_venues(user)
