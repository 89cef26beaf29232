"""Filters of the radar and of the tables, kept in the address."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from alliance_portal import periods
from workshops.models import MergedRequest, Requirement, Superior, Workshop

# The last months are shown too: there one sees what merging has spared.
MONTHS_SHOWN, MONTHS_BACK = 12, 3


class WorkshopFilter(django_filters.FilterSet):
    """Which workshops the radar looks at."""

    enterprise = django_filters.ModelChoiceFilter(
        label=_("Enterprise"), to_field_name="code", empty_label=_("All enterprises"), queryset=lambda request: (
            Workshop.objects.visible_to(request.user).at_work(request.user).enterprises()
        )
    )  # fmt: skip
    kind = django_filters.ChoiceFilter(
        label=_("Kind"), choices=Workshop.Kind.choices, empty_label=_("All kinds"), widget=forms.Select
    )

    class Meta:
        model = Workshop
        fields = ["enterprise", "kind"]


class RequirementFilter(django_filters.FilterSet):
    """Which requirements are listed."""

    superior = django_filters.ModelChoiceFilter(
        label=_("Superior"),
        empty_label=_("All superiors"),
        queryset=lambda request: Superior.objects.visible_to(request.user),
    )
    q = django_filters.CharFilter(
        label=_("Words in the title"),
        method="matching",
        widget=forms.TextInput(attrs={"type": "search", "maxlength": 40}),
    )

    class Meta:
        model = Requirement
        fields = ["superior", "q"]

    def matching(self, queryset, name, text):
        return queryset.matching(text[:40])


class RequestFilter(django_filters.FilterSet):
    """Which requests are listed."""

    status = django_filters.ChoiceFilter(
        label=_("Status"), choices=MergedRequest.Status.choices, empty_label=_("All of them")
    )

    class Meta:
        model = MergedRequest
        fields = ["status"]


def months_shown(asked, today):
    """The year of months that begins with the one asked for, or a few before this one."""
    first = periods.parse_month(asked) or periods.add_months(today.replace(day=1), -MONTHS_BACK)
    return periods.Period(first, periods.add_months(first, MONTHS_SHOWN - 1))
