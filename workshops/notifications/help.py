"""Both sides are told of every step of a request for help; each is called in the transaction of the step."""

from alliance_portal.text import clean_line
from members.models import Topic, User
from members.notifications import path_to, settle, tell

from .kinds import help as kinds
from .recipients import runners_of

TEXT_LENGTH = 60


def holders(request):
    """The accounts of those who are asked now: the person, or of a workshop its leaders and its officers."""
    if request.helper_id:
        return [request.helper.user] if request.helper.user_id else []
    return [user for user in runners_of(request.workshop) if user.person_or_none and user.pk != request.asker.user_id]


def asked(request, now):
    facts = {**_asker(request), "text": _brief(request.about), "day": request.due_on.isoformat()}
    if request.workshop_id and not request.helper_id:
        _tell(kinds.help_asked_workshop, holders(request), request, now, workshop=request.workshop.name, **facts)
    else:
        _tell(kinds.help_asked, holders(request), request, now, **facts)


def taken_up(request, by, note, now):
    _settle(request, request.asker.user)
    _tell_asker(kinds.help_taken_up, request, by, note, now)


def passed_on(request, by, note, now):
    """The asker reads who has it now, and that colleague that it is theirs."""
    _settle(request, request.asker.user)
    _tell_asker(kinds.help_passed_on, request, by, note, now, to=request.helper.name)
    facts = {"asker": request.asker.name, "enterprise": request.asker.enterprise.short_name}
    facts |= {"name": str(by), "text": _brief(request.about), "day": request.due_on.isoformat()}
    _tell(kinds.help_handed_on, holders(request), request, now, **facts)


def declined(request, by, note, now):
    _settle(request, request.asker.user)
    _tell_asker(kinds.help_declined, request, by, note, now)


def written(request, by, text, now):
    """Whoever did not write it reads it."""
    own = request.asker.user_id == by.pk
    others = holders(request) if own else [request.asker.user]
    _tell(kinds.help_written, others, request, now, **_said(request, by, text))


def solved(request, by, note, now):
    _settle(request)
    _tell(kinds.help_solved, holders(request), request, now, **_said(request, by, note))


def withdrawn(request, by, now):
    _settle(request)
    facts = {"name": request.asker.name, "text": _brief(request.about)}
    _tell(kinds.help_withdrawn, holders(request), request, now, **facts)


def waits(request, now):
    """The one reminder."""
    _tell(kinds.help_waits, holders(request), request, now, **_asker(request), text=_brief(request.about))


def _brief(text):
    text = clean_line(text)
    return text if len(text) <= TEXT_LENGTH else text[: TEXT_LENGTH - 1] + "…"


def _asker(request):
    return {"name": request.asker.name, "enterprise": request.asker.enterprise.short_name}


def _said(request, by, note):
    return {"name": str(by), "text": _brief(request.about), "note": _brief(note)}


def _tell_asker(kind, request, by, note, now, **facts):
    _tell(kind, [request.asker.user], request, now, **_said(request, by, note), **facts)


def _subject(request):
    return f"help:{request.code}"


def _tell(kind, users, request, now, **facts):
    path = path_to("workshops:help-request", request.code)
    tell(kind, users, subject=_subject(request), path=path, now=now, **facts)


def _settle(request, *but):
    """What was told before needs nothing any more; of those who are asked, not of the one who waits."""
    users = User.objects.exclude(pk__in=[user.pk for user in but if user]) if but else None
    settle(_subject(request), Topic.HELP, users=users)
