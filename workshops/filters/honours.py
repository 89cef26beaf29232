"""Which honours a page lists."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Honour


class HonourFilter(django_filters.FilterSet):
    """Honours at the workbench by enterprise, level, year, state and words."""

    enterprise = django_filters.ChoiceFilter(
        field_name="enterprise__code", label=_("Enterprise"), empty_label=_("All enterprises")
    )
    level = django_filters.ChoiceFilter(label=_("Level"), empty_label=_("All levels"), choices=Honour.Level.choices)
    year = django_filters.ChoiceFilter(field_name="granted_on__year", label=_("Year"), empty_label=_("All years"))
    state = django_filters.ChoiceFilter(
        field_name="status", label=_("State"), empty_label=_("All states"), choices=Honour.Status.choices
    )
    q = django_filters.CharFilter(
        label=_("Words in the title, the body or the name"), method="matching",
        widget=forms.TextInput(attrs={"type": "search", "maxlength": 40}),
    )  # fmt: skip

    class Meta:
        model = Honour
        fields = []

    def __init__(self, data, *, queryset, request):
        super().__init__(data, queryset=queryset, request=request)
        own = Honour.objects.visible_to(request.user).at_work(request.user).order_by()
        found = list(own.values_list("enterprise__code", "enterprise__short_name", "granted_on__year").distinct())
        self.filters["enterprise"].extra["choices"] = sorted({(code, name) for code, name, _year in found})
        years = sorted({year for _code, _name, year in found}, reverse=True)
        self.filters["year"].extra["choices"] = [(str(year), str(year)) for year in years]
        if len({code for code, _name, _year in found}) < 2 and not data.get("enterprise"):
            del self.filters["enterprise"]

    def matching(self, queryset, name, text):
        return queryset.matching(text[:40])
