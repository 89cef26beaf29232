"""Who did what a history tells."""

from django import template

from .. import acting

register = template.Library()
register.filter("who_acted", acting.who_acted)
