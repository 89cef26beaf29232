"""Which news a page lists."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..models import News


class NewsFilter(django_filters.FilterSet):
    """By kind and words; the order can be turned."""

    # Chosen by the links above the list; the form carries it along.
    kind = django_filters.ChoiceFilter(
        label=pgettext_lazy("of news", "Kind"), choices=News.Kind.choices, widget=forms.HiddenInput
    )
    q = django_filters.CharFilter(
        label=_("Words"),
        method="search",
        widget=forms.TextInput(attrs={"type": "search", "maxlength": 40, "placeholder": _("Words")}),
    )
    sort = django_filters.ChoiceFilter(
        label=_("Sort"), choices=[("old", _("Oldest first"))], method="in_order", empty_label=_("Newest first")
    )

    class Meta:
        model = News
        fields = []

    def search(self, rows, _name, text):
        return rows.matching(text[:40])

    def in_order(self, rows, _name, _choice):
        return rows.order_by("publish_at", "pk")
