"""How many people with a skill are needed where: looked at here, set at the workbench."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from alliance_portal.staff_admin import ReadOnlyAdmin

from ..models import SkillNeed


@admin.register(SkillNeed)
class SkillNeedAdmin(ReadOnlyAdmin):
    list_display = ["unit", "speciality", "least_grade", "number", "updated_at"]
    list_filter = ["least_grade", "speciality"]
    list_select_related = ["department__parent", "workshop", "speciality"]
    search_fields = ["department__name", "workshop__name", "speciality__name"]
    fields = ["unit", "speciality", "least_grade", "number", "updated_at"]

    @admin.display(description=_("unit"))
    def unit(self, need):
        return str(need.unit)
