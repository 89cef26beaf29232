"""Which workshops a page lists."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Alliance, Workshop

SORTS = {
    "name": (_("By name"), ("name", "pk")),
    "newest": (_("Newly founded first"), None),
    "members": (_("Largest first"), ("-member_count", "name", "pk")),
}


class WorkshopFilter(django_filters.FilterSet):
    """The list of workshops by kind, enterprise, alliance (with what is nested in it) and words."""

    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=Workshop.Kind.choices, widget=forms.HiddenInput)
    enterprise = django_filters.ModelChoiceFilter(
        label=_("Enterprise"), to_field_name="code", empty_label=_("All enterprises"), queryset=lambda request: (
            Workshop.objects.visible_to(request.user).enterprises()
        )
    )  # fmt: skip
    alliance = django_filters.ModelChoiceFilter(
        label=_("Alliance"), to_field_name="slug", empty_label=_("All alliances"), method="of_alliance",
        queryset=lambda request: Alliance.objects.visible_to(request.user),
    )  # fmt: skip
    innovation = django_filters.ChoiceFilter(
        label=_("Innovates in"), empty_label=_("Any kind of innovation"), choices=Workshop.Innovation.choices,
        method="innovating_in",
    )  # fmt: skip
    q = django_filters.CharFilter(
        label=_("Words in the name, the speciality or the leader's name"),
        method="matching",
        widget=forms.TextInput(attrs={"type": "search", "maxlength": 40, "placeholder": _("Name or speciality")}),
    )
    sort = django_filters.ChoiceFilter(
        label=_("Order"), empty_label=None, choices=[(code, label) for code, (label, _fields) in SORTS.items()],
        method="sorted_by",
    )  # fmt: skip

    class Meta:
        model = Workshop
        fields = ["kind", "enterprise", "alliance", "innovation", "q", "sort"]

    def innovating_in(self, queryset, name, kind):
        return queryset.innovating_in(kind)

    def of_alliance(self, queryset, name, alliance):
        return queryset.within(alliance)

    def matching(self, queryset, name, text):
        return queryset.matching(text[:40])

    def sorted_by(self, queryset, name, sort):
        fields = SORTS[sort][1]
        return queryset.order_by(*fields) if fields else queryset.newest_first()
