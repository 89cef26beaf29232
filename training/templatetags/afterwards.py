"""What the pages of training ask about somebody's own hours, contests and partners."""

from django import template

from ..permissions import contests, partners
from ..statistics import hours_of

register = template.Library()


@register.filter
def own_hours(user):
    """The class hours of whoever reads, by year; none for whoever is on no roster."""
    person = user.person_or_none if user.is_authenticated else None
    return hours_of(person) if person else []


@register.filter
def sees_contests(user):
    """Whether the desk offers this person the contests."""
    return contests.can_see_desk(user)


@register.filter
def sees_partners(user):
    """Whether the desk offers this person the partners."""
    return partners.can_see_desk(user)
