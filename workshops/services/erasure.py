"""What binds somebody who closes the account: workshops they lead."""

from django.utils.translation import gettext as _

from ..models import WorkshopMembership


def binds(person):
    """Words for each workshop that then needs somebody else to lead it."""
    led = WorkshopMembership.objects.led_by(person).filter(left_on=None)
    for name in led.values_list("workshop__name", flat=True):
        yield _("You lead %(workshop)s: tell your union officer who takes over.") % {"workshop": name}
