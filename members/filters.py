import django_filters
from django import forms
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from .models import Department, Person


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
