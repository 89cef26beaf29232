"""Points for one criterion of a rubric."""

from django import forms
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _


def points_field(criterion):
    """Whole points from 0 to the most, with what they mean beside them."""
    limits = {"name": criterion.name, "most": criterion.points}
    bands = ((anchor.band, anchor.words) for anchor in criterion.anchors.all())
    return forms.IntegerField(
        label=_("%(name)s: 0 to %(most)d points") % limits,
        min_value=0,
        max_value=criterion.points,
        help_text=format_html_join("", '<span class="anchor"><b>{}</b> {}</span>', bands),
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": _("Please write the points for “%(name)s”.") % limits,
            "invalid": _("Please write a whole number."),
            "min_value": _("“%(name)s” gives 0 points at least.") % limits,
            "max_value": _("“%(name)s” gives %(most)d points at most.") % limits,
        },
    )
