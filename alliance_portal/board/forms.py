from django import forms
from django.utils.translation import gettext_lazy as _

from members.models import Department, Enterprise
from suggestions.models import Board


class BoardForm(forms.ModelForm):
    """A new board; the departments offered are those of the enterprises the person leads."""

    class Meta:
        model = Board
        fields = ["enterprise", "department", "name", "theme"]
        help_texts = {"name": _("So that you know it again: canteen, east gate.")}
        error_messages = {"name": {"required": _("Please write where it hangs.")}}

    def __init__(self, user, *args, **kwargs):
        super().__init__(*args, **kwargs)
        led = Enterprise.objects.visible_to(user).with_role(user, "leader", "officer")
        self.fields["enterprise"].queryset = led
        self.fields["department"].queryset = (
            Department.objects.visible_to(user).shops().filter(enterprise__in=led).select_related("enterprise")
        )
        self.fields["department"].empty_label = _("The whole enterprise")
        if len(led) == 1:
            self._only(led[0])
        else:
            self.fields["department"].label_from_instance = lambda one: f"{one.enterprise} {one}"

    def _only(self, enterprise):
        """Nothing to choose between."""
        self.instance.enterprise = enterprise
        del self.fields["enterprise"]
