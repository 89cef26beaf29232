"""Who is told of a visit: the enterprise of what it may read, whoever promised something, the union of an answer."""

from django.db.models import Q

from alliance_portal.text import headline
from members.models import Topic
from members.notifications import path_to, settle, tell
from members.permissions import is_district_staff

from ..querysets.visits import READERS
from .kinds import visits as kinds
from .recipients import accounts

TEXT_LENGTH = 80


def readers_of(visit):
    """The accounts of the enterprise's officers and leaders."""
    held = Q(role_assignments__enterprise=visit.enterprise_id, role_assignments__role__in=READERS)
    return accounts(held)


def union_of(visit):
    """Those of the union who went and who wrote it down."""
    there = Q(pk__in=visit.accounts.values("pk")) | Q(pk=visit.recorded_by_id)
    return [user for user in accounts(there).prefetch_related("role_assignments") if is_district_staff(user)]


def _holders_of(promise):
    """Whoever is responsible; where that is nobody with an account that is still open, the union's own people."""
    return list(accounts(Q(pk=promise.responsible_id))) or union_of(promise.visit)


def _all_of(promise):
    """Whoever is responsible, and all others of the union who were there."""
    return list(dict.fromkeys([*_holders_of(promise), *union_of(promise.visit)]))


def _about(promise):
    return f"promise:{promise.pk}"


def _tell_readers(kind, visit, now, *, subject="", **facts):
    path = path_to("workshops:visit", visit.pk)
    tell(kind, readers_of(visit), subject=subject or f"visit:{visit.pk}", path=path, now=now, **facts)


def _tell_union(kind, visit, users, now, *, subject="", **facts):
    """Staff go to the admin, others who are responsible to the page of their enterprise."""
    subject, facts = subject or f"visit:{visit.pk}", facts | {"enterprise": str(visit.enterprise)}
    staff = [user for user in users if is_district_staff(user)]
    tell(kind, staff, subject=subject, path=path_to("admin:workshops_visit_change", visit.pk), now=now, **facts)
    others = [user for user in users if user not in staff]
    tell(kind, others, subject=subject, path=path_to("workshops:visit", visit.pk), now=now, **facts)


def _brief(text):
    return headline(text, TEXT_LENGTH)


def shared(visit, now):
    _tell_readers(kinds.visit_shared, visit, now, day=visit.visited_on.isoformat(), promises=visit.promises.count())


def followed_up(visit, text, now):
    _tell_readers(kinds.visit_followed_up, visit, now, day=visit.visited_on.isoformat(), text=_brief(text))


def closed(visit, text, now):
    _tell_readers(kinds.visit_closed, visit, now, day=visit.visited_on.isoformat(), text=_brief(text))


def answered(visit, text, now):
    facts = {"day": visit.visited_on.isoformat(), "text": _brief(text)}
    _tell_union(kinds.visit_answered, visit, union_of(visit), now, **facts)


def _tell_holders(kind, promise, now):
    facts = {"text": _brief(promise.words), "day": promise.due_on.isoformat(), "subject": _about(promise)}
    _tell_union(kind, promise.visit, _holders_of(promise), now, **facts)


def promised(promise, now):
    """Whoever is responsible."""
    _tell_holders(kinds.promise_made, promise, now)


def promised_too(promise, now):
    """The enterprise, of what came after it had read the rest."""
    facts = {"text": _brief(promise.words), "day": promise.due_on.isoformat()}
    _tell_readers(kinds.promise_added, promise.visit, now, **facts)


def due_soon(promise, now):
    _tell_holders(kinds.promise_soon, promise, now)


def late(promise, now):
    _tell_holders(kinds.promise_late, promise, now)


def kept(promise, now):
    """Whoever was responsible need do nothing more; the enterprise is asked."""
    settle(_about(promise), Topic.WORKSHOPS)
    _tell_readers(kinds.promise_kept, promise.visit, now, subject=_about(promise), text=_brief(promise.words))


def not_kept(promise, reason, now):
    settle(_about(promise), Topic.WORKSHOPS)
    facts = {"text": _brief(promise.words), "reason": _brief(reason)}
    _tell_readers(kinds.promise_given_up, promise.visit, now, **facts)


def confirmed(promise, now):
    settle(_about(promise), Topic.WORKSHOPS)
    _tell_union(kinds.promise_confirmed, promise.visit, _all_of(promise), now, text=_brief(promise.words))


def denied(promise, words, now):
    settle(_about(promise), Topic.WORKSHOPS, users=readers_of(promise.visit))
    facts = {"text": _brief(promise.words), "words": _brief(words), "subject": _about(promise)}
    _tell_union(kinds.promise_denied, promise.visit, _all_of(promise), now, **facts)
