"""Which enterprises of the district are compared: by name, industry, town, kind, and alliance."""

import django_filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from members.models import Enterprise
from workshops.models import Alliance, AllianceMembership, EnterpriseKind

LONGEST_WORDS = 40


class EnterpriseFilter(django_filters.FilterSet):
    """What the address asks for; a value that nobody has leaves no enterprise."""

    q = django_filters.CharFilter(
        label=_("Name of the enterprise"), method="matching",
        widget=forms.TextInput(attrs={"type": "search", "maxlength": LONGEST_WORDS, "placeholder": _("Search by name")})
    )  # fmt: skip
    industry = django_filters.CharFilter(label=_("Industry"), widget=forms.Select)
    town = django_filters.CharFilter(label=_("Town or park"), widget=forms.Select)
    kind = django_filters.ModelChoiceFilter(
        label=_("Kind of enterprise"), field_name="kinds", empty_label=_("All kinds"),
        queryset=lambda request: EnterpriseKind.objects.visible_to(request.user).in_use(),
    )  # fmt: skip
    alliance = django_filters.ModelChoiceFilter(
        label=_("Alliance"), to_field_name="slug", empty_label=_("All alliances"), method="in_alliance",
        queryset=lambda request: Alliance.objects.visible_to(request.user).order_by("name"),
    )  # fmt: skip

    class Meta:
        model = Enterprise
        fields = ["q", "industry", "town", "kind", "alliance"]

    def matching(self, queryset, name, text):
        text = text[:LONGEST_WORDS]
        return queryset.filter(Q(name__icontains=text) | Q(short_name__icontains=text) | Q(code__iexact=text))

    def in_alliance(self, queryset, name, alliance):
        """Those of which a workshop belongs to it today, or to an alliance inside it."""
        nested = Alliance.objects.visible_to(self.request.user).within(alliance)
        held = AllianceMembership.objects.visible_to(self.request.user).current().filter(alliance__in=nested)
        return queryset.filter(pk__in=held.order_by().values("workshop__enterprise"))

    @property
    def asked(self):
        """The parameters that narrow; those that make no sense are none."""
        self.form.is_valid()
        understood = {name for name, value in self.form.cleaned_data.items() if value}
        return {name: self.data[name] for name in self.Meta.fields if name in understood}

    def offer(self):
        """Give the lists what there is to choose from; a list without a choice is left out."""
        rows = Enterprise.objects.visible_to(self.request.user).order_by()
        for name, everything in (("industry", _("All industries")), ("town", _("All towns"))):
            values = rows.exclude(**{name: ""}).values_list(name, flat=True).distinct().order_by(name)
            self._offer(name, [("", everything), *((value, value) for value in values)])
        for name in ("kind", "alliance"):
            self._offer(name, list(self.form.fields[name].choices))
        return self

    def _offer(self, name, choices):
        if len(choices) > 1:
            self.form.fields[name].widget.choices = choices
        elif name not in self.asked:
            del self.form.fields[name]


def narrowing_of(request):
    """(the parameters that narrow, the ids of the enterprises that are left), ({}, None) where none does."""
    everything = Enterprise.objects.visible_to(request.user).order_by()
    found = EnterpriseFilter(request.GET, queryset=everything, request=request)
    if not found.asked:
        return {}, None
    return found.asked, frozenset(found.qs.values_list("pk", flat=True))
