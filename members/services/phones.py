"""Telephone numbers and contacts are masked where they are shown; who reads them in full says why, and it is kept."""

from django.db import transaction
from django.utils.translation import gettext as _

from alliance_portal import audit
from alliance_portal.text import clean_line
from alliance_portal.workflow import WorkflowError

# As many as somebody may have to call in one matter.
MOST_AT_ONCE = 50


def read_phones(people, *, by, reason):
    """The people with their numbers; an entry for each, with the reason, before anything is shown.

    Raises WorkflowError without a reason, and for more than fifty at once.
    """
    return _read(people, by, reason)


def read_contacts(rows, *, by, reason):
    """The same for rows with a `contact` that somebody has left to be answered: objections, remarks."""
    return _read(rows, by, reason)


def _read(rows, by, reason):
    reason = clean_line(reason)
    if not reason:
        raise WorkflowError(_("Please write down why it is needed in full."))
    with transaction.atomic():
        shown = list(rows[: MOST_AT_ONCE + 1])
        if len(shown) > MOST_AT_ONCE:
            raise WorkflowError(_("At most 50 at once. Please choose fewer."))
        for row in shown:
            enterprise = getattr(row, "enterprise_id", None)
            audit.record(audit.Act.PHONE_READ, by=by, about=row, enterprise=enterprise, detail=reason)
    return shown
