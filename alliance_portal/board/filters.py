"""Which boards the list shows; everything that is asked stands in the address."""

import django_filters
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from suggestions.models import Board

from .forms import led_by

ORDERS = {
    "unseen": (F("seen_at").asc(nulls_first=True), "pk"),
    "newest": ("-created_at", "-pk"),
}
BY_NAME = ("enterprise__short_name", "name", "pk")
# What was taken back last is what somebody looks for.
REVOKED_FIRST = ("-revoked_at", "-pk")


class BoardFilter(django_filters.FilterSet):
    """Those in use or, with `?state=revoked`, those taken back."""

    state = django_filters.ChoiceFilter(
        label=_("Which"), choices=[("revoked", _("Taken back"))], empty_label=_("In use"), method="keep_all"
    )
    enterprise = django_filters.ModelChoiceFilter(
        label=_("Enterprise"), to_field_name="code", empty_label=_("All enterprises"),
        queryset=lambda request: led_by(request.user),
    )  # fmt: skip
    sort = django_filters.ChoiceFilter(
        label=_("Order"), choices=[("unseen", _("Longest not seen first")), ("newest", _("Newest first"))],
        empty_label=_("By name"), method="keep_all",
    )  # fmt: skip

    class Meta:
        model = Board
        fields = ["state", "enterprise", "sort"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.form.fields["enterprise"].queryset.count() < 2:
            del self.form.fields["enterprise"]

    @property
    def _asked(self):
        self.form.is_valid()
        return self.form.cleaned_data

    @property
    def is_about_revoked(self):
        return self._asked.get("state") == "revoked"

    @property
    def in_order(self):
        shown = self.qs.revoked() if self.is_about_revoked else self.qs.live()
        usual = REVOKED_FIRST if self.is_about_revoked else BY_NAME
        return shown.order_by(*ORDERS.get(self._asked.get("sort"), usual))

    def keep_all(self, boards, name, value):
        return boards
