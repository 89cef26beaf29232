"""What is told of award rounds, and to whom."""

from collections import Counter

from alliance_portal.text import headline
from members.models import Topic
from members.notifications import path_to, settle, tell

from ..models import AwardAssignment, AwardJudge
from .kinds import awards as kinds
from .recipients import officers_in, runners_of_round

TEXT_LENGTH = 80


def about(award):
    return f"award:{award.pk}"


def _tell(kind, users, award, when, path, **facts):
    tell(kind, users, subject=about(award), path=path, now=when, title=award.title, **facts)


def _desk(award):
    return path_to("workshops:award-desk-round", award.slug)


def _public(award):
    return path_to("workshops:award-round", award.slug)


def _officers(award):
    """Those of the enterprises with an entry in it."""
    enterprises = award.entries.standing().order_by().values_list("enterprise", flat=True)
    return officers_in(*set(enterprises)) if enterprises else []


def called(award, when):
    """A round of the district: the officers of every enterprise; one of an enterprise is run by its own."""
    users = [] if award.enterprise_id else officers_in()
    _tell(kinds.award_called, users, award, when, _desk(award), day=award.entries_by.isoformat())


def days_moved(award, reason, when):
    """Those who wait for the days: officers while it is called for, judges while they have something to score."""
    facts = {"text": headline(reason, TEXT_LENGTH)}
    if award.status == award.Status.OPEN:
        users = officers_in(award.enterprise_id) if award.enterprise_id else officers_in()
        _tell(kinds.award_entries_moved, users, award, when, _desk(award), day=award.entries_by.isoformat(), **facts)
    for user, number in _to_score(award).items():
        facts |= {"number": number, "day": award.scores_by.isoformat()}
        _tell(kinds.award_scores_moved, [user], award, when, path_to("workshops:judging"), **facts)


def entries_soon(award, now):
    users = officers_in(award.enterprise_id) if award.enterprise_id else officers_in()
    _tell(kinds.award_entries_soon, users, award, now, _desk(award), day=award.entries_by.isoformat())


def not_eligible(entry, when):
    facts = {"name": entry.name, "text": headline(entry.reason, TEXT_LENGTH)}
    path = path_to("workshops:award-entry", entry.pk)
    _tell(kinds.award_not_eligible, officers_in(entry.enterprise_id), entry.round, when, path, **facts)


def _to_score(award):
    """{judge's account: how many entries wait for a score}"""
    rows = AwardAssignment.objects.waiting().filter(entry__round=award).select_related("judge__user")
    return Counter(row.judge.user for row in rows)


def judging(award, when):
    settle(about(award), Topic.WORKSHOPS)
    for user, number in _to_score(award).items():
        facts = {"number": number, "day": award.scores_by.isoformat()}
        _tell(kinds.award_judging, [user], award, when, path_to("workshops:judging"), **facts)


def passed_on(award, user, when):
    day = award.scores_by.isoformat()
    _tell(kinds.award_passed_on, [user], award, when, path_to("workshops:judging"), day=day)


def scores_soon(award, now):
    for user, number in _to_score(award).items():
        facts = {"number": number, "day": award.scores_by.isoformat()}
        _tell(kinds.award_scores_soon, [user], award, now, path_to("workshops:judging"), **facts)


def scores_late(award, now):
    number = sum(_to_score(award).values())
    if number:
        _tell(kinds.award_scores_late, runners_of_round(award), award, now, _desk(award), number=number)


def judged(award):
    """Nobody need score any more."""
    settle(about(award), Topic.WORKSHOPS)


def shown(award, when):
    day = award.shown_until.isoformat()
    _tell(kinds.award_shown, _officers(award), award, when, _public(award), day=day)


def objected(award, objection, when):
    _tell(
        kinds.award_objected, runners_of_round(award), award, when, path_to("workshops:award-objection", objection.pk)
    )


def objection_answered(award, objection, when):
    if objection.user_id:
        text = headline(objection.answer, TEXT_LENGTH)
        _tell(kinds.award_objection_answered, [objection.user], award, when, _public(award), text=text)


def taken_out(award, entry, why, when):
    facts = {"name": entry.name, "text": headline(why, TEXT_LENGTH)}
    path = path_to("workshops:award-entry", entry.pk)
    _tell(kinds.award_taken_out, officers_in(entry.enterprise_id), award, when, path, **facts)


def publish_due(award, now):
    _tell(kinds.award_publish_due, runners_of_round(award), award, now, _desk(award))


def published(award, when):
    settle(about(award), Topic.WORKSHOPS)
    _tell(kinds.award_published, _officers(award) + _judges(award), award, when, _public(award))


def called_off(award, when):
    settle(about(award), Topic.WORKSHOPS)
    text = headline(award.called_off_because, TEXT_LENGTH)
    _tell(kinds.award_called_off, _officers(award) + _judges(award), award, when, _public(award), text=text)


def _judges(award):
    return [judge.user for judge in AwardJudge.objects.filter(round=award).select_related("user")]
