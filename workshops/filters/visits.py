"""Which visits a page lists."""

import django_filters
from django.utils.translation import gettext_lazy as _

from members.models import Enterprise
from members.permissions import enterprise_ids_with, is_district_staff

from ..models import Visit
from ..querysets.visits import READERS


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
