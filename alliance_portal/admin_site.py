"""The shared admin site of district union staff; people of enterprises never enter it."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from members.permissions import is_district_staff


class PortalAdminSite(admin.AdminSite):
    site_title = _("Union staff")
    site_header = _("Union staff")
    index_title = _("Today's work")

    def has_permission(self, request):
        return is_district_staff(request.user)
