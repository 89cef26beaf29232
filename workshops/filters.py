import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from members.models import Enterprise
from members.permissions import enterprise_ids_with, is_district_staff

from .models import Alliance, Venue, Visit, Workshop
from .querysets.visits import READERS

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
    q = django_filters.CharFilter(
        label=_("Words in the name, the speciality or the leader's name"),
        method="matching",
        widget=forms.TextInput(attrs={"type": "search", "maxlength": 40}),
    )
    sort = django_filters.ChoiceFilter(
        label=_("Order"), empty_label=None, choices=[(code, label) for code, (label, _fields) in SORTS.items()],
        method="sorted_by",
    )  # fmt: skip

    class Meta:
        model = Workshop
        fields = ["kind", "enterprise", "alliance", "q", "sort"]

    def of_alliance(self, queryset, name, alliance):
        return queryset.within(alliance)

    def matching(self, queryset, name, text):
        return queryset.matching(text[:40])

    def sorted_by(self, queryset, name, sort):
        fields = SORTS[sort][1]
        return queryset.order_by(*fields) if fields else queryset.newest_first()


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


class VisitFilter(django_filters.FilterSet):
    """Visits by what is still owed, and for staff by enterprise."""

    SHOWS = {
        "open": (_("With open promises"), "with_open_promises"),
        "late": (_("With late promises"), "with_late_promises"),
    }
    show = django_filters.ChoiceFilter(
        label=_("What is shown"), method="of_state", empty_label=_("All visits"),
        choices=[(code, label) for code, (label, _name) in SHOWS.items()],
    )  # fmt: skip
    enterprise = django_filters.ModelChoiceFilter(
        label=_("Enterprise"), to_field_name="code", empty_label=_("All enterprises"), queryset=lambda request: (
            Enterprise.objects.visible_to(request.user).filter(visits__in=Visit.objects.visible_to(request.user)).distinct()
        )
    )  # fmt: skip

    class Meta:
        model = Visit
        fields = ["show", "enterprise"]

    def __init__(self, *args, **kwargs):
        """Whoever reads the visits of one enterprise has none to choose."""
        super().__init__(*args, **kwargs)
        user = self.request.user
        if not is_district_staff(user) and len(enterprise_ids_with(user, *READERS)) == 1:
            del self.filters["enterprise"]

    def of_state(self, queryset, name, code):
        return getattr(queryset, self.SHOWS[code][1])()
