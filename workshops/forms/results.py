"""What is written down about a result: its words, who made it, its files, and what finance verifies."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alliance_portal.files import read_picture
from alliance_portal.inputs import LineField, SeveralField, VersionField, WordsField, YuanField
from alliance_portal.widgets import Chips, Choices, Ticks
from members.fields import everybody_called

from ..models import Patent, Result, ResultFile
from ..services.results import CLAIM, MOST_MAKERS
from .documents import AttachmentsField, SeveralFilesInput, placed
from .fields import DayField, PastDayField, StepForm

MOST_PATENTS = 6
EMPTY_MAKERS, EMPTY_PATENTS = 3, 1
OUTSIDE = ("(", "（")
NEEDED = _("Please write this down: others decide by it.")


class ResultForm(forms.Form):
    """Its words; `workshops` are those the person may name, `specialities` the catalogue, `kinds` the “Five Smalls”."""

    use_required_attribute = False
    field_order = [
        *("version", "title", "before", "method", "after", "applicability", "in_use_since", "workshops"),
        *("specialities", "innovation", "five_small", "claimed_yuan", "reckoning", "owner", "owner_note"),
        *("licence", "visibility"),
    ]

    version = VersionField(required=False)
    title = LineField(label=_("Title"), max_length=80, error_messages={"required": _("Please give it a title.")})
    before = WordsField(
        label=_("What was wrong?"), rows=3, error_messages={"required": NEEDED},
        help_text=_("With a figure where there is one: how long, how often, how much."),
    )  # fmt: skip
    method = WordsField(label=_("How does it work?"), rows=5, error_messages={"required": NEEDED})
    after = WordsField(
        label=_("What is better now?"), rows=3, error_messages={"required": NEEDED},
        help_text=_("The same figure as before, and how it was measured."),
    )  # fmt: skip
    applicability = WordsField(
        label=_("Where else does it fit?"), rows=2, required=False,
        help_text=_("Machines, materials, conditions; and where it does not fit."),
    )  # fmt: skip
    in_use_since = PastDayField(
        label=_("In use since"), required=False, help_text=_("What is not in use yet stays a draft.")
    )
    workshops = SeveralField(label=_("Which workshop worked it out?"), queryset=None, widget=Ticks, required=False)
    specialities = SeveralField(
        label=_("Specialities"), queryset=None, widget=Ticks, required=False,
        help_text=_("Whoever looks for one of them finds it; it is rolled out to those who have them."),
    )  # fmt: skip
    innovation = forms.ChoiceField(
        label=_("What kind of innovation is it?"), choices=Result._meta.get_field("innovation").choices, widget=Chips,
        error_messages={"required": _("Please choose what kind it is.")},
    )  # fmt: skip
    five_small = forms.ModelChoiceField(
        label=_("Which of the “Five Smalls” is it?"), queryset=None, required=False, empty_label=_("None of them")
    )
    claimed_yuan = YuanField(
        label=_("What does it bring in twelve months, in yuan?"), required=False,
        help_text=_("Finance verifies it. Empty: no money measures it."),
    )  # fmt: skip
    reckoning = WordsField(label=_("How was that reckoned?"), rows=2, required=False)
    owner = forms.ChoiceField(label=_("Whose is it?"), choices=Result.Owner.choices, widget=Chips)
    owner_note = LineField(
        label=_("What was agreed on it"), max_length=200, required=False,
        help_text=_("Such as the number of the agreement, or how it is shared."),
    )  # fmt: skip
    licence = forms.ChoiceField(
        label=_("May others use it?"),
        widget=Choices,
        choices=[
            (Result.Licence.FREE, _("Yes, free of charge: whoever asks may begin at once and gets the files")),
            (Result.Licence.AGREEMENT, _("By agreement: we answer each request, the files come afterwards")),
            (Result.Licence.SHOW_ONLY, _("No, to look at only: nobody else gets the files")),
        ],
        error_messages={"required": _("Please choose whether others may use it.")},
    )
    visibility = forms.ChoiceField(
        label=_("Who may read it?"),
        widget=Choices,
        choices=[
            (Result.Visibility.PUBLIC, _("Everybody, visitors too")),
            (Result.Visibility.ALLIANCE, _("Everybody with an account in an enterprise of the same alliance")),
            (Result.Visibility.ENTERPRISE, _("Only people of our enterprise")),
        ],
        error_messages={"required": _("Please choose who may read it.")},
    )

    def __init__(self, *args, workshops, specialities, kinds, is_verified=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["workshops"].queryset = workshops
        self.fields["workshops"].label_from_instance = placed
        self.fields["specialities"].queryset = specialities
        self.fields["five_small"].queryset = kinds
        self.fields["in_use_since"].initial = None
        self.initial.setdefault("owner", Result.Owner.ENTERPRISE)
        for name in CLAIM if is_verified else ():
            del self.fields[name]

    def clean(self):
        data = super().clean()
        if data.get("claimed_yuan") is not None and not data.get("reckoning"):
            self.add_error("reckoning", _("An amount needs its basis: please write what it rests on."))
        return data


class EnterpriseField(forms.ModelChoiceField):
    """Whose result it is, for whoever keeps those of several enterprises."""

    def __init__(self, **kwargs):
        required = {"required": _("Please choose the enterprise.")}
        super().__init__(label=_("Enterprise"), to_field_name="code", error_messages=required, **kwargs)


def words_of(result):
    """What the form shows first."""
    names = [name for name in ResultForm.base_fields if name not in ("workshops", "specialities")]
    known = {name: getattr(result, name) for name in names}
    return known | {"workshops": result.workshops.all(), "specialities": result.specialities.all()}


class CreditForm(forms.Form):
    """Who made it, in their order, and its patents; rows that are left empty do not count."""

    use_required_attribute = False

    version = VersionField(required=False)

    def __init__(self, *args, people, makers=(), patents=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.people = people
        makers, patents = list(makers), list(patents)
        self.maker_rows = self._numbers(len(makers) + EMPTY_MAKERS, MOST_MAKERS)
        self.patent_rows = self._numbers(len(patents) + EMPTY_PATENTS, MOST_PATENTS)
        for number in self.maker_rows:
            self._add_maker(number, makers[number - 1] if number <= len(makers) else None)
        for number in self.patent_rows:
            self._add_patent(number, patents[number - 1] if number <= len(patents) else None)

    def _numbers(self, wanted, most):
        """As many rows as the page that was sent had, at most those there may be."""
        return range(1, (most if self.is_bound else min(wanted, most)) + 1)

    def _add_maker(self, number, maker):
        known = maker and (f"{maker.person.work_number} {maker.person.name}" if maker.person_id else maker.outsider)
        self._add(f"who_{number}", LineField(label=_("Who"), max_length=60, required=False), known)
        did = LineField(label=_("What this person did"), max_length=120, required=False)
        self._add(f"did_{number}", did, maker and maker.did)

    def _add_patent(self, number, patent):
        kinds = [("", _("None")), *Patent.Kind.choices]
        kind = forms.ChoiceField(label=_("Kind of patent"), choices=kinds, required=False)
        self._add(f"kind_{number}", kind, patent and patent.kind)
        line = LineField(label=_("Number of the patent"), max_length=40, required=False)
        self._add(f"number_{number}", line, patent and patent.number)
        granted = DayField(label=_("Granted on"), required=False)
        self._add(f"granted_{number}", granted, patent and patent.granted_on)

    def _add(self, name, field, initial):
        field.is_plain = True
        self.fields[name] = field
        self.initial[name] = initial

    @property
    def makers_shown(self):
        return [(number, self[f"who_{number}"], self[f"did_{number}"]) for number in self.maker_rows]

    @property
    def patents_shown(self):
        names = ("kind", "number", "granted")
        return [(number, [self[f"{name}_{number}"] for name in names]) for number in self.patent_rows]

    def clean(self):
        data = super().clean()
        texts = [text for number in self.maker_rows if (text := data.get(f"who_{number}"))]
        called = everybody_called(self.people, [text for text in texts if not _is_outside(text)])
        self.makers = [maker for number in self.maker_rows if (maker := self._maker(data, number, called))]
        self.patents = [patent for number in self.patent_rows if (patent := self._patent(data, number))]
        return data

    def _maker(self, data, number, called):
        text, did = data.get(f"who_{number}"), data.get(f"did_{number}") or ""
        if not text:
            return None
        if _is_outside(text):
            return {"outsider": text, "did": did}
        found = called[text]
        if len(found) == 1:
            return {"person": found[0], "did": did}
        words = _("More than one person is called “%(text)s”. Please give the work number.")
        nobody = _("Nobody in service is called “%(text)s”. Somebody from outside? Add the unit in brackets.")
        return self.add_error(f"who_{number}", (words if found else nobody) % {"text": text})

    def _patent(self, data, number):
        kind, text = data.get(f"kind_{number}"), data.get(f"number_{number}")
        if not kind and not text:
            return None
        if not (kind and text):
            missing = "number" if kind else "kind"
            return self.add_error(f"{missing}_{number}", _("Please give both the kind and the number."))
        granted = data.get(f"granted_{number}")
        if granted and granted > timezone.localdate():
            return self.add_error(f"granted_{number}", _("This day is still to come."))
        return {"kind": kind, "number": text, "granted_on": granted}


def _is_outside(text):
    return any(mark in text for mark in OUTSIDE)


class PicturesField(forms.FileField):
    """Up to four photos, each checked and encoded anew: `cleaned_data` holds a list of `files.Picture`."""

    widget = SeveralFilesInput(attrs={"accept": "image/jpeg,image/png,image/webp"})

    def clean(self, data, initial=None):
        uploads = [upload for upload in data or [] if upload is not None]
        if len(uploads) > 4:
            raise ValidationError(_("Please choose four photos at most."))
        return [read_picture(upload) for upload in uploads]


class FilesForm(forms.Form):
    """Operation sheets and drawings, photos of before and after; any of them, all of them kept or none."""

    use_required_attribute = False

    version = VersionField(required=False)
    before = PicturesField(label=_("Photos from before"), required=False)
    after = PicturesField(
        label=_("Photos from after"), required=False,
        help_text=_("The same place from the same side. JPEG, PNG or WebP, 8 MB each; without faces."),
    )  # fmt: skip
    documents = AttachmentsField(
        label=_("Operation sheet or drawing"), required=False,
        help_text=_("PDF, Word, Excel, PowerPoint without macros, or pictures; up to 5, each 20 MB at most."),
    )  # fmt: skip
    purpose = forms.ChoiceField(
        label=_("What are these files?"), choices=ResultFile.Purpose.choices, widget=Chips, required=False,
        initial=ResultFile.Purpose.SOP,
    )  # fmt: skip

    def clean_purpose(self):
        return self.cleaned_data["purpose"] or ResultFile.Purpose.OTHER

    def clean(self):
        data = super().clean()
        if not self.errors and not any(data.get(name) for name in ("before", "after", "documents")):
            raise ValidationError(_("Please choose a file or a photo."))
        return data


class VersionedForm(StepForm):
    version = VersionField()

    def __init__(self, *args, record, **kwargs):
        super().__init__(*args, record=record, initial={"version": record.version}, **kwargs)


class VerifyForm(VersionedForm):
    """What finance has found."""

    field_order = ["yuan", "basis", "version"]
    yuan = YuanField(
        label=_("Verified benefit of twelve months, in yuan"),
        error_messages={"required": _("Please write the amount. 0 is an answer too.")},
    )
    basis = WordsField(
        label=_("What it rests on"), rows=3,
        help_text=_("Accounts, measured hours or amounts, and how they were counted."),
        error_messages={"required": _("An amount needs its basis: please write what it rests on.")},
    )  # fmt: skip

    def __init__(self, *args, record, **kwargs):
        super().__init__(*args, record=record, **kwargs)
        self.initial |= {"yuan": record.verified_yuan, "basis": record.verified_basis}


class WithdrawResultForm(VersionedForm):
    field_order = ["reason", "version"]
    reason = WordsField(
        label=_("Why is it withdrawn?"), rows=3, max_length=500,
        help_text=_("Whoever has the address reads this, and all who use it are told."),
        error_messages={"required": _("Please write down why.")},
    )  # fmt: skip
