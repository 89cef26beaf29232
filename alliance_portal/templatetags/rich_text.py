"""What staff has written with the marks of `alliance_portal.rich_text`, as markup."""

from django import template

from alliance_portal.rich_text import render

register = template.Library()
register.filter("rich", render)
