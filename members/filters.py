import django_filters
from django import forms
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .models import (
    DISTRICT_ROLES,
    DataRequest,
    Department,
    Person,
    Role,
    RoleAssignment,
    SkillCertificate,
    Speciality,
    Story,
)


def _departments(request):
    """Every department before its own teams, as they are named in the list."""
    departments = Department.objects.visible_to(request.user).select_related("parent")
    return departments.order_by(Coalesce("parent__name", "name"), F("parent").asc(nulls_first=True), "name")


class RosterFilter(django_filters.FilterSet):
    """What the roster of `enterprise` can be searched and sorted by; `enterprises` are those to choose from."""

    enterprise = django_filters.ChoiceFilter(label=_("Enterprise"), empty_label=None, method="as_shown")
    q = django_filters.CharFilter(
        label=_("Name or work number"),
        method="search",
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("Name or work number"), "maxlength": 40}),
    )
    department = django_filters.ModelChoiceFilter(
        label=_("Department"), queryset=_departments, method="in_department", empty_label=_("All departments")
    )
    account = django_filters.ChoiceFilter(
        label=_("Account"),
        choices=[
            ("yes", _("Has signed in")),
            ("link", _("Link handed out, not used")),
            ("no", _("No account")),
        ],
        method="by_account",
        empty_label=_("With or without account"),
    )
    service = django_filters.ChoiceFilter(
        label=_("Service"),
        choices=[("in", _("In service")), ("left", _("Left"))],
        method="by_service",
        empty_label=_("In service or left"),
    )
    sort = django_filters.ChoiceFilter(
        label=_("Sort"),
        choices=[("name", _("By their names")), ("department", _("By department"))],
        method="in_order",
        empty_label=_("By work number"),
    )

    class Meta:
        model = Person
        fields = []

    def __init__(self, *args, enterprise, enterprises, **kwargs):
        super().__init__(*args, **kwargs)
        if len(enterprises) > 1:
            self.filters["enterprise"].extra["choices"] = [(each.code, each.short_name) for each in enterprises]
        else:
            del self.filters["enterprise"]
        department = self.form.fields["department"]
        department.queryset = department.queryset.filter(enterprise=enterprise)

    def as_shown(self, people, _name, _code):
        """The view has chosen the enterprise already."""
        return people

    def search(self, people, _name, text):
        text = text[:40]
        return people.filter(Q(name__icontains=text) | Q(work_number__icontains=text))

    def in_department(self, people, _name, department):
        return people.filter(department__in=Department.objects.visible_to(self.request.user).under(department))

    def by_account(self, people, _name, choice):
        if choice == "no":
            return people.filter(user=None)
        return people.filter(user__isnull=False, user__last_login__isnull=choice == "link")

    def in_order(self, people, _name, choice):
        return people.order_by({"name": "name", "department": "department__name"}[choice], "work_number")

    def by_service(self, people, _name, choice):
        return people.filter(in_service=choice == "in")


class StoryFilter(django_filters.FilterSet):
    """Stories at the workbench by state and by whom they are told of; words that nobody else reads are not searched."""

    q = django_filters.CharFilter(
        label=_("Name or title"),
        method="search",
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("Name or title"), "maxlength": 40}),
    )
    state = django_filters.ChoiceFilter(
        field_name="status", label=_("State"), empty_label=_("All states"), choices=Story.Status.choices
    )
    enterprise = django_filters.ChoiceFilter(
        field_name="person__enterprise__code", label=_("Enterprise"), empty_label=_("All enterprises")
    )
    sort = django_filters.ChoiceFilter(
        label=_("Sort"), choices=[("name", _("By their names"))], method="in_order", empty_label=_("Last changed first")
    )

    class Meta:
        model = Story
        fields = []

    def __init__(self, data, *, queryset, request):
        super().__init__(data, queryset=queryset, request=request)
        kept = Story.objects.visible_to(request.user).kept_by(request.user).order_by()
        pairs = kept.values_list("person__enterprise__code", "person__enterprise__short_name").distinct()
        choices = sorted(set(pairs))
        self.filters["enterprise"].extra["choices"] = choices
        if len(choices) < 2 and not data.get("enterprise"):
            del self.filters["enterprise"]

    def search(self, stories, _name, text):
        text = text[:40]
        titled = stories.readable().filter(title__icontains=text).order_by().values("pk")
        return stories.filter(Q(person__name__icontains=text) | Q(pk__in=titled))

    def in_order(self, stories, _name, choice):
        return stories.order_by("person__name", "pk")


class RoleFilter(django_filters.FilterSet):
    """Roles of one enterprise, by what they are and who holds them."""

    role = django_filters.ChoiceFilter(
        label=_("Role"),
        choices=[(role.value, role.label) for role in Role if role not in DISTRICT_ROLES],
        empty_label=_("All roles"),
    )
    q = django_filters.CharFilter(
        label=_("Name or work number"),
        method="search",
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("Name or work number"), "maxlength": 40}),
    )

    class Meta:
        model = RoleAssignment
        fields = []

    def search(self, held, _name, text):
        text = text[:40]
        return held.filter(Q(user__person__name__icontains=text) | Q(user__person__work_number__icontains=text))


class CertificateFilter(django_filters.FilterSet):
    """Certificates at the workbench by state, department, speciality, grade, enterprise and owner."""

    STATES = (
        ("waiting", _("To be confirmed")),
        ("force", _("In force")),
        ("expiring", _("Run out within 60 days")),
        ("expired", _("Run out")),
        ("refused", _("Not confirmed")),
        ("revoked", _("Revoked")),
    )

    q = django_filters.CharFilter(
        label=_("Name, work number or certificate number"), method="search",
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("Name or number"), "maxlength": 40}),
    )  # fmt: skip
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=STATES, method="in_state", empty_label=_("All states")
    )
    department = django_filters.ModelChoiceFilter(
        label=_("Department"), queryset=_departments, method="in_department", empty_label=_("All departments")
    )
    speciality = django_filters.ModelChoiceFilter(
        label=_("Speciality"), to_field_name="name", empty_label=_("All specialities"),
        queryset=lambda request: Speciality.objects.visible_to(request.user).active(),
    )  # fmt: skip
    grade = django_filters.ChoiceFilter(
        label=_("Grade"), choices=Person.SkillGrade.choices, empty_label=_("All grades")
    )
    enterprise = django_filters.ChoiceFilter(
        field_name="person__enterprise__code", label=_("Enterprise"), empty_label=_("All enterprises")
    )
    sort = django_filters.ChoiceFilter(
        label=_("Sort"), choices=[("until", _("What runs out first")), ("name", _("By their names"))],
        method="in_order", empty_label=_("What waits first"),
    )  # fmt: skip

    class Meta:
        model = SkillCertificate
        fields = []

    def __init__(self, data, *, queryset, request):
        super().__init__(data, queryset=queryset, request=request)
        kept = SkillCertificate.objects.visible_to(request.user).kept_by(request.user).order_by()
        choices = sorted(set(kept.values_list("person__enterprise__code", "person__enterprise__short_name")))
        self.filters["enterprise"].extra["choices"] = choices
        if len(choices) < 2 and not data.get("enterprise"):
            del self.filters["enterprise"]

    def search(self, rows, _name, text):
        text = text[:40]
        owner = Q(person__name__icontains=text) | Q(person__work_number__icontains=text)
        return rows.filter(owner | Q(number__icontains=text))

    def in_state(self, rows, _name, state):
        day = timezone.localdate()
        days = {"force": rows.in_force_on, "expiring": rows.expiring_on, "expired": rows.expired_on}
        return days[state](day) if state in days else rows.filter(status=state)

    def in_department(self, rows, _name, department):
        return rows.filter(person__department__in=Department.objects.visible_to(self.request.user).under(department))

    def in_order(self, rows, _name, choice):
        order = {"until": (F("valid_until").asc(nulls_last=True),), "name": ("person__name",)}
        return rows.order_by(*order[choice], "pk")


class DataRequestFilter(django_filters.FilterSet):
    """Requests about one's own data, by what is asked for and what became of it."""

    status = django_filters.ChoiceFilter(
        label=_("Status"), choices=DataRequest.Status.choices, empty_label=_("Any status")
    )
    kind = django_filters.ChoiceFilter(
        label=_("What is asked for"), choices=DataRequest.Kind.choices, empty_label=_("Everything")
    )

    class Meta:
        model = DataRequest
        fields = []
