"""Requests of people about their own data: one waits, one is done, one is not."""

import datetime as dt

from members.services import data_requests

from . import tables
from .accounts import account_of

DAY = dt.timedelta(days=1)


def ask(enterprises, desk, *, now):
    """By people of each enterprise, as the table tells; answered by their officer."""
    for row in tables.rows("data_requests"):
        people = enterprises[row["code"]].people.in_service().filter(user__role_assignments=None)
        by = account_of(people.order_by("work_number")[int(row["nth"])])
        asked_at = now - int(row["days_ago"]) * DAY
        asked = data_requests.ask(by=by, kind=row["kind"], words=row["words"], occurred_at=asked_at)
        if row["to"]:
            facts = {"to": row["to"], "words": row["answer"], "occurred_at": asked_at + 4 * DAY}
            data_requests.answer(asked, by=desk[row["code"], "officer"], **facts)
