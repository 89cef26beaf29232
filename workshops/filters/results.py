"""Which results somebody is looking for, and in which order they come."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from members.models import Speciality

from ..models import FiveSmallKind, Result, Workshop

ORDERS = {"used": "most_used_first", "benefit": "highest_benefit_first"}


class ResultFilter(django_filters.FilterSet):
    """Results by words, kind, speciality, enterprise and licence; whether finance has verified what they bring."""

    q = django_filters.CharFilter(
        label=_("Words in the problem, the method or the speciality"), method="matching",
        widget=forms.TextInput(attrs={"type": "search", "maxlength": 60}),
    )  # fmt: skip
    five_small = django_filters.ChoiceFilter(
        label=_("“Five Smalls”"), field_name="five_small__national", choices=FiveSmallKind.National.choices,
        empty_label=_("All kinds"),
    )  # fmt: skip
    innovation = django_filters.ChoiceFilter(
        label=_("Innovation in"), choices=Workshop.Innovation.choices, empty_label=_("Everything")
    )
    speciality = django_filters.ModelChoiceFilter(
        label=_("Speciality"), to_field_name="name", empty_label=_("All specialities"), method="about",
        queryset=lambda request: Speciality.objects.visible_to(request.user).active(),
    )  # fmt: skip
    enterprise = django_filters.ModelChoiceFilter(
        label=_("Enterprise"), to_field_name="code", empty_label=_("All enterprises")
    )
    licence = django_filters.ChoiceFilter(
        label=pgettext_lazy("of a result", "Licence"), choices=Result.Licence.choices, empty_label=_("Any licence")
    )
    verified = django_filters.ChoiceFilter(
        label=_("Benefit"), choices=[("yes", _("Verified by finance"))], empty_label=_("Verified or not"),
        method="is_verified",
    )  # fmt: skip
    sort = django_filters.ChoiceFilter(
        label=_("Order"), choices=[("used", _("Most used elsewhere")), ("benefit", _("Highest verified benefit"))],
        empty_label=_("Newest first"), method="keep_all",
    )  # fmt: skip

    class Meta:
        model = Result
        fields = ["q", "five_small", "innovation", "speciality", "enterprise", "licence", "verified", "sort"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["enterprise"].queryset = self.queryset.enterprises().order_by("name")

    @property
    def in_order(self):
        """What was found, with all that a card shows, in the order of the address."""
        found = self.qs.for_list()
        return getattr(found, ORDERS.get(self.form.cleaned_data.get("sort"), "newest_first"))()

    def matching(self, results, name, text):
        return results.matching(text[:60])

    def about(self, results, name, speciality):
        return results.about(speciality)

    def is_verified(self, results, name, value):
        return results.filter(verified_at__isnull=False)

    def keep_all(self, results, name, value):
        return results
