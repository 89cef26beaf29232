"""Visits of the district union: shared and closed ones and a draft, with promises kept, open, late and denied."""

import datetime as dt

from django.utils import timezone

from workshops import services
from workshops.models import EnterpriseKind, Promise, Workshop

from . import tables

DAY = dt.timedelta(days=1)
# Every visit has this much of the guidance that fits its enterprise.
POINTS = 2


def make_visits(enterprises, desk, staff, now):
    """Tell every visit of the table with its promises; `desk` holds the officers who answer."""
    _sort_into_kinds(enterprises)
    for row in tables.rows("visits"):
        Tale(row, enterprises[row["code"]], desk[row["code"], "officer"], staff, now).tell()


def _sort_into_kinds(enterprises):
    for row in tables.rows("kinds"):
        for name in row["kinds"].split():
            EnterpriseKind.objects.get_or_create(name=name)[0].enterprises.add(enterprises[row["code"]])


class Tale:
    """One visit, with the clock of it: nothing happens after now."""

    def __init__(self, row, enterprise, officer, staff, now):
        self.row, self.enterprise, self.officer, self.staff, self.now = row, enterprise, officer, staff, now
        self.day = timezone.localtime(now).date() - DAY * int(row["days"])

    def at(self, days):
        """So many days after the visit, in the afternoon, but never later than five minutes ago."""
        moment = timezone.make_aware(dt.datetime.combine(self.day + DAY * days, dt.time(15, 30)))
        return min(moment, self.now - dt.timedelta(minutes=5))

    def tell(self):
        visit = self._record()
        promises = [
            (self._promise(visit, row), row) for row in tables.rows("promises") if row["visit"] == self.row["key"]
        ]
        if self.row["state"] == "draft":
            return
        visit = services.visits.share(visit, by=self.staff, occurred_at=self.at(1))
        for promise, row in promises:
            self._settle(promise, row)
        self._talk(visit)
        if self.row["state"] == "closed":
            services.visits.close(
                visit, by=self.staff, words=self.row["closing"], occurred_at=self.at(int(self.row["days"]))
            )

    def _record(self):
        workshops = Workshop.objects.filter(slug__in=self.row["workshops"].split())
        points = [point for kind in self.enterprise.kinds.all() for point in kind.points.all()][:POINTS]
        said = {name: self.row[name] for name in ("findings", "difficulties", "guidance", "met")}
        return services.visits.record(
            by=self.staff, enterprise=self.enterprise, visited_on=self.day, union_people=self.row["people"],
            workshops=workshops, points=points, accounts=[self.staff], internal_note=self.row["internal"],
            occurred_at=self.at(0), **said,
        )  # fmt: skip

    def _promise(self, visit, row):
        who = {"responsible_name": row["name"]} if row["name"] else {"responsible": self.staff}
        made = Promise(visit=visit, words=row["words"], due_on=self.day + DAY * int(row["days"]), **who)
        return services.promises.make(made, by=self.staff, occurred_at=self.at(0))

    def _settle(self, promise, row):
        """What has become of it, about its day."""
        state, words, due = row["state"], row["words_after"], int(row["days"])
        moves = services.promises
        answer = {"by": self.officer, "words": words}
        if state in ("kept", "kept_late"):
            note = {"by": self.staff, "note": words}
            moves.keep(promise, **note, occurred_at=self.at(due + 4 if state == "kept_late" else due - 1))
        elif state == "confirmed":
            kept = moves.keep(promise, by=self.staff, note="已办好，请企业确认。", occurred_at=self.at(due - 2))
            moves.confirm(kept, **answer, occurred_at=self.at(due - 1))
        elif state == "denied":
            kept = moves.keep(promise, by=self.staff, note="已发询价单。", occurred_at=self.at(due - 2))
            moves.deny(kept, **answer, occurred_at=self.at(due + 3))
        elif state == "given_up":
            moves.give_up(promise, by=self.staff, reason=words, occurred_at=self.at(due))

    def _talk(self, visit):
        if self.row["followup"]:
            services.visits.follow_up(visit, by=self.staff, words=self.row["followup"], occurred_at=self.at(9))
        if self.row["feedback"]:
            facts = {"by": self.officer, "words": self.row["feedback"]}
            services.visits.give_feedback(visit, **facts, occurred_at=self.at(10))
