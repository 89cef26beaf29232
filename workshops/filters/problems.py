"""Which problems a list shows."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from members.models import Speciality

from ..models import Problem

STATES = {
    "bids": ("taking_bids", pgettext_lazy("problems", "Open to bids")),
    "work": ("in_work", pgettext_lazy("problems", "Being worked on")),
    "solved": ("solved", pgettext_lazy("problems", "Solved")),
    "not-solved": ("not_solved", pgettext_lazy("problems", "Not solved or unclaimed")),
}


class ProblemFilter(django_filters.FilterSet):
    """Problems on the board by words, speciality, state and enterprise."""

    q = django_filters.CharFilter(
        label=_("Words of the problem"), method="matching",
        widget=forms.TextInput(attrs={"type": "search", "maxlength": 60}),
    )  # fmt: skip
    state = django_filters.ChoiceFilter(
        label=pgettext_lazy("problem", "State"), empty_label=_("All states"), method="in_state",
        choices=[(code, label) for code, (_name, label) in STATES.items()],
    )  # fmt: skip
    speciality = django_filters.ModelChoiceFilter(
        label=_("Speciality"), to_field_name="name", empty_label=_("All specialities"), method="about",
        queryset=lambda request: Speciality.objects.visible_to(request.user).active(),
    )  # fmt: skip
    enterprise = django_filters.ModelChoiceFilter(
        label=_("Enterprise"), to_field_name="code", empty_label=_("All enterprises")
    )

    class Meta:
        model = Problem
        fields = ["q", "state", "speciality", "enterprise"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["enterprise"].queryset = self.queryset.enterprises().order_by("name")

    def matching(self, problems, name, text):
        return problems.matching(text[:60])

    def in_state(self, problems, name, state):
        return getattr(problems, STATES[state][0])()

    def about(self, problems, name, speciality):
        return problems.about(speciality)
