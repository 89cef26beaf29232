from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from alliance_portal.staff_admin import RecordedAdmin, StaffPermissions

from .. import services
from ..models import Anchor, Criterion, Rubric


class UntilUsed:
    """For rubrics and their words: once somebody judges by them they are read, and no longer changed."""

    @staticmethod
    def is_used(obj):
        return bool(getattr(obj, "rubric", obj) and getattr(obj, "rubric", obj).used_at)

    def has_add_permission(self, request, obj=None):
        return super().has_add_permission(request, obj) and not self.is_used(obj)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and not self.is_used(obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not self.is_used(obj)


class CriterionInline(UntilUsed, StaffPermissions, admin.TabularInline):
    model = Criterion
    fields = ["place", "name", "points"]
    extra = 0
    show_change_link = True


class AnchorInline(UntilUsed, StaffPermissions, admin.TabularInline):
    model = Anchor
    fields = ["points_from", "points_to", "words"]
    extra = 0


class LockedRubric:
    """Whoever saves holds the rubric, so that nobody begins to judge by words that are just being changed."""

    def get_object(self, request, object_id, from_field=None):
        obj = super().get_object(request, object_id, from_field)
        if obj and request.method == "POST":
            rubric = Rubric.objects.select_for_update().get(pk=getattr(obj, "rubric_id", obj.pk))
            return self._with(obj, rubric)
        return obj


@admin.register(Rubric)
class RubricAdmin(LockedRubric, RecordedAdmin):
    """Criteria stand here; what their points mean stands with each of them."""

    list_display = ["name", "version", "enterprise", "points", "is_active", "used_at"]
    list_filter = ["is_active", "enterprise"]
    list_select_related = ["enterprise"]
    search_fields = ["name", "criteria__name"]
    autocomplete_fields = ["enterprise"]
    fields = ["enterprise", "name", "version", "is_active", "used_at"]
    readonly_fields = ["version", "used_at"]
    inlines = [CriterionInline]
    actions = ["make_new_version"]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("criteria")

    def get_readonly_fields(self, request, obj=None):
        """Whether it is offered is no part of its words."""
        words = ["enterprise", "name"] if obj and obj.used_at else []
        return [*super().get_readonly_fields(request, obj), *words]

    def has_delete_permission(self, request, obj=None):
        """Scores name it: a rubric that has had its day is no longer “offered”."""
        return False

    @staticmethod
    def _with(_obj, rubric):
        return rubric

    @admin.display(description=_("points"))
    def points(self, rubric):
        return rubric.points

    @admin.action(description=_("Make a new version"))
    def make_new_version(self, request, rubrics):
        text = _("The copy can be changed. It is not offered until you say so; the one before it then no longer is.")
        words = {"title": _("Make a new version"), "text": text, "button": _("Copy")}
        return self.step(request, rubrics, services.make_new_version, **words)


@admin.register(Criterion)
class CriterionAdmin(LockedRubric, UntilUsed, RecordedAdmin):
    """What the points of one criterion mean."""

    list_display = ["name", "rubric", "points", "place"]
    list_filter = ["rubric__enterprise"]
    list_select_related = ["rubric__enterprise"]
    search_fields = ["name", "rubric__name"]
    fields = ["rubric", "name", "points", "place"]
    readonly_fields = ["rubric"]
    inlines = [AnchorInline]

    def has_add_permission(self, request, obj=None):
        """A criterion is added where its rubric stands."""
        return False

    def has_delete_permission(self, request, obj=None):
        """The same for taking it out."""
        return False

    @staticmethod
    def _with(criterion, rubric):
        criterion.rubric = rubric
        return criterion
