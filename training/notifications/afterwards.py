"""Who is told of what comes after a session, of contests, and of partners."""

from members.models import Topic, User
from members.notifications import path_to, settle, tell
from workshops.notifications.recipients import district_staff, officers_at, officers_in

from ..permissions.contests import enterprises_of
from . import afterwards_kinds as kinds


def _account(person):
    return person.user if person.user_id and person.in_service else None


def _opinion(session):
    return f"opinion:{session.pk}"


def asked(session, users, now):
    path = path_to("training:opinion", session.number)
    tell(kinds.opinion_asked, users, subject=_opinion(session), path=path, now=now, topic=session.topic)


def answered(session, user):
    settle(_opinion(session), Topic.TRAINING, users=[user])


def issued(certificates, now):
    """Each holder of his or her own."""
    people = [one.person_id for one in certificates]
    accounts = {user.person.pk: user for user in User.objects.filter(person__in=people).select_related("person")}
    for one in certificates:
        if (user := accounts.get(one.person_id)) is not None:
            _tell_holder(kinds.certificate_issued, one, user, now)


def revoked(certificate, now):
    if (user := _account(certificate.person)) is not None:
        _tell_holder(kinds.certificate_revoked, certificate, user, now, reason=certificate.revoked_because)


def _tell_holder(kind, certificate, user, now, **facts):
    facts |= {"title": certificate.title, "subject": f"certificate:{certificate.code}"}
    tell(kind, [user], path=path_to("training:my-certificates"), now=now, **facts)


def _contest(contest, now):
    return {"subject": f"contest:{contest.pk}", "title": contest.title, "now": now}


def contest_announced(contest, by, now):
    """Officers of the enterprises whose people may take part."""
    enterprises = list(enterprises_of(contest).values_list("pk", flat=True))
    # Without any the question would be for the officers of all.
    users = officers_in(*enterprises) if enterprises else []
    path = path_to("training:contest-desk", contest.slug)
    facts = {"until": contest.entries_by.isoformat(), **_contest(contest, now)}
    tell(kinds.contest_announced, [user for user in users if user != by], path=path, **facts)


def contest_published(contest, entries, now):
    """Those who took part."""
    accounts = User.objects.filter(person__in=[one.person_id for one in entries], is_active=True)
    tell(kinds.contest_published, accounts, path=path_to("training:contest", contest.slug), **_contest(contest, now))


def promoted(entry, contest, now):
    """Officers of another enterprise enter the grade on their roster themselves."""
    person = entry.person
    if person.enterprise_id != contest.enterprise_id:
        path = path_to("training:contest-desk", contest.slug)
        facts = {"name": person.name, "grade": entry.grade_after, **_contest(contest, now)}
        tell(kinds.contest_grade, officers_at(person.enterprise_id), path=path, **facts)


def agreement_ending(agreement, now):
    """Those who keep the partner."""
    partner = agreement.partner
    users = officers_at(partner.enterprise_id) if partner.enterprise_id else district_staff()
    facts = {"title": agreement.title, "name": partner.name, "ends": agreement.ends_on.isoformat()}
    path = path_to("training:partner-desk", partner.slug)
    tell(kinds.partner_agreement_ending, users, subject=f"agreement:{agreement.pk}", path=path, now=now, **facts)
