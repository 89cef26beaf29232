"""A plate, and the steps on its way."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alliance_portal.inputs import VersionField, WordsField
from alliance_portal.widgets import Segments

from ..models import Designation
from ..permissions import can_enter_granted
from .fields import DayField, DocumentField, PastDayField

WHY = {"required": _("Please write down why.")}
ADVICE = _("It is kept in the history, and those who run the workshop read it.")
FACTS = ["level", "system", "title", "body", "document_number", "leader_name", "team_size", "review_years"]


class PlateForm(forms.ModelForm):
    """A new plate, or the particulars of one; `user` may enter the granted ones that he or she could grant."""

    use_required_attribute = False

    version = VersionField(required=False)
    team_size = Designation._meta.get_field("team_size").formfield(max_value=9999)
    review_years = Designation._meta.get_field("review_years").formfield(min_value=1, max_value=20)
    granted_on = PastDayField(label=_("Granted on"), required=False)
    valid_until = DayField(
        label=_("Valid until"), required=False, help_text=_("Its last valid day. Empty: until it is revoked.")
    )

    class Meta:
        model = Designation
        fields = [*FACTS, "granted_on", "valid_until"]

    def __init__(self, *args, user, workshop, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.workshop, is_new = user, workshop, self.instance.pk is None
        self.fields["version"].initial = self.instance.version
        for name in ("level", "system"):
            self.fields[name].choices = [("", _("Please choose")), *self.fields[name].choices[1:]]
        self.fields["granted_on"].initial = self.instance.granted_on
        if is_new:
            self.fields["granted_on"].help_text = _("Only for a plate that hangs already. Empty: it is worked towards.")
        elif self.instance.granted_on:
            self.fields["granted_on"].required = True
        else:
            del self.fields["granted_on"]
        self.order_fields([*FACTS[:5], "granted_on", *FACTS[5:], "valid_until"])

    def clean(self):
        data = super().clean()
        granted, level = data.get("granted_on"), data.get("level")
        if granted and level and not can_enter_granted(self.user, self.workshop, level):
            self.add_error(
                "granted_on", _("Plates of this level are granted by district staff: leave it empty and apply.")
            )
        until, begun = data.get("valid_until"), granted or self.instance.granted_on
        if until and begun and until < begun:
            self.add_error("valid_until", _("Its last valid day is before the day on which it was granted."))
        return data

    def _post_clean(self):
        """The service checks the row as it will be; the form has checked what was typed."""

    @property
    def facts(self):
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class StepForm(forms.Form):
    """A step that needs no more than a word, if any."""

    use_required_attribute = False

    version = VersionField()
    note = WordsField(label=_("Note"), rows=3, max_length=500, required=False)

    def __init__(self, *args, plate, **kwargs):
        super().__init__(*args, initial={"version": plate.version}, **kwargs)
        self.plate = plate

    @property
    def facts(self):
        """What the service takes."""
        return self.cleaned_data


class ReasonStepForm(StepForm):
    note = None
    reason = WordsField(label=_("Reason"), rows=3, max_length=500, error_messages=WHY, help_text=ADVICE)


class GrantForm(StepForm):
    """What the document of the naming says."""

    note = None
    granted_on = PastDayField(label=_("Granted on"))
    body = forms.CharField(label=_("Granting body"), max_length=80)
    document_number = forms.CharField(label=_("Document number"), max_length=60, required=False)
    review_years = forms.IntegerField(
        label=_("Reviewed every so many years"), min_value=1, max_value=20, required=False,
        help_text=_("Empty: no review is planned."), widget=forms.NumberInput(attrs={"class": "short"}),
    )  # fmt: skip
    valid_until = DayField(label=_("Valid until"), required=False, help_text=_("Empty: until it is revoked."))

    def __init__(self, *args, plate, **kwargs):
        super().__init__(*args, plate=plate, **kwargs)
        for name in ("body", "document_number", "review_years", "valid_until"):
            self.fields[name].initial = getattr(plate, name)


class ReviewForm(StepForm):
    on = PastDayField(label=_("Begins on"))

    field_order = ["on", "note"]


class RevokeForm(ReasonStepForm):
    on = PastDayField(label=_("Revoked on"), help_text=_("From this day on it counts no longer; before it still does."))

    field_order = ["on", "reason"]


class ConcludeForm(StepForm):
    """What came of a review. Nothing is chosen beforehand."""

    PASSED, RECTIFY, REVOKED = "passed", "rectify", "revoked"
    RESULTS = ((PASSED, _("Passed")), (RECTIFY, _("To be put right")), (REVOKED, _("Revoke it")))

    note = None
    result = forms.ChoiceField(
        label=_("Result of the review"), choices=RESULTS, widget=Segments,
        error_messages={"required": _("Please choose the result.")},
    )  # fmt: skip
    on = PastDayField(label=_("Day of the result"))
    until = DayField(
        label=_("To be put right by"), required=False, help_text=_("Only where something is to be put right.")
    )
    valid_until = DayField(
        label=_("Valid until"), required=False, help_text=_("Only where a passed review prolongs its term.")
    )
    reason = WordsField(
        label=_("In words"), rows=3, max_length=500, required=False,
        help_text=_("Needed unless it has passed. Those who run the workshop read it."),
    )  # fmt: skip

    field_order = ["result", "on", "until", "valid_until", "reason"]

    def __init__(self, *args, plate=None, **kwargs):
        super(StepForm, self).__init__(*args, initial={"version": plate.version} if plate else None, **kwargs)
        if plate is None:
            del self.fields["version"]
        if plate is None or not plate.valid_until:
            del self.fields["valid_until"]
        if plate and plate.status == plate.Status.RECTIFY:
            self.fields["result"].choices = [one for one in self.RESULTS if one[0] != self.RECTIFY]
            del self.fields["until"]
        self.plate = plate

    def clean(self):
        data = super().clean()
        result = data.get("result")
        if result in (self.RECTIFY, self.REVOKED) and not data.get("reason"):
            self.add_error("reason", _("Please write down why."))
        if result == self.RECTIFY and "until" not in self.errors:
            self._check_until(data)
        return data

    def _check_until(self, data):
        until, on = data.get("until"), data.get("on") or timezone.localdate()
        if not until:
            self.add_error("until", _("Please choose the day by which it is to be put right."))
        elif until <= on:
            self.add_error("until", _("Please give a day after the review, by which it can be put right."))


class DocumentForm(forms.Form):
    use_required_attribute = False

    file = DocumentField(label=_("File"), error_messages={"required": _("Please choose a file.")})
