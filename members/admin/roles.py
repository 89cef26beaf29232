"""Roles, given and taken by district staff."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.decorators import method_decorator

from alliance_portal.staff_admin import RecordedAdmin
from alliance_portal.workflow import WorkflowError

from .. import services
from ..models import RoleAssignment
from ..permissions import can_take_role
from ..reauthentication import freshly_signed_in


class GrantForm(forms.ModelForm):
    """Says at the form what the service would refuse; `by` is who gives the role."""

    by = None

    def clean(self):
        facts = super().clean()
        if {"user", "role"} <= facts.keys() and not self.errors:
            try:
                services.roles.check_grant(facts["user"], facts["role"], facts.get("enterprise"), by=self.by)
            except WorkflowError as refusal:
                raise ValidationError({"role": refusal.message}) from None
        return facts


@admin.register(RoleAssignment)
class RoleAssignmentAdmin(RecordedAdmin):
    """Roles are given and taken, never rewritten, so that the history tells who gave which."""

    list_display = ["user", "role", "enterprise", "granted_by", "created_at"]
    list_filter = ["role", "enterprise"]
    list_select_related = ["user__person", "enterprise", "granted_by__person"]
    search_fields = ["user__username", "user__full_name", "user__person__name", "enterprise__name"]
    autocomplete_fields = ["user", "enterprise"]
    fields = ["user", "role", "enterprise"]

    form = GrantForm

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        return type(form.__name__, (form,), {"by": request.user})

    @method_decorator(freshly_signed_in)
    def add_view(self, *args, **kwargs):
        return super().add_view(*args, **kwargs)

    @method_decorator(freshly_signed_in)
    def delete_view(self, *args, **kwargs):
        return super().delete_view(*args, **kwargs)

    def changelist_view(self, request, extra_context=None):
        """Only actions, which take roles away, ask for the password."""
        if request.method == "POST":
            return self._acted(request, extra_context)
        return super().changelist_view(request, extra_context)

    @method_decorator(freshly_signed_in)
    def _acted(self, request, extra_context):
        return super().changelist_view(request, extra_context)

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        may = obj is None or can_take_role(request.user, obj)
        return super().has_delete_permission(request, obj) and may

    def save_form(self, request, form, change):
        wanted = super().save_form(request, form, change)
        return services.grant_role(wanted.user, wanted.role, wanted.enterprise, by=request.user)

    def save_model(self, request, obj, form, change):
        """The service has saved it."""

    def delete_model(self, request, obj):
        services.revoke_role(obj.user, obj.role, obj.enterprise, by=request.user)

    def delete_queryset(self, request, queryset):
        for held in queryset.select_related("user", "enterprise"):
            self.delete_model(request, held)
