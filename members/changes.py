"""What happened to somebody on the roster, from the versions that are kept."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

MOST_SHOWN = 30


@dataclass(frozen=True)
class Change:
    """One line: when, by whom ("" for nobody in particular), and what."""

    at: datetime
    who: str
    text: str


def changes_of(person):
    """The newest first, at most thirty; versions that only correct something are left out."""
    versions = list(person.history.select_related("history_user__person", "department__parent")[: MOST_SHOWN + 1])
    pairs = zip(versions, [*versions[1:], None], strict=False)
    lines = [(version, _what(version, before)) for version, before in pairs]
    return [Change(one.history_date, str(one.history_user or ""), text) for one, text in lines if text][:MOST_SHOWN]


def _first(version):
    """The oldest version that is kept; of people who were there before versions were, it tells the reason alone."""
    if version.history_type == "+":
        return _("On the roster: %(department)s") % {"department": version.department}
    reason = version.history_change_reason
    return f"{reason}{_(' · ')}{version.department}" if reason else ""


def _what(now, before):
    if before is None:
        return _first(now)
    if before.in_service and not now.in_service:
        return _("Left")
    if now.in_service and not before.in_service:
        return _("Came back: %(department)s") % {"department": now.department}
    if now.department_id != before.department_id:
        facts = {"before": before.department, "now": now.department}
        return _("Moved from %(before)s to %(now)s") % facts
    return ""
