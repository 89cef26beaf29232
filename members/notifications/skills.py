"""Owners are told what becomes of their certificates, officers what waits for them; in the transaction of the step."""

from alliance_portal.text import clean_line

from ..models import Topic
from . import skill_kinds as kinds
from .letters import path_to
from .recipients import those_who_answer
from .telling import settle, tell

NOTE_LENGTH = 80


def handed_in(certificate, now):
    """Those who may confirm it: nobody confirms the own one."""
    told = those_who_answer(certificate.enterprise_id, but=certificate.person.user_id)
    path = path_to("members:skill-desk", certificate.pk)
    facts = {"name": certificate.person.name, "what": _what(certificate)}
    tell(kinds.skill_handed_in, told, subject=_subject(certificate), path=path, now=now, **facts)


def confirmed(certificate, by, now):
    settled(certificate)
    _tell_owner(kinds.skill_confirmed, certificate, now, name=str(by))


def refused(certificate, by, reason, now):
    settled(certificate)
    _tell_owner(kinds.skill_refused, certificate, now, name=str(by), reason=_brief(reason))


def revoked(certificate, by, reason, now):
    _tell_owner(kinds.skill_revoked, certificate, now, name=str(by), reason=_brief(reason))


def runs_out(certificate, now):
    _tell_owner(kinds.skill_runs_out, certificate, now, day=certificate.valid_until.isoformat())


def has_run_out(certificate, now):
    _tell_owner(kinds.skill_has_run_out, certificate, now, day=certificate.valid_until.isoformat())


def settled(certificate):
    """Nothing waits for an officer any more."""
    settle(_subject(certificate), Topic.SKILLS)


def _tell_owner(kind, certificate, now, **facts):
    user = certificate.person.user
    path = path_to("members:skills")
    tell(
        kind,
        [user] if user else [],
        subject=_subject(certificate),
        path=path,
        now=now,
        what=_what(certificate),
        **facts,
    )


def _subject(certificate):
    return f"certificate:{certificate.pk}"


def _what(certificate):
    return str(certificate)


def _brief(text):
    text = clean_line(text)
    return text if len(text) <= NOTE_LENGTH else text[: NOTE_LENGTH - 1] + "…"
