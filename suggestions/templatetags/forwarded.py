"""From which suggestions a problem came."""

from django import template

from ..services.forwarding import origins_of

register = template.Library()


@register.simple_tag(takes_context=True)
def origin_of(context, problem):
    """[{number, url}]; the address only for whoever may read the suggestion."""
    return origins_of(problem, context["user"])
