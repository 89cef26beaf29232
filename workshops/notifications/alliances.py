"""What is told of the members and organs of alliances, and to whom."""

from alliance_portal.text import headline
from members.models import Topic
from members.notifications import path_to, settle, tell

from .kinds import alliances as kinds
from .recipients import answerers_of, district_staff, keepers_of, runners_of

TEXT_LENGTH = 80


def _names(record):
    return {"workshop": record.workshop.name, "alliance": record.alliance.name}


def _about(application):
    return f"application:{application.pk}"


def applied(application, when):
    """Whoever keeps the alliance has to answer."""
    path = path_to("workshops:application", application.pk)
    tell(kinds.alliance_applied, answerers_of(application.alliance), subject=_about(application), path=path, now=when,
         **_names(application))  # fmt: skip


def withdrawn(application):
    settle(_about(application), Topic.ALLIANCES)


def _answered(application, kind, when, **facts):
    """The workshop's people read the answer; nothing is left to be answered."""
    settle(_about(application), Topic.ALLIANCES)
    path = path_to("workshops:application", application.pk)
    users = {*runners_of(application.workshop), application.applied_by}
    text = headline(application.answer, TEXT_LENGTH)
    tell(kind, users, subject=_about(application), path=path, now=when, text=text, **_names(application), **facts)


def accepted(application, when):
    day = application.membership.joined_on.isoformat()
    _answered(application, kinds.alliance_accepted, when, day=day)


def declined(application, when):
    _answered(application, kinds.alliance_declined, when)


def _of_member(membership, kind, users, when, page, *args, **facts):
    subject, path = f"membership:{membership.pk}", path_to(page, *args)
    tell(kind, users, subject=subject, path=path, now=when, **_names(membership), **facts)


def left(membership, when):
    """Whoever keeps the alliance reads that and why a workshop leaves."""
    facts = {"day": membership.left_on.isoformat(), "text": headline(membership.leaving_reason, TEXT_LENGTH)}
    users = answerers_of(membership.alliance)
    _of_member(membership, kinds.alliance_left, users, when, "workshops:keep", membership.alliance.slug, **facts)


def asked_to_rectify(membership, when):
    facts = {"day": membership.rectify_by.isoformat(), "text": headline(membership.rectify_reason, TEXT_LENGTH)}
    _to_runners(membership, kinds.alliance_rectify, when, **facts)


def cleared(membership, when):
    settle(f"membership:{membership.pk}", Topic.ALLIANCES)
    _to_runners(membership, kinds.alliance_cleared, when)


def removed(membership, when):
    settle(f"membership:{membership.pk}", Topic.ALLIANCES)
    facts = {"day": membership.left_on.isoformat(), "text": headline(membership.leaving_reason, TEXT_LENGTH)}
    _to_runners(membership, kinds.alliance_removed, when, **facts)


def _to_runners(membership, kind, when, **facts):
    _of_member(membership, kind, runners_of(membership.workshop), when, "workshops:alliances", **facts)


def chair_ends(term, following, now):
    """The secretariat and the district's staff read who is next, or that nobody is named yet."""
    users = dict.fromkeys([*keepers_of(term.alliance), *district_staff()])
    facts = {"alliance": term.alliance.name, "name": term.holder_name, "day": term.ends_on.isoformat()}
    facts["following"] = following.holder_name if following else ""
    path = path_to("workshops:keep", term.alliance.slug)
    tell(kinds.chair_ends, users, subject=f"term:{term.pk}", path=path, now=now, **facts)
