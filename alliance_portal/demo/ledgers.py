"""What the enterprises keep in paper ledgers, written by the bulk form of the services."""

import datetime as dt
from decimal import Decimal

from alliance_portal.periods import add_months
from suggestions.models import Suggestion
from suggestions.services.ledger import Entry, LedgerWriter

from . import tables
from .people import OFFICE

# How many came on paper in each of the nine months before this one, the oldest first.
PER_MONTH = {
    "CF": (16, 21, 19, 24, 22, 18, 19, 17, 14),
    "JC": (9, 12, 11, 10, 9, 10, 8, 9, 6),
    "CJ": (7, 8, 10, 9, 8, 7, 8, 6, 5),
}
# Ideas come from part of a team, as they do.
SHARE = 0.6
IMPLEMENTED, IMPLEMENTING = Suggestion.Status.IMPLEMENTED.value, Suggestion.Status.IMPLEMENTING.value
ANSWERS = {
    "adopted": "同意采纳，由本班组落实。",
    "declined": "已有同类措施，暂不重复。",
    "reserved": "列入技术储备，条件具备时再做。",
}


def write_ledger(enterprise, teams, *, by, today):
    """Write the enterprise's ledgers month by month."""
    places = [
        (team, people)
        for (code, team), people in teams.items()
        if code == enterprise.code and len(people) > 4 and team != OFFICE
    ]
    writer, number = LedgerWriter(enterprise, by=by), 0
    months = PER_MONTH[enterprise.code]
    for back, amount in zip(range(len(months), 0, -1), months, strict=True):
        month = add_months(today.replace(day=1), -back)
        for _each in range(amount):
            team, people = places[(number * 5 + number // 60) % len(places)]
            person = people[number // len(places) % round(len(people) * SHARE)]
            writer.add(_entry(number, month, team, person, today))
            number += 1
    writer.save()


def _entry(number, month, team, person, today):
    """One line; the ideas differ by place, and how far each got follows from its number."""
    ideas = tables.rows("ledger")
    idea = ideas[(number * 7 + person.enterprise_id * 3) % len(ideas)]
    proposed = month + dt.timedelta(days=number * 11 % 27)
    answered = proposed + dt.timedelta(days=2 + number % 6)
    done = answered + dt.timedelta(days=10 + number * 13 % 50)
    conclusion = _conclusion(number) if answered < today else ""
    progress = ""
    if conclusion == "adopted" and number % 9 != 4:
        progress = IMPLEMENTED if done < today else IMPLEMENTING
    has_money = progress == IMPLEMENTED and number % 6 == 1
    claimed = Decimal(800 + number * 373 % 9200) if has_money else None
    return Entry(
        person=person,
        department=person.department,
        shop_id=person.department.shop.pk,
        title=idea["problem"].format(place=team),
        proposed_on=proposed,
        category=idea["category"],
        problem=idea["problem"].format(place=team) + "。",
        idea=idea["idea"] + "。",
        conclusion=conclusion,
        reason=ANSWERS.get(conclusion, ""),
        answered_on=answered if conclusion else None,
        progress=progress,
        done_on=done if progress == IMPLEMENTED else None,
        claimed=claimed,
        verified=claimed * Decimal("0.8") if has_money and number % 12 == 1 else None,
    )


def _conclusion(number):
    if number % 17 == 9:
        return "declined"
    return "reserved" if number % 23 == 5 else "adopted"
