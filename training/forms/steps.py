"""The words of each step of a mentoring agreement."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alliance_portal.inputs import DocumentField, LineField, VersionField, WordsField
from alliance_portal.ledgers import key
from alliance_portal.widgets import Segments, Ticks
from members.fields import PersonField
from members.models import Person
from workshops.forms.fields import DayField, PastDayField, SeenField
from workshops.forms.fields import StepForm as BareStepForm
from workshops.forms.venues import PhotoField

from ..guests import number_of
from ..models import MentorshipRequest, Outcome
from ..services import Finding

WHY = {"required": _("Please write down why.")}
READ = _("Mentor and apprentices read it as you write it.")


class StepForm(BareStepForm):
    """With the version of the agreement that the page was made from; `record` is it, or something of it."""

    version = VersionField()

    def __init__(self, *args, record, **kwargs):
        agreement = getattr(record, "mentorship", record)
        super().__init__(*args, record=record, initial={"version": agreement.version, **self.begun(record)}, **kwargs)

    @staticmethod
    def begun(record):
        return {}


class ReasonForm(StepForm):
    reason = WordsField(label=_("Reason"), rows=3, max_length=500, error_messages=WHY, help_text=READ)


class ScanField(DocumentField):
    """PDF or a picture: a paper is nothing else."""

    default_error_messages = {"kind": _("Please choose a PDF or a picture of the signed paper.")}
    widget = forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png,.webp"})

    def __init__(self, **kwargs):
        help_text = _("PDF or photo, at most 20 MB (pictures 8 MB). Whoever sees this page at the workbench sees it.")
        super().__init__(help_text=help_text, **kwargs)

    def clean(self, data, initial=None):
        scan = super().clean(data, initial)
        if scan and scan.kind not in ("pdf", "jpg"):
            raise forms.ValidationError(self.error_messages["kind"], code="kind")
        return scan


class SignedForm(StepForm):
    signed_on = PastDayField(label=_("Signed by all on"))
    scan = ScanField(label=_("Scan or photo of the signed paper"), required=False)

    def __init__(self, *args, record, **kwargs):
        super().__init__(*args, record=record, **kwargs)
        taught = record.apprenticeships.all()
        guests = [one.person for one in taught if one.person.enterprise_id != record.enterprise_id]
        self.guests = {f"name_{person.pk}": person for person in guests}
        self.fields |= {field: _name_on_paper(person) for field, person in self.guests.items()}

    def clean(self):
        """Whoever has the paper in hand reads the names on it: a number alone tells them to nobody."""
        data = super().clean()
        for field, person in self.guests.items():
            if field in data and key(data.pop(field)) != key(person.name):
                self.add_error(field, _("This name does not go with the number. Please compare it with the paper."))
        return data


def _name_on_paper(person):
    return LineField(
        label=_("Name of %(number)s") % {"number": number_of(person)}, max_length=60,
        help_text=_("As it stands on the signed paper."), error_messages={"required": _("Please write the name.")},
    )  # fmt: skip


class ScanForm(StepForm):
    scan = ScanField(
        label=_("Scan or photo of the signed paper"), error_messages={"required": _("Please choose a file.")}
    )


class ExtendForm(ReasonForm):
    ends_on = DayField(label=_("New end"))

    field_order = ["ends_on", "reason"]

    def __init__(self, *args, record, **kwargs):
        super().__init__(*args, record=record, **kwargs)
        self.fields["ends_on"].limit(first=max(record.ends_on, timezone.localdate()))


class MentorForm(ReasonForm):
    mentor = PersonField(
        label=_("New mentor"), help_text=_("Work number or name, of this enterprise."),
        error_messages={"required": _("Please name the mentor.")},
    )  # fmt: skip

    field_order = ["mentor", "reason"]

    def __init__(self, *args, record, **kwargs):
        super().__init__(*args, record=record, **kwargs)
        self.fields["mentor"].people = record.enterprise.people.in_service()


class RenewForm(MentorForm, ExtendForm):
    field_order = ["ends_on", "mentor", "reason"]

    def __init__(self, *args, record, **kwargs):
        super().__init__(*args, record=record, **kwargs)
        self.fields["mentor"].required = False
        self.fields["mentor"].help_text = _("Work number or name. Empty: the mentor stays.")


class AwardForm(StepForm):
    award = LineField(
        label=_("Award"), max_length=120, help_text=_("Such as: certificate, 2,000 yuan for the mentor."),
        error_messages={"required": _("Please write what was given.")},
    )  # fmt: skip
    awarded_on = PastDayField(label=_("Given on"))


class StageForm(StepForm):
    content = LineField(
        label=_("What is taught"), max_length=300, error_messages={"required": _("Please write what is taught.")}
    )
    due_on = DayField(label=_("Until"))

    @staticmethod
    def begun(record):
        is_stage = hasattr(record, "mentorship")
        return {"content": record.content, "due_on": record.due_on} if is_stage else {}


class CheckForm(StepForm):
    """Nothing is chosen beforehand."""

    result = forms.ChoiceField(
        label=_("Result of the check"), choices=Outcome.choices, widget=Segments,
        error_messages={"required": _("Please choose the result.")},
    )  # fmt: skip
    finding = WordsField(label=_("In words"), rows=3, max_length=500, required=False, help_text=READ)
    checked_on = PastDayField(label=_("Checked on"))


class AskForm(BareStepForm):
    """What mentor or apprentice ask for; `kinds` are those that may be asked for now."""

    kind = forms.ChoiceField(
        label=_("What you ask for"), widget=Segments, error_messages={"required": _("Please choose one.")}
    )
    reason = WordsField(
        label=_("Reason"), rows=3, max_length=500, error_messages=WHY, help_text=_("Your union officer reads it.")
    )

    def offer(self, kinds):
        self.fields["kind"].choices = [one for one in MentorshipRequest.Kind.choices if one[0] in kinds]
        if len(kinds) == 1:
            self.fields["kind"].initial = kinds[0]


class RecordForm(forms.Form):
    """One tap is enough; words and a photo are for whoever likes to keep them."""

    use_required_attribute = False

    words = LineField(label=_("What you did"), max_length=300, required=False, help_text=_("A few words, if you like."))
    photo = PhotoField(label=_("Photo"), required=False, help_text=_("JPEG, PNG or WebP, 8 MB at most."))
    seen = SeenField()

    @property
    def facts(self):
        return self.cleaned_data


class ClearForm(BareStepForm):
    """What goes of a month: its words, its photo; whatever is there can be chosen."""

    what = forms.MultipleChoiceField(
        label=_("What is removed"), widget=Ticks,
        error_messages={"required": _("Please choose what is removed.")},
    )  # fmt: skip

    def __init__(self, *args, record, **kwargs):
        super().__init__(*args, record=record, **kwargs)
        there = [("words", _("The words")), ("photo", _("The photo"))]
        held = {"words": record.words, "photo": record.image}
        self.fields["what"].choices = [one for one in there if held[one[0]]]
        self.fields["what"].initial = [name for name, _label in self.fields["what"].choices]


class AssessForm(StepForm):
    """Result, score and grade of every apprentice in service who has not graduated yet."""

    assessed_on = PastDayField(label=_("Assessed on"))

    def __init__(self, *args, record, **kwargs):
        super().__init__(*args, record=record, **kwargs)
        taught = record.apprenticeships.all()
        self.assessed = [one for one in taught if not one.graduated_on and one.person.in_service]
        for one in self.assessed:
            self.fields |= self._fields_for(one, record.target_grade)

    @staticmethod
    def _fields_for(one, target):
        named = {"name": one.person.name}
        result = forms.ChoiceField(
            label=_("Result of %(name)s") % named, choices=Outcome.choices, widget=Segments,
            error_messages={"required": _("Please choose the result.")},
        )  # fmt: skip
        score = forms.DecimalField(
            label=_("Score of %(name)s") % named, required=False, min_value=0, max_value=100, max_digits=4,
            decimal_places=1, help_text=_("From 0 to 100."),
        )  # fmt: skip
        now = one.person.get_skill_grade_display() or _("none")
        grade = forms.ChoiceField(
            label=_("Skill grade of %(name)s now") % named, required=False,
            choices=[("", _("As before (%(grade)s)") % {"grade": now}), *Person.SkillGrade.choices],
        )  # fmt: skip
        return {f"result_{one.pk}": result, f"score_{one.pk}": score, f"grade_{one.pk}": grade}

    @property
    def facts(self):
        data = self.cleaned_data
        found = {
            one.pk: Finding(*(data[f"{name}_{one.pk}"] for name in ("result", "score", "grade")))
            for one in self.assessed
        }
        return {"findings": found, "assessed_on": data["assessed_on"], "version": data["version"]}
