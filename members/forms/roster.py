"""Entering somebody on the roster, moving them, and letting them go."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alliance_portal.inputs import LineField

from ..models import Department

DATE_FORMATS = ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日"]
EARLIEST = 1950


class PastDayField(forms.DateField):
    """A day that has been or is today; the browser's calendar where there is one."""

    def __init__(self, **kwargs):
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "short"})
        errors = {
            "invalid": _("Please write the day like 2026-08-29."),
            "required": _("Please choose the day."),
        }
        facts = {"initial": timezone.localdate, "widget": widget, "error_messages": errors} | kwargs
        super().__init__(input_formats=DATE_FORMATS, **facts)

    def clean(self, value):
        day = super().clean(value)
        if day and day > timezone.localdate():
            raise ValidationError(_("This day is still to come. Please enter it when it is there."))
        if day and day.year < EARLIEST:
            raise ValidationError(_("Please write the day like 2026-08-29."))
        return day


class PlaceField(forms.ModelChoiceField):
    """A department by its whole name, shop before team."""

    def __init__(self, **kwargs):
        errors = {
            "required": _("Please choose the department."),
            "invalid_choice": _("Please choose the department from the list."),
        }
        super().__init__(queryset=None, empty_label=_("Please choose"), error_messages=errors, **kwargs)

    def to_python(self, value):
        try:
            return super().to_python(value)
        except OverflowError:
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice") from None


class PlaceForm(forms.Form):
    """Forms that ask for a department of the enterprise."""

    use_required_attribute = False

    def __init__(self, *args, user, enterprise, **kwargs):
        super().__init__(*args, **kwargs)
        places = Department.objects.visible_to(user).filter(enterprise=enterprise).for_heads()
        self.fields["department"].queryset = places


class EnterForm(PlaceForm):
    """Somebody new."""

    name = LineField(
        label=pgettext_lazy("of a person", "Name"),
        max_length=60,
        error_messages={"required": _("Please write the name.")},
    )
    work_number = LineField(
        label=_("Work number"), max_length=20, error_messages={"required": _("Please write the work number.")}
    )
    department = PlaceField(label=_("Department"))
    post = LineField(label=_("Post"), max_length=40, required=False)
    joined_on = PastDayField(label=pgettext_lazy("an enterprise", "Joined on"))


class VersionedForm(forms.Form):
    """Made from the roster as it was at `version`, which is what tells that somebody else was quicker."""

    use_required_attribute = False

    version = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)


class MoveForm(VersionedForm, PlaceForm):
    department = PlaceField(label=_("New department"))
    post = LineField(label=_("Post"), max_length=40, required=False, help_text=_("Empty: none."))


class LeaveForm(VersionedForm):
    left_on = PastDayField(
        label=_("Left on"),
        help_text=_("The first day on which the person no longer counts as in service."),
    )

    def __init__(self, *args, user, enterprise, **kwargs):
        super().__init__(*args, **kwargs)


class ReturnForm(VersionedForm, PlaceForm):
    department = PlaceField(label=_("Department"))
    returned_on = PastDayField(
        label=_("Came back on"), required=False,
        help_text=_("Was it entered by mistake that somebody had left? Then please choose the day of leaving itself."),
    )  # fmt: skip
