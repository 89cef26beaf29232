"""Makes the whole demo in one transaction: all of it is there afterwards, or nothing."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from alliance_portal.periods import add_months
from suggestions.models import Suggestion
from suggestions.services.ledger import Entry, LedgerWriter

from . import (
    accounts,
    afterwards,
    alliances,
    at_work,
    awards,
    boards,
    checks,
    embeds,
    exchange,
    gallery,
    honours,
    ledgers,
    mentoring,
    notices,
    own_data,
    people,
    plans,
    plates,
    problems,
    requirements,
    results,
    reviews,
    rewards,
    seats,
    sessions,
    signed_reports,
    skills,
    stories,
    tables,
    venues,
    visits,
    voices,
)

BATCH = 5000
# Of whom most is told.
FIRST = "CF"


def build(*, password, now=None):
    """Make the demo; returns False when it is there already, and then changes nothing.

    Raises ValueError when the database holds anything else.
    """
    if accounts.is_there():
        return False
    now = now or timezone.now()
    today = timezone.localtime(now).date()
    with transaction.atomic():
        staff, auditor = accounts.make_staff(), accounts.make_auditor()
        enterprises = people.make_enterprises()
        teams = people.make_people(enterprises, today)
        desk = accounts.give_roles(enterprises, by=staff)
        accounts.name_heads(teams, by=staff)
        workshops = _workshops(enterprises, teams, today)
        plates.hang_plates(workshops, desk, staff, now)
        for enterprise in enterprises.values():
            ledgers.write_ledger(enterprise, teams, by=staff, today=today)
            stories.tell_stories(enterprise.code, teams, desk, workshops, now)
            gallery.fill_gallery(enterprise, officer=desk[enterprise.code, "officer"], now=now)
            stories.join_stories(enterprise.code, teams)
            rewards.give_rewards(enterprise, desk, now)
            leader, officer = (desk[enterprise.code, role] for role in ("leader", "officer"))
            boards.hang_boards(enterprise, leader=leader, officer=officer, now=now)
        boards.take_back(enterprises[FIRST], by=desk[FIRST, "leader"])
        boards.hang_district_board(by=staff)
        rewards.keep_own_table(enterprises["JC"], desk["JC", "officer"])
        reviews.hold_reviews(enterprises[FIRST], desk, now)
        plans.organise(enterprises, desk, staff, now)
        visits.make_visits(enterprises, desk, staff, now)
        venues.open_venues(enterprises, desk, now)
        exchange.make_exchange(workshops, teams, desk, by=staff, now=now)
        skills.certify(enterprises, workshops, teams, desk, now)
        problems.pose(enterprises, workshops, teams, desk, staff, now)
        results.share_results(enterprises, desk, staff, now)
        honours.keep_register(enterprises, workshops, teams, desk, by=staff, now=now)
        awards.hold_rounds(desk, staff, now)
        mentoring.make_pairs(enterprises, teams, desk, now)
        voices.tell_stories(teams, desk, now)
        voices.publish_news(enterprises, by=staff, now=now)
        voices.hear_remarks(by=staff, now=now)
        notices.ring(enterprises, now)
        sessions.hold_sessions(enterprises, workshops, teams, desk, today)
        sessions.ask_for_topics(enterprises, teams, desk, now)
        repair = next(workshop for workshop in workshops.values() if workshop.slug == "cf-repair")
        seats.take_seats(enterprises[FIRST], repair, teams, desk, now)
        afterwards.come_afterwards(enterprises, workshops, teams, desk, by=staff, now=now)
        requirements.ask(enterprises, desk, by=staff, now=timezone.localtime(now))
        signed_reports.sign_reports(enterprises[FIRST], desk, timezone.localtime(now))
        embeds.put_outside(enterprises[FIRST], desk, by=staff)
        checks.check_on_the_spot(enterprises, desk, by=staff, now=now)
        own_data.ask(enterprises, desk, now=now)
        at_work.run_accounts(enterprises, desk, by=staff, auditor=auditor, now=now)
        accounts.let_in(password)
    return True


def _workshops(enterprises, teams, today):
    """{(code, team it is led from): Workshop}"""
    made = alliances.make_workshops(enterprises, alliances.make_alliances(enterprises, today), teams, today)
    return {(row["code"], row["leader"]): made[row["slug"]] for row in tables.rows("workshops")}


def multiply(count, *, by, today=None):
    """Add so many ledger suggestions to the first enterprise, spread over three years: for measuring."""
    today = today or timezone.localdate()
    enterprise = Suggestion.objects.order_by("pk").first().enterprise
    workers = list(enterprise.people.in_service().select_related("department__parent", "enterprise"))
    for start in range(0, count, BATCH):
        writer = LedgerWriter(enterprise, by=by)
        for number in range(start, min(start + BATCH, count)):
            writer.add(_copy(number, workers[number % len(workers)], today))
        writer.save()


def _copy(number, person, today):
    proposed = add_months(today.replace(day=1), -1 - number % 36) + dt.timedelta(days=number % 27)
    return Entry(
        person=person,
        department=person.department,
        shop_id=person.department.shop.pk,
        title=f"第{number}条台账建议",
        proposed_on=proposed,
        category=Suggestion.Category.values[number % len(Suggestion.Category.values)],
        conclusion="" if number % 10 == 0 else "adopted",
        answered_on=None if number % 10 == 0 else proposed + dt.timedelta(days=3),
        progress="" if number % 10 == 0 else Suggestion.Status.IMPLEMENTED.value,
        done_on=None if number % 10 == 0 else proposed + dt.timedelta(days=20),
    )
