"""Questions of the pages about problems."""

from django import template

from ..permissions import problems as permissions

register = template.Library()


@register.filter
def is_own_bid(bid, user):
    """Whether it is this person's to take back."""
    return permissions.can_withdraw_bid(user, bid)
