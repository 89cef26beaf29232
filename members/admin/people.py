"""Enterprises, departments, people, accounts and imported ledgers."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alliance_portal.masking import masked_numbers
from alliance_portal.staff_admin import (
    LongListAdmin,
    ReadOnlyAdmin,
    ReadOnlyTable,
    ReasonForm,
    RecordedAdmin,
    StaffModelAdmin,
    StaffPermissions,
)
from alliance_portal.workflow import WorkflowError

from .. import services
from ..access_slips import AccessSlip
from ..forms.people import PersonForm, StaffAccountForm
from ..models import (
    Department,
    Enterprise,
    Headcount,
    ImportBatch,
    ImportRow,
    Person,
    PersonSpeciality,
    RoleAssignment,
    User,
)
from ..reauthentication import freshly_signed_in

MOST_SLIPS = 60


@admin.register(Enterprise)
class EnterpriseAdmin(RecordedAdmin):
    list_display = ["short_name", "name", "code", "industry", "town", "answer_days", "is_active"]
    list_filter = ["is_active", "industry", "town"]
    search_fields = ["name", "short_name", "code"]
    fieldsets = [
        (None, {"fields": ["name", "short_name", "code", "is_active"]}),
        (_("Promises"), {"fields": ["answer_days", "opinion_days", "hazard_days", "major_days"]}),
        (_("About the enterprise"), {"fields": ["credit_code", "industry", "town"]}),
    ]

    def has_delete_permission(self, request, obj=None):
        """Its roles, boards and headcounts would go with it: an enterprise that leaves no longer “takes part”."""
        return False


@admin.register(Department)
class DepartmentAdmin(RecordedAdmin):
    list_display = ["name", "parent", "enterprise", "head", "is_active"]
    list_filter = ["is_active", "enterprise"]
    list_select_related = ["enterprise", "parent__parent", "head"]
    search_fields = ["name", "parent__name", "enterprise__short_name", "enterprise__name"]
    autocomplete_fields = ["enterprise", "parent", "head"]
    fields = ["enterprise", "parent", "name", "head", "is_active"]

    def option_label(self, department):
        return f"{department} · {department.enterprise}"


@admin.register(Headcount)
class HeadcountAdmin(RecordedAdmin):
    list_display = ["month", "enterprise", "department", "people"]
    list_filter = ["enterprise"]
    list_select_related = ["enterprise", "department__parent"]
    search_fields = ["enterprise__name", "enterprise__short_name", "department__name"]
    autocomplete_fields = ["enterprise", "department"]
    fields = ["enterprise", "department", "month", "people"]


class HasAccount(admin.SimpleListFilter):
    title = _("account")
    parameter_name = "account"

    def lookups(self, request, model_admin):
        return [("no", _("In service without account")), ("yes", _("With account"))]

    def queryset(self, request, people):
        if self.value() == "no":
            return people.without_account()
        return people.filter(user__isnull=False) if self.value() == "yes" else people


class HandsOutLinks:
    """One-time links from a list: shown once, as slips to print."""

    make_link = None
    actions = ["make_links"]

    @admin.action(description=_("Hand out sign-in links"))
    def make_links(self, request, chosen):
        chosen = self.without_oneself(request, chosen)
        form, question = self.ask_first(
            request,
            chosen,
            title=_("Hand out sign-in links"),
            text=_("Each link works once, for 72 hours. Whoever holds it can come in under that name."),
            button=_("Make the links"),
        )
        return question if form is None else self.slips(request, chosen)

    @method_decorator(freshly_signed_in)
    def slips(self, request, chosen):
        if (left := chosen.count() - MOST_SLIPS) > 0:
            words = _("Only the first %(most)s got a link: %(left)s are left.") % {"most": MOST_SLIPS, "left": left}
            messages.warning(request, words)
        made = []

        def make(obj):
            made.append(AccessSlip(obj, self.make_link(obj, by=request.user)))

        self.carry_out(request, chosen[:MOST_SLIPS], make)
        context = {**self.admin_site.each_context(request), "opts": self.opts, "slips": made}
        context["title"] = _("Sign-in links")
        return TemplateResponse(request, "admin/access_slips.html", context)


class PersonSpecialityInline(StaffPermissions, admin.TabularInline):
    model = PersonSpeciality
    autocomplete_fields = ["speciality"]
    fields = ["speciality"]
    extra = 0
    max_num = services.MOST_SPECIALITIES

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("speciality")


@admin.register(Person)
class PersonAdmin(HandsOutLinks, RecordedAdmin):
    list_display = ["name", "work_number", "department", "enterprise", "post", "in_service", "user"]
    list_filter = [HasAccount, "in_service", "enterprise"]
    list_select_related = ["enterprise", "department__parent", "user__person"]
    search_fields = ["name", "work_number", "enterprise__short_name"]
    autocomplete_fields = ["enterprise", "department"]
    readonly_fields = ["user"]
    inlines = [PersonSpecialityInline]
    form = PersonForm
    actions = ["make_links", "read_phones"]
    fieldsets = [
        (None, {"fields": ["enterprise", "department", "work_number", "name", "user"]}),
        (_("At work"), {"fields": ["post", "skill_grade", "phone", "joined_on", "left_on", "in_service"]}),
    ]

    def option_label(self, person):
        return f"{person} · {person.enterprise}"

    def save_model(self, request, obj, form, change):
        """Whoever has left holds no role and heads no department, however it came to be known."""
        with transaction.atomic():
            if change and services.roster.lock_person(obj).erased_at:
                raise PermissionDenied
            came_back = change and "in_service" in form.changed_data and obj.in_service
            if came_back:
                obj.left_on = None
            super().save_model(request, obj, form, change)
            if came_back:
                services.roster.note_absence(obj, form.initial["left_on"], timezone.localdate())
            if "in_service" in form.changed_data and not obj.in_service:
                services.roster.stop_duties(obj, by=request.user)

    def has_change_permission(self, request, obj=None):
        """Whoever closed the account for good is a number, and nobody writes a name to it again."""
        return super().has_change_permission(request, obj) and not (obj and obj.erased_at)

    def has_delete_permission(self, request, obj=None):
        """Only a slip is deleted: whoever has an account or has left keeps what they did, and past headcounts."""
        is_slip = obj is None or (obj.user_id is None and obj.in_service)
        return super().has_delete_permission(request, obj) and is_slip

    make_link = staticmethod(services.make_access_link)

    @admin.action(description=_("Read phone numbers in full"))
    def read_phones(self, request, people):
        text = _("Who reads which numbers, and why, is kept in the audit. Please write no name into the reason.")
        words = {"title": _("Read phone numbers in full"), "text": text, "button": _("Show the numbers")}
        form, question = self.ask_first(request, people, form_class=ReasonForm, **words)
        return question if form is None else self.phones(request, people, form.cleaned_data["reason"])

    @method_decorator(freshly_signed_in)
    def phones(self, request, people, reason):
        try:
            shown = services.phones.read_phones(people, by=request.user, reason=reason)
        except WorkflowError as refusal:
            self.message_user(request, refusal.message, messages.WARNING)
            return None
        context = {**self.admin_site.each_context(request), "opts": self.opts, "people": shown}
        return TemplateResponse(request, "admin/phones.html", context | {"title": _("Phone numbers")})

    def without_oneself(self, request, people):
        return people.exclude(user=request.user).select_related("enterprise", "department__parent")


def with_roles(users):
    """Who stands above district staff is told by the roles, asked for all of them at once."""
    return users.prefetch_related("role_assignments")


class IsDistrict(admin.SimpleListFilter):
    title = _("whose")
    parameter_name = "district"

    def lookups(self, request, model_admin):
        return [("yes", _("District staff")), ("no", _("People of enterprises"))]

    def queryset(self, request, users):
        return users.filter(is_staff=self.value() == "yes") if self.value() in ("yes", "no") else users


class IsOpen(admin.SimpleListFilter):
    title = _("use")
    parameter_name = "open"

    def lookups(self, request, model_admin):
        return [("yes", _("Open")), ("no", _("Closed"))]

    def queryset(self, request, users):
        return users.filter(is_active=self.value() == "yes") if self.value() in ("yes", "no") else users


class RoleInline(ReadOnlyTable):
    model = RoleAssignment
    fk_name = "user"
    fields = ["role", "enterprise", "granted_by", "created_at"]
    verbose_name_plural = _("Roles (given and taken under “Roles”)")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("enterprise", "granted_by__person", "user__person")


@admin.register(User)
class UserAdmin(HandsOutLinks, StaffModelAdmin):
    list_display = ["account_name", "shown_name", "enterprise", "is_district", "is_open", "last_login"]
    list_filter = [IsDistrict, IsOpen]
    list_select_related = ["person__enterprise"]
    search_fields = ["username", "full_name", "person__name", "person__work_number"]
    readonly_fields = ["account_name", "person_entry", "is_open", "is_district", "last_login", "date_joined"]
    actions = ["make_links", "close", "reopen", "reset_second_step"]
    ordering = ["username"]

    def get_form(self, request, obj=None, **kwargs):
        return super().get_form(request, obj, **kwargs) if obj else StaffAccountForm

    def get_fieldsets(self, request, obj=None):
        if obj is None:
            return [(None, {"fields": ["username", "full_name"]})]
        return [
            (None, {"fields": ["account_name", "person_entry" if obj.person_or_none else "full_name"]}),
            (_("Use"), {"fields": ["is_open", "is_district", "last_login", "date_joined"]}),
        ]

    def get_readonly_fields(self, request, obj=None):
        return self.readonly_fields if obj else []

    def get_inlines(self, request, obj):
        return [RoleInline] if obj else []

    def has_change_permission(self, request, obj=None):
        """Only a name without a roster entry is written here; all else goes by actions and by the roster."""
        return super().has_change_permission(request, obj) and not (obj and obj.person_or_none)

    def has_delete_permission(self, request, obj=None):
        """An account is closed, not deleted: what it did keeps its author."""
        return False

    def save_form(self, request, form, change):
        unsaved = super().save_form(request, form, change)
        if change:
            return unsaved
        return services.open_staff_account(unsaved.username, unsaved.full_name, by=request.user)

    @admin.display(description=_("Account name"), ordering="username")
    def account_name(self, user):
        return user.username

    @admin.display(description=pgettext_lazy("of a person", "name"))
    def shown_name(self, user):
        return user.get_full_name()

    @admin.display(description=_("may sign in"), ordering="is_active", boolean=True)
    def is_open(self, user):
        return user.is_active and not user.has_left

    @admin.display(description=_("district staff"), ordering="is_staff", boolean=True)
    def is_district(self, user):
        return user.is_staff

    @admin.display(description=_("enterprise"), ordering="person__enterprise__name")
    def enterprise(self, user):
        return user.person_or_none and user.person_or_none.enterprise

    @admin.display(description=_("person"))
    def person_entry(self, user):
        return user.person_or_none

    make_link = staticmethod(services.make_account_link)

    def without_oneself(self, request, users):
        return users.exclude(pk=request.user.pk).select_related("person__enterprise", "person__department__parent")

    @admin.action(description=_("Close accounts"))
    def close(self, request, users):
        form, question = self.ask_first(
            request,
            users,
            title=_("Close accounts"),
            text=_("Nobody can sign in with them any more, from this moment on. They can be reopened."),
            button=_("Close accounts"),
        )
        if form is None:
            return question
        self.carry_out(request, with_roles(users), lambda user: services.close_account(user, by=request.user))

    @admin.action(description=_("Reopen accounts"))
    def reopen(self, request, users):
        form, question = self.ask_first(
            request, users, title=_("Reopen accounts"), text=_("The passwords stay as they were."), button=_("Reopen")
        )
        if form is None:
            return question
        self.carry_out(request, with_roles(users), lambda user: services.reopen_account(user, by=request.user))

    @admin.action(description=_("Take away the second step (phone lost)"))
    def reset_second_step(self, request, users):
        text = _("Make sure that it is the owner who asks. The next sign-in is by password alone, and sets it up anew.")
        words = {"title": _("Take away the second step"), "text": text, "button": _("Take it away")}
        form, question = self.ask_first(request, users, **words)
        return question if form is None else self.second_steps(request, users)

    @method_decorator(freshly_signed_in)
    def second_steps(self, request, users):
        self.carry_out(request, with_roles(users), lambda user: services.reset_second_step(user, by=request.user))


@admin.register(ImportBatch)
class ImportBatchAdmin(ReadOnlyAdmin):
    list_display = ["file_name", "kind", "enterprise", "state", "uploaded_by", "created_at", "committed_at"]
    list_filter = ["state", "kind", "enterprise"]
    list_select_related = ["enterprise", "uploaded_by__person"]
    search_fields = ["file_name", "enterprise__name", "sha256"]
    fields = ["file_name", "kind", "enterprise", "state", "uploaded_by", "created_at", "committed_at", "undone_at"]


@admin.register(ImportRow)
class ImportRowAdmin(LongListAdmin, ReadOnlyAdmin):
    list_display = ["number", "batch", "outcome", "shown_cells"]
    list_filter = ["outcome"]
    ordering = ["-batch_id", "number"]
    sortable_by = []
    list_select_related = ["batch"]
    search_fields = ["batch__file_name", "=number"]
    fields = [
        "batch",
        "number",
        "outcome",
        "shown_cells",
        "shown_values",
        "shown_problems",
        "shown_before",
        "shown_after",
    ]

    @admin.display(description=_("cells as read"))
    def shown_cells(self, row):
        return masked_numbers(" | ".join(str(cell) for cell in row.cells if cell not in (None, "")))[:80]

    @admin.display(description=_("values understood"))
    def shown_values(self, row):
        return masked_numbers(row.values)

    @admin.display(description=_("reasons"))
    def shown_problems(self, row):
        return masked_numbers(row.problems)

    @admin.display(description=_("before"))
    def shown_before(self, row):
        return masked_numbers(row.before)

    @admin.display(description=_("after"))
    def shown_after(self, row):
        return masked_numbers(row.after)
