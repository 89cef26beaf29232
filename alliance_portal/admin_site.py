"""The shared admin site of district union staff; people of enterprises never enter it."""

from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from members.permissions import is_auditor, is_district_staff

from .admin_index import in_task_words, todays_work
from .admin_urls import extra_admin_urls
from .staff_admin import StaffPermissions

AUDIT = "alliance_portal_auditentry"


class Autocomplete(AutocompleteJsonView):
    def serialize_result(self, obj, to_field_name):
        option = super().serialize_result(obj, to_field_name)
        return {**option, "text": self.model_admin.option_label(obj)}


class PortalAdminSite(admin.AdminSite):
    site_title = _("Union staff")
    site_header = _("Union staff")
    index_title = _("Today's work")
    index_template = "admin/todays_work.html"

    def register(self, model_or_iterable, admin_class=None, **options):
        """Takes our own pages alone: those of other packages ask for groups and permissions, which nobody here has."""
        if admin_class and issubclass(admin_class, StaffPermissions):
            super().register(model_or_iterable, admin_class, **options)

    # What an auditor finds here; everything else answers as it does to anybody without business in it.
    FOR_AUDITORS = frozenset(
        {"index", "app_list", "logout", "password_change", "jsi18n", f"{AUDIT}_changelist", f"{AUDIT}_change"}
    )

    def has_permission(self, request):
        if is_district_staff(request.user):
            return True
        page = request.resolver_match
        return is_auditor(request.user) and page is not None and page.url_name in self.FOR_AUDITORS

    def may_work(self, request):
        """Whether the pages about records are for this person: an auditor comes in, and sees the audit alone."""
        return is_district_staff(request.user)

    def get_urls(self):
        return [*extra_admin_urls(self), *super().get_urls()]

    @method_decorator(never_cache)
    @method_decorator(login_not_required)
    def login(self, request, extra_context=None):
        """There is one sign-in page, with its limits; who is signed in and no staff has no business here."""
        if not request.user.is_authenticated:
            return redirect_to_login(request.GET.get("next") or request.path)
        if not self.has_permission(request):
            raise PermissionDenied
        return redirect("admin:index")

    def logout(self, request, extra_context=None):
        return redirect("account_logout")

    def password_change(self, request, extra_context=None):
        return redirect("account_change_password")

    def autocomplete_view(self, request):
        return Autocomplete.as_view(admin_site=self)(request)

    def index(self, request, extra_context=None):
        if not is_district_staff(request.user):
            return redirect(f"admin:{AUDIT}_changelist")
        return super().index(request, {"counters": todays_work(request.user), **(extra_context or {})})

    def get_app_list(self, request, app_label=None):
        app_list = super().get_app_list(request, app_label)
        return app_list if app_label else in_task_words(app_list)
