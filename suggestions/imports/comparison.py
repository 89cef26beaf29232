"""A ledger row beside the suggestion the portal has already: what it adds, and where the two disagree.

A ledger may answer, complete or correct what came from a ledger. It never overrides what people did on the portal.
"""

from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal.models import Source

from ..models import Suggestion

Status, Conclusion = Suggestion.Status, Suggestion.Conclusion
TEXTS = ("category", "problem", "idea")


def changes(suggestion, entry):
    """Names of the facts that the row adds or changes; empty when the portal knows it all."""
    implementing = (Status.IMPLEMENTING, Status.IMPLEMENTED)
    found = [name for name in TEXTS if getattr(entry, name) and getattr(entry, name) != getattr(suggestion, name)]
    if entry.conclusion and entry.conclusion != suggestion.conclusion:
        found.append("conclusion")
    if entry.progress == Status.IMPLEMENTING and suggestion.status not in implementing:
        found.append("progress")
    if entry.progress == Status.IMPLEMENTED and suggestion.status != Status.IMPLEMENTED:
        found.append("progress")
    benefit = getattr(suggestion, "benefit", None)
    for name in ("claimed", "verified"):
        told, known = getattr(entry, name), getattr(benefit, f"{name}_yuan", None)
        if told is not None and told != known:
            found.append(name)
    return found


def objections(suggestion, entry, changed):
    """[(column, reason)] why the row cannot be taken over although it says something new."""
    if suggestion.spam_at or suggestion.status == Status.WITHDRAWN:
        return [("title", _("%(number)s was withdrawn or set aside on the portal.") % {"number": suggestion.number})]
    found = [*_other_place(suggestion, entry), *_other_days(suggestion, entry)]
    if changed and not suggestion.from_ledger:
        reason = _("%(number)s was sent in on the portal. Please answer it there.")
        return [*found, ("title", reason % {"number": suggestion.number})]
    return [*found, *_other_conclusion(suggestion, entry, changed), *_done_on_the_portal(suggestion, entry, changed)]


def _other_place(suggestion, entry):
    if entry.shop_id != suggestion.shop_id:
        reason = _("On the portal %(number)s belongs to %(shop)s.")
        yield "shop", reason % {"number": suggestion.number, "shop": suggestion.shop.name}


def _other_days(suggestion, entry):
    """The same answer or completion on another day."""
    pairs = (
        ("answered_on", entry.conclusion == suggestion.conclusion and entry.answered_on, suggestion.concluded_at),
        ("done_on", entry.done_on, suggestion.implemented_at),
    )
    for column, told, known in pairs:
        if told and known and told != timezone.localdate(known):
            reason = _("The portal has %(day)s for %(number)s.")
            yield column, reason % {"number": suggestion.number, "day": timezone.localdate(known).isoformat()}


def _other_conclusion(suggestion, entry, changed):
    if "conclusion" not in changed:
        return
    if Status(entry.conclusion) not in Suggestion.TRANSITIONS.get(suggestion.status, ()):
        reason = _("On the portal %(number)s is already “%(status)s”.")
        yield "conclusion", reason % {"number": suggestion.number, "status": suggestion.get_status_display()}
    elif suggestion.concluded_at and entry.answered_on < timezone.localdate(suggestion.concluded_at):
        reason = _("The portal has %(day)s for %(number)s.")
        day = timezone.localdate(suggestion.concluded_at).isoformat()
        yield "answered_on", reason % {"number": suggestion.number, "day": day}


def _done_on_the_portal(suggestion, entry, changed):
    """Work and money that people look after on the portal are theirs to finish."""
    reason = _("%(number)s is being put into practice on the portal. Please finish it there.")
    implementation, benefit = (getattr(suggestion, name, None) for name in ("implementation", "benefit"))
    if "progress" in changed and implementation and implementation.source != Source.LEDGER:
        yield "progress", reason % {"number": suggestion.number}
    for name in ("claimed", "verified"):
        if name not in changed or benefit is None:
            continue
        known = getattr(benefit, f"{name}_yuan")
        if benefit.source != Source.LEDGER or benefit.verified_by_id:
            yield name, _("The benefit of %(number)s is looked after on the portal.") % {"number": suggestion.number}
        elif name == "verified" and known is not None:
            told = {"number": suggestion.number, "yuan": f"{known:,.2f}"}
            yield name, _("The portal has a verified benefit of ¥%(yuan)s for %(number)s.") % told
