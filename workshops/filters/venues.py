"""Which venues a page lists."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Venue


class VenueFilter(django_filters.FilterSet):
    """The list of venues by kind, enterprise and words."""

    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=Venue.Kind.choices, widget=forms.HiddenInput)
    enterprise = django_filters.ModelChoiceFilter(
        label=_("Enterprise"), to_field_name="code", empty_label=_("All enterprises"), queryset=lambda request: (
            Venue.objects.visible_to(request.user).in_use().enterprises()
        )
    )  # fmt: skip
    q = django_filters.CharFilter(
        label=_("Words in the name, the place or the equipment"),
        method="matching",
        widget=forms.TextInput(attrs={"type": "search", "maxlength": 40}),
    )

    class Meta:
        model = Venue
        fields = ["kind", "enterprise", "q"]

    def matching(self, queryset, name, text):
        return queryset.matching(text[:40])
