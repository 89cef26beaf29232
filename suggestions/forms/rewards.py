"""Forms of the reward ledger: a proposal, its approval, payment, receipt, and what is taken back."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alliance_portal.inputs import YuanField
from alliance_portal.widgets import Segments

from ..models import Reward
from ..services import rewards
from ..services.rewards.arithmetic import to_fen, to_yuan
from .fields import VersionField, WordsField
from .review import DATE_FORMATS
from .tracking import DeskForm

Basis = Reward.Basis


def _plain(field):
    """Empty where it does not apply, so it is not called optional."""
    field.is_plain = True
    return field


class ProposeForm(DeskForm):
    """What a person decides about a reward; `sums` are all steps to the amount once the choice is in order."""

    name = "propose"

    grade = forms.ChoiceField(
        label=_("Grade by effect"),
        help_text=_("By effect, difficulty and how far it can be spread: it cannot be counted in money."),
        error_messages={"required": _("Please choose the grade.")},
    )
    grade_reason = WordsField(
        label=_("Why this grade"), rows=3, error_messages={"required": _("Please write why it is this grade.")}
    )
    is_borrowed = forms.BooleanField(label=_("A known technique is borrowed: one grade lower"), required=False)
    borrowed_reason = _plain(WordsField(label=_("Borrowed from what"), rows=2, required=False))
    amount = _plain(YuanField(label=_("Amount of the grade, in yuan"), required=False))
    elsewhere = YuanField(
        label=_("Awarded elsewhere for the same, in yuan"),
        required=False,
        help_text=_("The higher award counts, and only the difference is paid."),
    )
    elsewhere_note = _plain(WordsField(label=_("Which award"), rows=2, required=False))
    note = WordsField(label=_("Note for whoever approves"), rows=2, required=False)

    def __init__(self, *args, suggestion, rule, **kwargs):
        super().__init__(*args, suggestion=suggestion, **kwargs)
        self.rule, self.basis, self.sums = rule, rewards.basis_of(suggestion), None
        self.grades = list(rule.grades.all())
        self.fields["grade"].choices = [("", _("Please choose")), *((one.grade, one.name) for one in self.grades)]
        for name in self._foreign_to(self.basis):
            del self.fields[name]

    @staticmethod
    def _foreign_to(basis):
        foreign = [] if basis == Basis.EFFECT else ["grade", "grade_reason"]
        return [*foreign, "is_borrowed", "borrowed_reason"] if basis == Basis.RESERVE else foreign

    def clean(self):
        data = super().clean()
        for flag, reason in (("is_borrowed", "borrowed_reason"), ("elsewhere", "elsewhere_note")):
            if data.get(flag) and reason in data and not data[reason]:
                self.add_error(reason, _("Please write down what it is."))
        if not {"grade", "amount", "elsewhere"} & set(self.errors):
            self._reckon()
        return data

    def _reckon(self):
        """Follow the choice through the table; what does not fit is told at its field."""
        try:
            sums = rewards.reckon(self.suggestion, self.rule, self.choice)
        except rewards.RefusedError as refusal:
            self.add_error(refusal.field, refusal.message)
            return
        self.sums = sums
        if sums.amount_fen is None:
            self.add_error("amount", rewards.outside(sums.grade))

    @property
    def choice(self):
        data = self.cleaned_data
        amount = data.get("amount")
        return rewards.Choice(
            grade=int(data["grade"]) if data.get("grade") else None,
            is_borrowed=bool(data.get("is_borrowed")),
            amount_fen=None if amount is None else to_fen(amount),
            elsewhere_fen=to_fen(data.get("elsewhere") or 0),
        )

    @property
    def facts(self):
        """What `rewards.propose` takes."""
        words = ("grade_reason", "borrowed_reason", "elsewhere_note", "note")
        data = self.cleaned_data
        return {"choice": self.choice, "version": data["version"]} | {name: data.get(name) or "" for name in words}

    @property
    def words(self):
        return self.cleaned_data.get("note") or self.cleaned_data.get("grade_reason") or ""


class RewardForm(forms.Form):
    """A step of a reward that needs no word."""

    use_required_attribute = False

    version = VersionField()

    def __init__(self, *args, reward, **kwargs):
        super().__init__(*args, initial={"version": reward.version}, **kwargs)

    @property
    def words(self):
        return self.cleaned_data.get("reason") or ""


class RewardReasonForm(RewardForm):
    """A step that is taken with a reason."""

    reason = WordsField(
        label=_("Reason"),
        rows=3,
        max_length=500,
        help_text=_("It is kept in the history."),
        error_messages={"required": _("Please write down why.")},
    )


class ClawBackForm(RewardReasonForm):
    """One box for each person who was paid, filled with all that is left; 0 takes nothing from them."""

    def __init__(self, *args, reward, **kwargs):
        super().__init__(*args, reward=reward, **kwargs)
        self.shares = {str(share.pk): share for share in reward.shares.all() if share.kept_fen}
        for key, share in self.shares.items():
            self.fields[key] = YuanField(
                label=_("From %(name)s, in yuan") % {"name": share.person.name},
                initial=f"{to_yuan(share.kept_fen):.2f}",
                error_messages={"required": _("Please write the amount. 0 is an answer too.")},
            )
        self.order_fields([*self.shares, "reason"])

    def clean(self):
        data = super().clean()
        for key, share in self.shares.items():
            if key in data and to_fen(data[key]) > share.kept_fen:
                most = {"most": f"{to_yuan(share.kept_fen):,.2f}"}
                self.add_error(key, _("At most CNY %(most)s can be taken back.") % most)
        if not self.errors and not any(data[key] for key in self.shares):
            raise forms.ValidationError(_("Please write an amount above 0."))
        return data

    @property
    def amounts(self):
        """{payment id: fen} of whoever something is taken from."""
        return {int(key): to_fen(self.cleaned_data[key]) for key in self.shares if self.cleaned_data[key]}


class PayForm(forms.Form):
    """The day on which one person was paid."""

    use_required_attribute = False
    words = ""

    paid_on = forms.DateField(
        label=_("Paid on"),
        input_formats=DATE_FORMATS,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        initial=timezone.localdate,
        error_messages={
            "required": _("Please write the day."),
            "invalid": _("Please write the day like 2026-08-29."),
        },
    )

    def __init__(self, *args, share, **kwargs):
        super().__init__(*args, auto_id="pay-%s", **kwargs)
        self.sent_on = timezone.localtime(share.reward.batch.sent_at).date()

    def clean_paid_on(self):
        day = self.cleaned_data["paid_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        if day < self.sent_on:
            raise forms.ValidationError(_("This is before the batch was sent to finance."))
        return day


class MissingForm(forms.Form):
    """What finance found about money that is said not to have come."""

    PAID, NOT_PAID = "paid", "not_paid"

    use_required_attribute = False
    words = ""

    finding = forms.ChoiceField(
        label=_("What have you found?"),
        choices=[(PAID, _("It was paid")), (NOT_PAID, _("It was not paid"))],
        widget=Segments,
        error_messages={"required": _("Please choose one of the two.")},
    )
    answer = WordsField(
        label=_("Answer to the person"),
        rows=3,
        max_length=500,
        help_text=_("How and when it was paid, or when it will be. The person reads it as you write it."),
        error_messages={"required": _("Please write what you have found: the person reads it.")},
    )


class ReceiveForm(forms.Form):
    """Whether the money has come; “not yet” needs a word, so that finance can look."""

    YES, NOT_YET = "yes", "not_yet"

    use_required_attribute = False
    photos_lost = False

    share = forms.IntegerField(widget=forms.HiddenInput)
    answer = forms.ChoiceField(
        label=_("Has the money arrived?"),
        choices=[(YES, _("Yes, it has arrived")), (NOT_YET, _("It has not arrived"))],
        widget=Segments,
        error_messages={"required": _("Please choose one of the two.")},
    )
    note = _plain(
        WordsField(
            label=_("What is missing"),
            rows=2,
            max_length=500,
            required=False,
            help_text=_("Only when it has not arrived: where you have looked."),
        )
    )

    def clean(self):
        data = super().clean()
        if data.get("answer") == self.NOT_YET and not data.get("note"):
            self.add_error("note", _("Please write a word about it, so that finance can look."))
        return data
