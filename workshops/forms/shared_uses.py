"""Taking a result over elsewhere, step by step, and rolling one out."""

import datetime as dt

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alliance_portal.inputs import WordsField, YuanField
from alliance_portal.widgets import Choices, Ticks

from ..models import RollOutAnswer, SharedUse
from .fields import DayField, PastDayField
from .results import VersionedForm

Status = SharedUse.Status
WHY = {"required": _("Please write why. A few words will do.")}
USUAL_TERM = dt.timedelta(days=14)


class AskForm(forms.Form):
    """Which department takes it over, and what for."""

    use_required_attribute = False

    department = forms.ModelChoiceField(
        queryset=None, label=_("Which department takes it over?"), empty_label=_("Please choose"),
        error_messages={"required": _("Please choose the department.")},
    )  # fmt: skip
    purpose = WordsField(
        label=_("What do you want to use it for?"), rows=3, max_length=1000,
        help_text=_("Those who worked it out read it, so that they can help."),
        error_messages={"required": _("Please write what you want to use it for.")},
    )  # fmt: skip

    def __init__(self, *args, departments, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["department"].queryset = departments
        self.fields["department"].label_from_instance = placed


def placed(department):
    return str(_(" · ")).join([department.enterprise.short_name, str(department)])


class AgreeForm(VersionedForm):
    field_order = ["terms", "version"]
    terms = WordsField(
        label=_("What was agreed"), rows=3, max_length=1000,
        help_text=_("Such as: free of charge, the makers are named, our people help for a day."),
        error_messages={"required": _("Please write what you have agreed on.")},
    )  # fmt: skip


class WhyForm(VersionedForm):
    field_order = ["reason", "version"]
    reason = WordsField(
        label=_("Why"), rows=3, max_length=500, help_text=_("The other side reads it as you write it."),
        error_messages=WHY,
    )  # fmt: skip


class BeginForm(VersionedForm):
    field_order = ["on", "version"]
    on = PastDayField(label=_("Tried since"))


class ClaimForm(VersionedForm):
    field_order = ["yuan", "reckoning", "version"]
    yuan = YuanField(
        label=_("What does it bring here in twelve months, in yuan?"),
        error_messages={"required": _("Please write the amount. 0 is an answer too.")},
    )
    reckoning = WordsField(
        label=_("How was that reckoned?"), rows=2,
        error_messages={"required": _("An amount needs its basis: please write what it rests on.")},
    )  # fmt: skip


class ConcludeForm(VersionedForm):
    """What came of the trial; a benefit only for what is in use."""

    field_order = ["came", "experience", "on", "claimed_yuan", "reckoning", "version"]
    came = forms.ChoiceField(
        label=_("What came of it?"),
        widget=Choices,
        choices=[
            (Status.ADOPTED, _("We use it as it is")),
            (Status.ADAPTED, _("We have adapted it and use it")),
            (Status.NOT_APPLICABLE, _("It does not fit here")),
        ],
        error_messages={"required": _("Please choose what came of it.")},
    )
    experience = WordsField(
        label=_("What was learned"), rows=4,
        help_text=_("What was changed, what one has to watch, or why it does not fit: others decide by it."),
        error_messages={"required": _("Please write what came of it: others decide by it.")},
    )  # fmt: skip
    on = PastDayField(label=_("Since when is that so?"))
    claimed_yuan = YuanField(
        label=_("What does it bring here in twelve months, in yuan?"), required=False,
        help_text=_("Your own finance verifies it. Empty: it can be stated later."),
    )  # fmt: skip
    reckoning = WordsField(label=_("How was that reckoned?"), rows=2, required=False)

    def clean(self):
        data = super().clean()
        if data.get("claimed_yuan") is None:
            data["reckoning"] = ""
            return data
        if data.get("came") == Status.NOT_APPLICABLE:
            self.add_error("claimed_yuan", _("What is not in use brings no benefit."))
        elif not data.get("reckoning"):
            self.add_error("reckoning", _("An amount needs its basis: please write what it rests on."))
        return data


class RollOutForm(VersionedForm):
    """To which of the departments that it may fit, until when, and with which words."""

    field_order = ["departments", "words", "due_on", "version"]
    departments = forms.MultipleChoiceField(
        label=_("Which departments"), widget=Ticks,
        error_messages={"required": _("Please choose a department at least.")},
    )  # fmt: skip
    words = WordsField(
        label=_("What you ask them"), rows=3, max_length=1000,
        error_messages={"required": _("Please write what you want to know from them.")},
    )  # fmt: skip
    due_on = DayField(label=_("Answer by"))

    def __init__(self, *args, record, matches, **kwargs):
        super().__init__(*args, record=record, **kwargs)
        self.matches = {str(match.department.pk): match for match in matches}
        self.fields["departments"].choices = [
            (key, f"{placed(match.department)} ({match.why})") for key, match in self.matches.items()
        ]
        self.fields["due_on"].limit(first=timezone.localdate() + dt.timedelta(days=1))
        self.initial |= {
            "departments": [key for key, match in self.matches.items() if match.knows_it],
            "words": _("Would this help you? Please look at it and say whether you want to try it."),
            "due_on": timezone.localdate() + USUAL_TERM,
        }

    @property
    def facts(self):
        chosen = [self.matches[key].department for key in self.cleaned_data["departments"]]
        return {**self.cleaned_data, "departments": chosen}


class RollOutAnswerForm(VersionedForm):
    field_order = ["to", "words", "version"]
    to = forms.ChoiceField(
        label=_("Your answer"),
        widget=Choices,
        choices=[
            (RollOutAnswer.Status.TAKEN_UP, _("We want to try it")),
            (RollOutAnswer.Status.HAS_IT, _("We do it like that already")),
            (RollOutAnswer.Status.NO_USE, _("We have no use for it")),
        ],
        error_messages={"required": _("Please choose what the answer is.")},
    )
    words = WordsField(
        label=_("In a few words"), rows=3, max_length=1000, required=False,
        help_text=_("What you want to use it for, how you do it, or why not."),
    )  # fmt: skip

    def clean(self):
        data = super().clean()
        if data.get("to") in (RollOutAnswer.Status.TAKEN_UP, RollOutAnswer.Status.NO_USE) and not data.get("words"):
            self.add_error("words", _("Please write a few words: the other side reads them."))
        return data
