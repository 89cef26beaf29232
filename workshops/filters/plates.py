"""Which plates a page lists."""

import django_filters
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..models import Designation, Workshop


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
