"""Values of the catalogue of facts in templates."""

from django import template

from alliance_portal import facts, moments

register = template.Library()

register.filter("day_words", moments.day_words)
register.filter("moment_words", moments.moment_words)


@register.filter
def shown(cell, column):
    """The value of a cell as its column asks for it."""
    return facts.in_words(cell.fact, cell.value, in_wan=column.in_wan)


@register.filter
def total(number, pair):
    """A sum as its column asks for it; nothing where there is none. `pair` is (column, want)."""
    column, want = pair
    return "" if number is None else facts.in_words(want.fact, number, in_wan=column.in_wan)


@register.simple_tag
def value_of(fact, value):
    """A value of a fact with its unit."""
    return facts.with_unit(fact, value)
