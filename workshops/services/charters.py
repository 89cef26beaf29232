"""The versions of an alliance's charter."""

from django.db.models import Max
from django.utils.translation import gettext as _

from alliance_portal.files import files_or_nothing, keep_file
from alliance_portal.workflow import WorkflowError

from ..models import Charter
from . import organs


def add_charter(alliance, *, by, attachment, summary, valid_from):
    """Add the next version of the charter; earlier ones stay as they were. `attachment` is a checked file.

    Raises WorkflowError for a day before that of the version before it.
    """
    if not summary.strip():
        raise WorkflowError(_("Please say in short what the charter says."))
    with files_or_nothing() as written:
        held = organs.hold(alliance)
        last = held.charters.aggregate(number=Max("number"), day=Max("valid_from"))
        if last["day"] and valid_from < last["day"]:
            words = _("The version before it holds from %(day)s. Please choose that day or a later one.")
            raise WorkflowError(words % {"day": last["day"]})
        charter = Charter(
            alliance=held, number=(last["number"] or 0) + 1, valid_from=valid_from, summary=summary, entered_by=by
        )
        keep_file(charter, attachment, written)
        charter.save()
    return charter
