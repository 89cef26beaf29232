"""What the figures of workshops mean, in words."""

from django.utils.translation import gettext_lazy as _

from alliance_portal.definitions import Definition

DEFINITIONS = (
    Definition(
        "workshops",
        _("Workshops"),
        _("Workshops in operation. One that carries several plates counts once, by its highest valid level."),
    ),
    Definition(
        "willing_people",
        _("People who may be asked"),
        _(
            "People in service, with an open account, who have said themselves that colleagues may ask them, and have"
            " not taken it back. By speciality: whoever has several counts under each."
        ),
    ),
)
