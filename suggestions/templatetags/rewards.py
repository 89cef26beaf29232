"""Amounts of the reward ledger, which are kept in fen."""

from django import template

from .. import story
from ..services.rewards import obstacles_to_paying, value_of

register = template.Library()

register.filter("fen", story.fen_words)
register.filter("obstacle", obstacles_to_paying)
register.filter("value", value_of)
