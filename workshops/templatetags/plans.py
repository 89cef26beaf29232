"""Days of plans and terms in words, and how much time is left."""

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alliance_portal import moments, periods

register = template.Library()

register.filter("day", moments.day_words)
register.filter("moment", moments.moment_words)
register.filter("full_day", moments.full_day)
register.filter("month_name", periods.month_name)


@register.filter
def days_left(date):
    """超期2天, 今天到期, 还有6天."""
    left = (date - timezone.localdate()).days
    if left < 0:
        return ngettext("%(number)d day late", "%(number)d days late", -left) % {"number": -left}
    if not left:
        return _("due today")
    return ngettext("%(number)d day left", "%(number)d days left", left) % {"number": left}


@register.filter
def day_urgency(date):
    """ "late" when the day is over, "soon" in the week before it."""
    left = (date - timezone.localdate()).days
    return "late" if left < 0 else "soon" if left <= 7 else ""


@register.filter
def joined_names(objects):
    """Names of several things with the comma of the language between them."""
    return str(_(", ")).join(str(one) for one in objects)
