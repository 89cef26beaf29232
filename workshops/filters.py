"""Which workshops and which plates a page lists: what its address asks for, and nothing the address makes up."""

import django_filters
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models import Enterprise
from members.permissions import enterprise_ids_with, is_district_staff

from .models import Alliance, Designation, Venue, Visit, Workshop
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
    innovation = django_filters.ChoiceFilter(
        label=_("Innovates in"), empty_label=_("Any kind of innovation"), choices=Workshop.Innovation.choices,
        method="innovating_in",
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


class PlateFilter(django_filters.FilterSet):
    """Plates by level, system, state, enterprise, and the day on which they were valid."""

    STATES = [
        ("due", _("Review due within 90 days")),
        ("late", _("Not put right in time")),
        *Designation.Status.choices,
    ]

    enterprise = django_filters.ChoiceFilter(
        field_name="workshop__enterprise__code", label=_("Enterprise"), empty_label=_("All enterprises")
    )
    level = django_filters.ChoiceFilter(
        label=_("Level"), empty_label=_("All levels"), choices=Designation.Level.choices
    )
    system = django_filters.ChoiceFilter(
        label=_("Granting system"), empty_label=_("All systems"), choices=Designation.System.choices
    )
    state = django_filters.ChoiceFilter(
        label=_("State"), empty_label=_("All states"), choices=STATES, method="in_state"
    )
    on = django_filters.DateFilter(
        label=_("Valid on"), method="valid_on", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )

    class Meta:
        model = Designation
        fields = []

    def __init__(self, data, *, queryset, request):
        super().__init__(data, queryset=queryset, request=request)
        workshops = Workshop.objects.visible_to(request.user).at_work(request.user)
        offered = list(workshops.enterprises().order_by("name").values_list("code", "short_name"))
        self.filters["enterprise"].extra["choices"] = offered
        if len(offered) < 2 and not data.get("enterprise"):
            del self.filters["enterprise"]

    def in_state(self, queryset, name, state):
        if state == "due":
            return queryset.review_due()
        return queryset.rectification_late() if state == "late" else queryset.filter(status=state)

    def valid_on(self, queryset, name, day):
        """Those of workshops that were there that day, as the figures count them."""
        there = Workshop.objects.visible_to(self.request.user).there_on(day)
        return queryset.valid_on(day).filter(workshop__in=there.order_by().values("pk"))

    @property
    def day(self):
        """The day that was asked for, else today."""
        return self._chosen("on") or timezone.localdate()

    def narrow(self, workshops):
        """The workshops whose figures stand above the list: all, or those of the chosen enterprise."""
        code = self._chosen("enterprise")
        return workshops.filter(enterprise__code=code) if code else workshops

    def _chosen(self, name):
        self.form.is_valid()
        return self.form.cleaned_data.get(name)
