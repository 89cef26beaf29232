"""What the figures of workshops mean, in words."""

from django.utils.translation import gettext_lazy as _

from alliance_portal.definitions import Definition

from .plans import DEFINITIONS as PLANS

DEFINITIONS = (
    Definition(
        "workshops",
        _("Workshops"),
        _("Workshops in operation. One that carries several plates counts once, by its highest valid level."),
    ),
    *PLANS,
)
