"""The part of the reviewer's form that says into which other suggestion this one goes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from alliance_portal.text import clean_line
from alliance_portal.workflow import WorkflowError

from .. import permissions
from ..models import Suggestion
from ..services.merging import OrderError, check_merge


class TargetField(forms.CharField):
    """The number of another suggestion; `suggestions` are those that can be named."""

    suggestions = None

    def clean(self, value):
        number = clean_line(super().clean(value)).upper()
        found = self._suggestion(number)
        if found is None:
            raise forms.ValidationError(_("There is no suggestion %(number)s here.") % {"number": number})
        return found

    def _suggestion(self, number):
        if self.suggestions is None:
            return None
        return self.suggestions.for_list().select_related("merged_into").filter(number=number).first()


class MergeFields(forms.Form):
    """`by` is who decides: what they may see can be named. What may be merged into what is said at the field."""

    into = TargetField(
        label=_("Into which one"),
        max_length=20,
        help_text=_("When merging: its number, such as CF-2026-00042. Its proposers and these are both answered."),
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Please write the number of the other one.")},
    )
    later_is_main = forms.BooleanField(label=_("It is meant so, although the other one came in later"), required=False)
    comes_too_late = None

    def __init__(self, *args, suggestion, by=None, **kwargs):
        super().__init__(*args, suggestion=suggestion, **kwargs)
        self.suggestion, self.by = suggestion, by
        seen = Suggestion.objects.visible_to(by).filter(enterprise=suggestion.enterprise_id) if by else None
        self.fields["into"].suggestions = seen

    def clean(self):
        data = super().clean()
        if data.get("decision") == Suggestion.Conclusion.MERGED and data.get("into"):
            self._check_target(data)
        return data

    def _check_target(self, data):
        """As the service will; with the order in question there are two ways on, and the page offers both."""
        if not permissions.can_merge_into(self.by, data["into"]):
            self.add_error("into", _("This one is your own or was entered by you. Somebody else has to do that."))
            return
        try:
            check_merge(self.suggestion, data["into"], later_is_main=data["later_is_main"])
        except OrderError as error:
            self.comes_too_late = data["into"]
            self.add_error("into", error.message)
        except WorkflowError as error:
            self.add_error("into", error.message)
