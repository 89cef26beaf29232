"""Days of plans and terms in words, and how much time is left."""

from django import template
from django.utils.translation import gettext as _

from alliance_portal import moments, periods

register = template.Library()

register.filter("day", moments.day_words)
register.filter("moment", moments.moment_words)
register.filter("full_day", moments.full_day)
register.filter("days_left", moments.days_left)
register.filter("month_name", periods.month_name)


@register.filter
def day_urgency(date):
    """ "late" when the day is over, "soon" in the week before it."""
    return moments.urgency(date, soon=7)


@register.filter
def joined_names(objects):
    """Names of several things with the comma of the language between them."""
    return str(_(", ")).join(str(one) for one in objects)
