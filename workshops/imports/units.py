"""Rows that belong to another enterprise than the one a file is read for."""

from django.utils.translation import gettext as _

from alliance_portal import ledgers
from members.models import Enterprise


def other_enterprises(enterprise):
    """{name as it is compared: enterprise} of all the others."""
    others = Enterprise.objects.exclude(pk=enterprise.pk)
    return {ledgers.key(name): one for one in others for name in (one.name, one.short_name) if name}


def check_unit(ledger, row, others):
    """Refuse a row whose column “unit” names one of the others."""
    if (unit := row.values.get("unit")) and ledgers.key(unit) in others:
        told = {"unit": unit, "enterprise": ledger.enterprise.short_name}
        ledger.refuse(row, "unit", _("This belongs to %(unit)s, and the file is read for %(enterprise)s.") % told)
