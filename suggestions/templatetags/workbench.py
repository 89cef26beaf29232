"""Words of the workbench: how long somebody has waited, how much time is left, and who did it."""

import datetime as dt

from django import template
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alliance_portal import moments, numbers, periods
from members import acting

from .. import story, under_way
from ..models import Suggestion

register = template.Library()
Status = Suggestion.Status

register.filter("day", story.day_words)
register.filter("moment", story.moment_words)
register.filter("full_day", story.full_day)
register.filter("days_left", moments.days_left)
register.filter("whole_month", periods.month_and_year)
register.filter("look", story.look)
register.filter("look_label", story.label)
register.filter("quota", story.quota_in_brief)
register.filter("is_gone", story.is_gone)
register.filter("late_reasons", under_way.reasons)


@register.filter
def moment_day(when):
    """The day of a moment: 8月29日."""
    return story.day_words(story.local_day(when))


@register.filter
def yuan(amount):
    """To the yuan as finance writes it, with its cents when there are any: 12,000元; "—" for none."""
    if amount is None:
        return numbers.EMPTY
    digits = numbers.thousands(amount).removesuffix(".00")
    return _("CNY %(amount)s") % {"amount": digits}


@register.filter
def full_moment(record, name):
    """The moment of that name with its year; a ledger knows the day alone."""
    return story.full_moment(record, getattr(record, name))


@register.filter
def near_day(date):
    """今天, 明天, or the day."""
    ahead = (date - timezone.localdate()).days
    return {0: _("today"), 1: _("tomorrow")}.get(ahead) or story.day_words(date)


@register.filter
def waited(suggestion):
    """How long it has been waiting, in its largest unit: 等了9天, 等了8小时."""
    span = max(timezone.now() - _waiting_since(suggestion), dt.timedelta())
    days, hours, minutes = numbers.days_hours_minutes(span)
    if days:
        return ngettext("waiting %(number)d day", "waiting %(number)d days", days) % {"number": days}
    if hours:
        return ngettext("waiting %(number)d hour", "waiting %(number)d hours", hours) % {"number": hours}
    if not minutes:
        return _("a moment ago")
    return ngettext("waiting %(number)d minute", "waiting %(number)d minutes", minutes) % {"number": minutes}


def _waiting_since(suggestion):
    if suggestion.asked_again_at:
        return suggestion.asked_again_at
    if suggestion.is_under_appeal:
        return suggestion.appeal.made_at
    if suggestion.status == Status.RESERVED:
        return suggestion.concluded_at or suggestion.received_at
    return suggestion.waiting_since or suggestion.received_at


@register.filter
def time_left(suggestion):
    """超期2天, 今天到期, 还有6天; whom it waits for when no answer is due."""
    if suggestion.status == Status.NEEDS_INFO:
        return _("for the worker")
    if suggestion.status == Status.RESERVED:
        return _("look again by %(day)s") % {"day": story.day_words(suggestion.review_on or suggestion.due_on)}
    if suggestion.asked_again_at:
        return _("asks about the answer")
    return moments.days_left(_due_on(suggestion))


def _due_on(suggestion):
    """The promise that runs: of the first answer, or of the one on appeal."""
    return suggestion.appeal.due_on if suggestion.is_under_appeal else suggestion.due_on


@register.filter
def urgency(suggestion):
    """Of the answer that is due: "late" past the promised day, "soon" on it and on the day before."""
    in_hand = suggestion.status in (Status.SUBMITTED, Status.IN_REVIEW)
    return day_urgency(_due_on(suggestion)) if in_hand else ""


@register.filter
def day_urgency(date):
    """ "late" when the day is over, "soon" on it and on the day before."""
    return moments.urgency(date, soon=1)


@register.filter
def place(suggestion):
    """Shop, team and names: 冲焊车间·焊装一班·王海."""
    units = dict.fromkeys([suggestion.shop.name, suggestion.department.name])
    return _(" · ").join(part for part in [*units, story.author_names(suggestion)] if part)


@register.filter
def who_did(event):
    """Role and name of who caused an event; an author goes by the role alone."""
    own = {"author": _("The proposer"), "recorder": _("Entered by")}
    role = capfirst((own | acting.WORDS).get(event.actor_role, ""))
    name = story.name_of(event.actor)
    return _("%(role)s %(name)s") % {"role": role, "name": name} if role and name else str(role or name)
