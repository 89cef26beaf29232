"""Forms of staff that notice when somebody else has saved the record since they were opened."""

from django import forms
from django.utils.translation import gettext_lazy as _

from alliance_portal.inputs import VersionField


class VersionedForm(forms.ModelForm):
    """Compares the version it was made from with that of the row, which its page holds while it is saved."""

    seen_version = VersionField(required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "seen_version" in self.fields:
            self.fields["seen_version"].initial = self.instance.version

    def clean(self):
        data = super().clean()
        if self.instance.pk and data.get("seen_version") != self.instance.version:
            message = _(
                "Somebody else has changed this meanwhile. Please look at it anew in another window, then save."
            )
            self.data = self.data.copy()
            self.data["seen_version"] = self.instance.version
            raise forms.ValidationError(message)
        return data


class Held:
    """Whoever saves holds the row, so that of two who save at once the second one is told."""

    form = VersionedForm

    def get_object(self, request, object_id, from_field=None):
        found = super().get_object(request, object_id, from_field)
        if found and request.method == "POST":
            fresh = type(found).objects.select_for_update().get(pk=found.pk)
            found.version = fresh.version
        return found
