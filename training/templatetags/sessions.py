"""Ways from the figures of sessions to the sessions themselves."""

from django import template
from django.urls import reverse
from django.utils.http import urlencode

register = template.Library()


@register.filter
def sessions_url(narrowed):
    """The list at the desk that shows exactly these."""
    return f"{reverse('training:desk-sessions')}?{urlencode(narrowed)}"
