"""What is said of a heading of readiness, and what staff found on the spot."""

from django import forms
from django.utils.translation import gettext_lazy as _

from alliance_portal.inputs import LineField, VersionField, WordsField
from alliance_portal.widgets import Segments

from .. import headings
from ..models import ReadinessItem
from .fields import DocumentField, PastDayField


class SayForm(forms.Form):
    use_required_attribute = False

    version = VersionField()
    state = forms.ChoiceField(
        label=_("How far is it?"), choices=ReadinessItem.State.choices, widget=Segments,
        error_messages={"required": _("Please choose how far it is.")},
    )  # fmt: skip
    words = WordsField(label=_("In words"), rows=4, max_length=1000, required=False)
    file = DocumentField(label=_("A file that shows it"), required=False)

    def __init__(self, *args, item, **kwargs):
        initial = {"version": item.version, "words": item.words, "state": item.state if item.pk else None}
        super().__init__(*args, initial=initial, **kwargs)


class AcceptanceForm(forms.Form):
    """Points and a note for each heading, the opinion and the day."""

    use_required_attribute = False

    held_on = PastDayField(label=_("Day of the visit"))
    opinion = WordsField(
        label=_("What is to be improved"), rows=5, max_length=2000,
        help_text=_("Those who run the workshop read it as you write it."),
        error_messages={"required": _("Please write down what is to be improved.")},
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for heading in headings.EIGHT:
            self.fields[f"points_{heading.code}"] = _points(heading)
            self.fields[f"note_{heading.code}"] = LineField(
                label=_("Note on “%(heading)s”") % {"heading": heading.name}, max_length=200, required=False
            )
        names = [f"{part}_{heading.code}" for heading in headings.EIGHT for part in ("points", "note")]
        self.order_fields(["held_on", *names, "opinion"])

    @property
    def rows(self):
        """(heading, field of the points, field of the note), for the page."""
        return [(one, self[f"points_{one.code}"], self[f"note_{one.code}"]) for one in headings.EIGHT]

    @property
    def facts(self):
        """What `services.readiness.record_acceptance` takes."""
        data = self.cleaned_data
        scores = {heading.code: data[f"points_{heading.code}"] for heading in headings.EIGHT}
        notes = {heading.code: data[f"note_{heading.code}"] for heading in headings.EIGHT}
        return {"held_on": data["held_on"], "opinion": data["opinion"], "scores": scores, "notes": notes}


def _points(heading):
    range_words = _("0 to %(most)d points") % {"most": heading.most}
    errors = dict.fromkeys(
        ("required", "invalid", "min_value", "max_value"),
        _("%(heading)s: please give 0 to %(most)d points.") % {"heading": heading.name, "most": heading.most},
    )
    return forms.IntegerField(
        label=heading.name,
        help_text=range_words,
        min_value=0,
        max_value=heading.most,
        widget=forms.NumberInput(attrs={"class": "short"}),
        error_messages=errors,
    )
