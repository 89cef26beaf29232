"""What staff say when they plan a spot check and look on the spot, and what an enterprise says to its result."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alliance_portal import periods
from alliance_portal.inputs import DocumentField, LineField, SeveralField, VersionField, WordsField
from alliance_portal.widgets import Chips, Choices, Segments
from members.models import Enterprise

from ..models import SpotCheck, SpotCheckComment, SpotCheckRow

MONTHS_OFFERED = 36


class PlanForm(forms.Form):
    use_required_attribute = False

    title = LineField(
        label=pgettext_lazy("of a spot check", "Title"), max_length=60,
        help_text=_("Such as: adopted in the first half-year."),
        error_messages={"required": _("Please write what is checked.")},
    )  # fmt: skip
    figure = forms.ChoiceField(
        label=_("Which figure is checked?"), choices=SpotCheck.Figure.choices, widget=Segments,
        error_messages={"required": _("Please choose the figure.")},
    )  # fmt: skip
    first = forms.TypedChoiceField(label=_("Received from"), coerce=periods.parse_month)
    last = forms.TypedChoiceField(label=_("Received until"), coerce=periods.parse_month)
    method = forms.ChoiceField(
        label=_("How many are drawn?"), choices=SpotCheck.Method.choices, widget=Choices,
        error_messages={"required": _("Please choose how many are drawn.")},
    )  # fmt: skip
    size = forms.IntegerField(
        label=_("So many"), min_value=1, max_value=SpotCheck.MOST,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short", "autocomplete": "off"}),
        help_text=_("Where an enterprise has fewer, all of its suggestions are drawn."),
        error_messages={
            "required": _("Please write a number."), "invalid": _("Please write a number."),
            "min_value": _("At least one has to be drawn."), "max_value": _("At most 300 can be drawn."),
        },
    )  # fmt: skip
    enterprises = SeveralField(
        label=_("Enterprises (none chosen: all)"), queryset=None, required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}),
    )  # fmt: skip

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        month = timezone.localdate().replace(day=1)
        offered = [periods.add_months(month, -back) for back in range(MONTHS_OFFERED)]
        choices = [(f"{one:%Y-%m}", periods.month_and_year(one)) for one in offered]
        self.fields["first"].choices = self.fields["last"].choices = choices
        self.initial = {"first": f"{month:%Y}-01", "last": f"{month:%Y-%m}", "method": SpotCheck.Method.EACH, "size": 5}
        self.fields["enterprises"].queryset = Enterprise.objects.visible_to(user).active().order_by("name")

    def clean(self):
        data = super().clean()
        if data.get("first") and data.get("last") and data["first"] > data["last"]:
            self.add_error("last", _("The last month comes before the first."))
        return data


class VersionedForm(forms.Form):
    """For a step that asks nothing; it notices when somebody was faster."""

    use_required_attribute = False

    version = VersionField()

    def __init__(self, *args, record, **kwargs):
        super().__init__(*args, initial={"version": record.version}, **kwargs)

    @property
    def facts(self):
        return self.cleaned_data


class CallOffForm(VersionedForm):
    reason = WordsField(
        label=_("Why is it called off?"), rows=3, max_length=500, error_messages={"required": _("Please write why.")}
    )


class FindForm(VersionedForm):
    """What was found of one suggestion: a reply to each question, the finding, words where it is not as declared."""

    finding = forms.ChoiceField(
        label=_("What was found?"), choices=SpotCheckRow.Finding.choices, widget=Segments,
        error_messages={"required": _("Please choose what was found.")},
    )  # fmt: skip
    words = WordsField(
        label=_("In words"), rows=3, max_length=1000, required=False,
        help_text=_("Needed where it is not as declared or could not be checked; the enterprise reads it."),
    )  # fmt: skip
    file = DocumentField(label=_("A photo or a paper from the spot"), required=False)

    def __init__(self, *args, record, **kwargs):
        super().__init__(*args, record=record, **kwargs)
        self.initial |= {"finding": record.finding or None, "words": record.words}
        for place, question in enumerate(record.spot_check.questions):
            self.initial[f"reply_{place}"] = record.replies[place] if place < len(record.replies) else None
            self.fields[f"reply_{place}"] = forms.ChoiceField(
                label=question, choices=SpotCheckRow.Reply.choices, widget=Chips, required=False
            )
        self.order_fields(["version", *self._replies, "finding", "words", "file"])

    @property
    def _replies(self):
        return [name for name in self.fields if name.startswith("reply_")]

    def clean(self):
        data = super().clean()
        if data.get("finding") not in (None, "", SpotCheckRow.Finding.CONFIRMED) and not data.get("words"):
            self.add_error("words", _("Please write what was found, or why it could not be checked."))
        return data

    @property
    def facts(self):
        """What `services.spot_checks.find` takes."""
        data = self.cleaned_data
        replies = [data[name] for name in self._replies]
        return {
            "finding": data["finding"],
            "words": data["words"],
            "replies": replies,
            "files": [data["file"]] if data["file"] else [],
            "version": data["version"],
        }


class CommentForm(forms.Form):
    use_required_attribute = False

    words = WordsField(
        label=_("Comment of the enterprise"), rows=4, max_length=SpotCheckComment.LONGEST,
        help_text=_("Once, and it stays beside the result."),
        error_messages={"required": _("Please write something.")},
    )  # fmt: skip
