"""What the national round of the “Five Smalls” asks of a result: what its record tells, and what has to be declared."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .models import Honour, Result

# What no record of the portal can tell; whoever puts a result forward says so of each.
DECLARED = (
    ("no_project", gettext_lazy("It is no project that government pays for.")),
    ("no_prize", gettext_lazy("It has won no prize in an earlier round.")),
    ("no_secret", gettext_lazy("It holds no secret of the state or of the enterprise.")),
    ("no_dispute", gettext_lazy("Nobody disputes whose it is.")),
)


@dataclass(frozen=True)
class Condition:
    """One condition, whether it is met, and what to do where it is not."""

    words: str
    is_met: bool
    advice: str


def conditions(result, year, now=None):
    """What the record of a result, with its honours and entries, tells of a year; as it is `now`."""
    since = result.in_use_since
    in_use = since is not None and since <= timezone.localdate(now)
    honours, entries = list(result.honours.all()), list(result.national_entries.all())
    return [
        Condition(
            _("One of the five kinds"), result.five_small_id is not None, _("Choose the kind of “Five Smalls” there.")
        ),
        Condition(_("In use"), in_use, _("Enter since when it is in use.")),
        Condition(
            _("Of the year"), in_use and since.year == year, _("It belongs to the round of the year in which it began.")
        ),
        Condition(
            _("Open to others"),
            result.visibility != Result.Visibility.ENTERPRISE,
            _("It is meant for your enterprise alone; what is handed in is read by others."),
        ),
        Condition(_("No former winner"), not any(map(_is_national, honours)), _("It has a national prize already.")),
        Condition(
            _("In no other round"),
            all(entry.year == year for entry in entries),
            _("It was put forward in another one."),
        ),
    ]


def _is_national(honour):
    return honour.is_valid and honour.level == Honour.Level.NATIONAL


def obstacles(result, year, now=None):
    """The conditions that are not met."""
    return [condition for condition in conditions(result, year, now) if not condition.is_met]


def going_out(entries):
    """Those of the entries (`with_makers`) that meet every condition today: what changed since is not handed in."""
    return [entry for entry in entries if not obstacles(entry.result, entry.year)]
