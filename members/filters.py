import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .models import Department, Person


def _departments(request):
    """Those of the enterprise whose roster is shown; the view puts it on the request's filter."""
    return Department.objects.visible_to(request.user).select_related("parent")


class RosterFilter(django_filters.FilterSet):
    """What the roster can be searched and sorted by; `enterprise` narrows the departments offered."""

    q = django_filters.CharFilter(label=_("Name or work number"), method="search")
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
        empty_label=_("All"),
    )
    service = django_filters.ChoiceFilter(
        label=_("Service"),
        choices=[("in", _("In service")), ("left", _("Left"))],
        method="by_service",
        empty_label=_("All"),
    )
    sort = django_filters.OrderingFilter(
        fields={"work_number": "number", "name": "name", "department__name": "department"}, label=_("Sort")
    )

    class Meta:
        model = Person
        fields = []

    def __init__(self, *args, enterprise, **kwargs):
        super().__init__(*args, **kwargs)
        department = self.form.fields["department"]
        department.queryset = department.queryset.filter(enterprise=enterprise)

    def search(self, people, _name, text):
        return people.filter(Q(name__icontains=text) | Q(work_number__icontains=text))

    def in_department(self, people, _name, department):
        return people.filter(
            department__in=Department.objects.visible_to(self.request.user).under(department)
        )

    def by_account(self, people, _name, choice):
        if choice == "no":
            return people.filter(user=None)
        return people.filter(user__isnull=False, user__last_login__isnull=choice == "link")

    def by_service(self, people, _name, choice):
        return people.filter(in_service=choice == "in")
