"""What officers recommend, what judges give, and what anybody objects."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alliance_portal.inputs import LineField, WordsField

from ..services.awards.blindness import named_in
from .awards import VersionedForm
from .fields import StepForm
from .points import points_field

BLIND = _("Judges do not know whose it is: write it without the names of enterprise, workshop and people.")


class EntryWords(forms.Form):
    """What judges read."""

    use_required_attribute = False

    title = LineField(
        label=_("Title for the judges"), max_length=60, help_text=BLIND,
        error_messages={"required": _("Please write a title for the judges.")},
    )  # fmt: skip
    case = WordsField(
        label=_("What the judges read"), rows=10,
        help_text=_("What was wrong, what was done, what is better and how it was measured."),
        error_messages={"required": _("Please write what the judges are to read.")},
    )  # fmt: skip

    def check_blind(self, data, what):
        """Each field that tells whose it is says by which words."""
        for name in ("title", "case"):
            named = named_in(data.get(name) or "", what)
            if named:
                words = _("Judges must not read whose it is. Please write it without: %(names)s")
                self.add_error(name, words % {"names": str(_(", ")).join(named)})


class RecommendForm(EntryWords):
    """Which of `offered`, results or workshops, and in which words."""

    what = forms.ModelChoiceField(
        queryset=None, label=_("What do you recommend?"), empty_label=_("Please choose"),
        error_messages={"required": _("Please choose what you recommend.")},
    )  # fmt: skip

    field_order = ["what", "title", "case"]

    def __init__(self, *args, offered, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["what"].queryset = offered

    def clean(self):
        data = super().clean()
        if data.get("what"):
            self.check_blind(data, data["what"])
        return data


class RewordForm(EntryWords, VersionedForm):
    def __init__(self, *args, record, **kwargs):
        super().__init__(*args, record=record, **kwargs)
        self.initial |= {"title": record.title, "case": record.case}

    def clean(self):
        data = super().clean()
        self.check_blind(data, self.record.what)
        return data


class ScoreForm(StepForm):
    """Points for every criterion and an opinion; `record` is an assignment."""

    opinion = WordsField(
        label=_("Your opinion in brief"), rows=3, max_length=500,
        help_text=_("Those who run the round read it, without your name."),
        error_messages={"required": _("Please write your opinion in brief.")},
    )  # fmt: skip

    def __init__(self, *args, record, **kwargs):
        super().__init__(*args, record=record, **kwargs)
        self.criteria = list(record.entry.round.rubric.criteria.prefetch_related("anchors"))
        for criterion in self.criteria:
            self.fields[f"points_{criterion.pk}"] = points_field(criterion)

    @property
    def score_fields(self):
        return [self[f"points_{criterion.pk}"] for criterion in self.criteria]

    @property
    def facts(self):
        points = {criterion.pk: self.cleaned_data[f"points_{criterion.pk}"] for criterion in self.criteria}
        return {"points": points, "opinion": self.cleaned_data["opinion"]}


class ObjectionForm(forms.Form):
    """Against which entry, and who says so; the name of whoever is signed in is there already."""

    use_required_attribute = False

    entry = forms.ModelChoiceField(
        queryset=None, label=_("Against which one?"), empty_label=_("Please choose"),
        error_messages={"required": _("Please choose what you object to.")},
    )  # fmt: skip
    words = WordsField(
        label=_("What is wrong?"), rows=5, max_length=1000,
        help_text=_("What you know, and how it can be checked."),
        error_messages={"required": _("Please write what is wrong.")},
    )  # fmt: skip
    name = LineField(
        label=pgettext_lazy("of a person", "Your name"), max_length=40,
        error_messages={"required": _("Please write your name: only those who answer read it.")},
    )  # fmt: skip
    contact = LineField(
        label=_("How can you be reached?"), max_length=80, help_text=_("A telephone number or a mailbox."),
        error_messages={"required": _("Please write how you can be reached: only those who answer read it.")},
    )  # fmt: skip

    def __init__(self, *args, entries, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["entry"].queryset = entries
        self.fields["entry"].label_from_instance = _named

    @property
    def facts(self):
        return {name: value for name, value in self.cleaned_data.items() if name != "entry"}


def _named(entry):
    return str(_(" · ")).join([entry.name, entry.enterprise.short_name, entry.prize.name])


class WhyForm(forms.Form):
    """Why a contact is needed in full."""

    use_required_attribute = False

    reason = LineField(label=_("Reason"), max_length=200, error_messages={"required": _("Please write down why.")})
