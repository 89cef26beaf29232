"""Who may read what a workshop or an enterprise has to share (密级)."""

from django.db import models
from django.utils.translation import pgettext_lazy


class Visibility(models.TextChoices):
    """From the widest to the narrowest."""

    PUBLIC = "public", pgettext_lazy("visibility", "Everybody")
    ALLIANCE = "alliance", pgettext_lazy("visibility", "Enterprises of the alliance")
    ENTERPRISE = "enterprise", pgettext_lazy("visibility", "Our enterprise only")


def reach_of(visibility):
    """0 for the narrowest, 2 for everybody; -1 for what is none."""
    narrowest_first = list(reversed(Visibility.values))
    return narrowest_first.index(visibility) if visibility in narrowest_first else -1
