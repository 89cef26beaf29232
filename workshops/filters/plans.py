"""Which items of a plan a page lists: what its address asks for."""

import django_filters
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alliance_portal.periods import month_name

from ..models import PlanItem, Workshop


def months_of(request):
    """The months of the plan that is shown."""
    plan = request.plan
    return [(str(n), month_name(plan.first_day.replace(month=n))) for n in range(1, 13)]


class PlanItemFilter(django_filters.FilterSet):
    """Items of one plan by workshop in charge, month, state and kind; `request.plan` is the plan."""

    owner = django_filters.ModelChoiceFilter(
        field_name="owners", label=_("Workshop in charge"), to_field_name="slug", empty_label=_("All workshops"),
        queryset=lambda request: Workshop.objects.visible_to(request.user).in_charge_of(request.plan),
    )  # fmt: skip
    month = django_filters.ChoiceFilter(
        label=_("Month"), empty_label=_("All months"), field_name="due_on__month", choices=[]
    )
    state = django_filters.ChoiceFilter(
        label=pgettext_lazy("plan item", "State"), empty_label=_("All states"), choices=PlanItem.State.choices,
        method="in_state",
    )  # fmt: skip
    kind = django_filters.ChoiceFilter(label=_("Kind"), empty_label=_("All kinds"), choices=PlanItem.Kind.choices)

    class Meta:
        model = PlanItem
        fields = ["owner", "month", "state", "kind"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["month"].extra["choices"] = months_of(self.request)

    def in_state(self, queryset, name, state):
        return queryset.in_state(state)
