"""Figures on other sites: of an enterprise on its own home page, of the district on that of the district."""

from suggestions.models import FigureEmbed
from suggestions.services.embeds import create_embed

Number = FigureEmbed.Number
OWN = [Number.PARTICIPATION.value, Number.IN_TIME.value, Number.ADOPTION.value]


def put_outside(enterprise, desk, *, by):
    """The leader's frame, and the one of the union staff `by`."""
    site = f"https://www.{enterprise.code.lower()}.example"
    leader = desk[enterprise.code, "leader"]
    create_embed(by=leader, enterprise=enterprise, name="官网首页", numbers=OWN, sites=[site])
    facts = {"numbers": Number.values, "theme": FigureEmbed.Theme.DARK, "sites": ["https://www.district.example"]}
    create_embed(by=by, name="区里的专题页", **facts)
