"""Names on the pages of mentoring."""

from django import template

from ..guests import name_for

register = template.Library()


@register.filter("name_for")
def _name_for(apprenticeship, user):
    return name_for(user, apprenticeship)
