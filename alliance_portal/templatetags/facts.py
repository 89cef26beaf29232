"""Values of the catalogue of facts in templates, and the tables that are made of them."""

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
def with_columns(row, columns):
    """(cell, column) of a row, from left to right."""
    return zip(row.cells, columns, strict=True)


@register.filter
def sums(table):
    """What stands under each column: its sum as it asks for it, "" where there is none."""
    columns = zip(table.totals, table.wants, table.columns, strict=True)
    return [
        "" if total is None else facts.in_words(want.fact, total, in_wan=column.in_wan)
        for total, want, column in columns
    ]


@register.filter
def differences(table):
    """The cells in which somebody typed something else than the portal knows."""
    return [cell for row in table.rows for cell in row.cells if cell.differs]


@register.simple_tag
def value_of(fact, value):
    """A value of a fact with its unit."""
    return facts.with_unit(fact, value)
