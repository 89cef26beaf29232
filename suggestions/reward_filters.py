"""Which rewards the ledger lists: what its address asks for, and nothing the address makes up."""

import django_filters
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alliance_portal.keyset import Order, may_be_empty

from .filters import Tab
from .models import Reward, Suggestion

Status = Reward.Status
TO_PROPOSE = "propose"
NEWEST, MISSING_FIRST = Order("-proposed_at", "-pk"), Order("-has_missing", "pk")
RESERVED_LAST = Order(may_be_empty("implemented_at"), "pk")
YEARS = 5


def reward_tabs():
    """The parts of the ledger in the order in which a reward goes through them."""
    return [
        Tab("approve", _("To be approved"), Q(status=Status.PROPOSED), Order("proposed_at", "pk")),
        Tab("send", _("To be sent"), Q(status=Status.APPROVED), Order("approved_at", "pk")),
        Tab("finance", pgettext_lazy("reward", "With finance"), Q(status=Status.SENT), Order("batch__sent_at", "pk")),
        Tab("receipt", _("To be confirmed"), Q(status=Status.PAID) | Q(has_missing=True), MISSING_FIRST),
        Tab("paid", pgettext_lazy("reward", "Paid"), Q(status__in=[Status.PAID, Status.RECEIVED])),
        Tab("all", _("All rewards"), Q()),
    ]


def usual_tab(roles):
    """Where somebody with these roles has something to do."""
    usual = {"officer": "approve", "reviewer": TO_PROPOSE, "finance": "finance"}
    return next((tab for role, tab in usual.items() if role in roles), "all")


class UnitFilter(django_filters.FilterSet):
    """By shop; `units` are those that can be chosen. A value that does not exist is as good as none."""

    unit = django_filters.ChoiceFilter(field_name="shop__name", label=_("Shop"), empty_label=_("All shops"))

    class Meta:
        model = Suggestion
        fields = []

    def __init__(self, data, *, queryset, units):
        super().__init__(data, queryset=queryset)
        self.filters["unit"].extra["choices"] = [(unit, unit) for unit in units]


class RewardFilter(UnitFilter):
    """By shop, by what the grade depends on, and by the year in which it was proposed."""

    unit = django_filters.ChoiceFilter(field_name="suggestion__shop__name", label=_("Shop"), empty_label=_("All shops"))
    basis = django_filters.ChoiceFilter(
        label=_("Graded by"), empty_label=_("Graded by anything"), choices=Reward.Basis.choices
    )
    year = django_filters.ChoiceFilter(
        field_name="proposed_at__year", label=_("Year of the proposal"), empty_label=_("All years")
    )

    class Meta:
        model = Reward
        fields = []

    def __init__(self, data, *, queryset, units):
        super().__init__(data, queryset=queryset, units=units)
        this_year = timezone.localdate().year
        years = [str(year) for year in range(this_year, this_year - YEARS, -1)]
        self.filters["year"].extra["choices"] = [(year, year) for year in years]
