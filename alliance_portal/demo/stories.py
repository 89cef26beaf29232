"""The ideas of the demo, each walked through its story by the services of the portal."""

import datetime as dt
import re
import uuid
from dataclasses import dataclass
from decimal import Decimal
from itertools import count

from django.utils import timezone

from alliance_portal.periods import start_of
from suggestions import rechecks, services
from suggestions.models import Recheck
from suggestions.models.lines import Line

from . import tables
from .accounts import account_of
from .drawings import picture

# A fixed root, so that the same row always is the same form sent.
KEYS = uuid.UUID("6f1c3f0e-5d2a-4a7e-9b57-0c1d2e3f4a5b")
FIRST_CLAUSE = re.compile("[，。；]")
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


@dataclass
class Story:
    """One row of the table with its people, and the clock of what happens in it."""

    row: dict
    place: int
    author: object
    reviewer: object
    finance: object
    owner: object
    workshop: object
    now: dt.datetime

    def at(self, moment):
        """The moment, but never one that is still to come."""
        return min(moment, self.now - 5 * dt.timedelta(minutes=1))

    @property
    def sent_at(self):
        """On its day at some minute of the first shift."""
        day = timezone.localtime(self.now).date() - dt.timedelta(days=int(self.row["day"]))
        return self.at(start_of(day) + 8 * HOUR + dt.timedelta(minutes=37 * self.place % 480))

    @property
    def answered_at(self):
        return self.at(self.sent_at + int(self.row["hours"]) * HOUR)

    @property
    def days(self):
        return dt.timedelta(days=int(self.row["days"] or 14))

    @property
    def finished_at(self):
        return self.at(self.answered_at + self.days)

    def tell(self):
        """Send the idea in, and let happen to it what its story says."""
        title = FIRST_CLAUSE.split(self.row["problem"])[0]
        suggestion = services.submit(
            by=account_of(self.author),
            problem=self.row["problem"],
            idea=self.row["idea"],
            expected_effect=self.row["effect"],
            category=self.row["category"],
            title=title,
            key=uuid.uuid5(KEYS, f"{self.author.enterprise.code}/{self.place}"),
            photos=self._photos(after=False),
            occurred_at=self.sent_at,
        )
        PLOTS[self.row["story"]](self, suggestion)
        self.look_again(suggestion)

    def _photos(self, *, after):
        scene = self.row["scene"] or ("tools" if after else "")
        return [picture(scene, after=after, variant=self.place)] if scene else []

    def adopt(self, suggestion, *, partly=False, by_day=None):
        due = by_day or max(self.answered_at + self.days, self.now + 5 * DAY if self._is_open else self.answered_at)
        return services.adopt(
            suggestion, by=self.reviewer, reason=self.row["answer"], owner=self.owner, partly=partly,
            due_on=timezone.localtime(due).date(), workshop=self.workshop, occurred_at=self.answered_at,
            quota_months=12 if self.row["story"] == "claimed" else None,
        )  # fmt: skip

    @property
    def _is_open(self):
        return self.row["story"] in {"adopted", "partly", "doing", "revived"}

    def begin(self, suggestion, note="材料和工具已备齐，开始动手。"):
        begun = self.at(self.answered_at + min(3 * DAY, self.days / 3))
        return services.report_progress(suggestion, by=account_of(self.owner), note=note, occurred_at=begun)

    def finish(self, suggestion, when=None):
        return services.finish(
            self.begin(suggestion), by=account_of(self.owner), note=self.row["then"], photos=self._photos(after=True),
            occurred_at=when or self.finished_at,
        )  # fmt: skip

    def confirm(self, suggestion, note="去看过了，确实改好了。"):
        when = self.at(self.finished_at + 20 * HOUR)
        return services.confirm(suggestion, by=account_of(self.author), note=note, occurred_at=when)

    def plan(self, suggestion):
        """Three steps on the way to the promised day."""
        due = suggestion.implementation.due_on
        days = [due - dt.timedelta(days=back) for back in (9, 5, 0)]
        for title, day in zip(("现场量尺寸、备料", "停线时安装", "跟班试用一周"), days, strict=True):
            services.plan_step(
                suggestion, by=account_of(self.owner), title=title, due_on=day, occurred_at=self.at(self.answered_at)
            )

    def tick_first(self, suggestion):
        step = suggestion.implementation.milestones.first()
        return services.tick_step(
            suggestion, by=account_of(self.owner), step=step, note="料已到。", occurred_at=self.now - HOUR
        )

    def look_again(self, suggestion):
        """Every third of what was done three months ago has been visited since."""
        suggestion.refresh_from_db()
        if suggestion.status != "implemented" or self.place % 3 or not rechecks.owed_point(suggestion):
            return
        visited = start_of(Recheck.day_of(suggestion, 3)) + DAY + 10 * HOUR
        if visited < self.now:
            result, note = VISITS[self.author.enterprise.code]
            services.recheck(suggestion, by=self.reviewer, result=result, note=note, occurred_at=visited)

    def claim(self, suggestion):
        services.claim_benefit(
            suggestion, by=account_of(self.owner), yuan=Decimal(self.row["claimed"]),
            basis="按改进前后三个月的工时、材料和能耗差额推算12个月。", occurred_at=self.at(self.finished_at + 3 * DAY),
        )  # fmt: skip
        return suggestion


def _new(story, suggestion):
    return suggestion


def _taken(story, suggestion):
    return services.take(suggestion, by=story.reviewer, occurred_at=story.answered_at)


def _needs(story, suggestion):
    return services.ask(suggestion, by=story.reviewer, question=story.row["answer"], occurred_at=story.answered_at)


def _back(story, suggestion):
    asked = _needs(story, suggestion)
    when = story.at(story.answered_at + 30 * HOUR)
    return services.supplement(asked, by=account_of(story.author), text=story.row["then"], occurred_at=when)


def _withdrawn(story, suggestion):
    return services.withdraw(suggestion, by=account_of(story.author), occurred_at=story.at(story.sent_at + 6 * HOUR))


def _declined(story, suggestion):
    return services.decline(
        suggestion, by=story.reviewer, reason=story.row["answer"], decline_reason=story.row["owner"],
        would_change=story.row["then"], occurred_at=story.answered_at,
    )  # fmt: skip


def _reserved(story, suggestion):
    return services.reserve(suggestion, by=story.reviewer, reason=story.row["answer"], occurred_at=story.answered_at)


def _merged(story, suggestion):
    """What others have said before: `then` is how its title begins."""
    main = suggestion.enterprise.suggestions.get(title__startswith=story.row["then"])
    return services.merge(
        suggestion, by=story.reviewer, into=main, reason=story.row["answer"], occurred_at=story.answered_at
    )


def _adopted(story, suggestion):
    return story.adopt(suggestion)


def _partly(story, suggestion):
    return story.adopt(suggestion, partly=True)


def _revived(story, suggestion):
    """Kept in reserve first, and adopted when its time had come."""
    kept = _reserved(story, suggestion)
    return services.adopt(
        kept, by=story.reviewer, reason="堵头到货了，现在可以做。", owner=story.owner,
        due_on=timezone.localtime(story.now + 12 * DAY).date(), occurred_at=story.at(story.answered_at + 60 * DAY),
    )  # fmt: skip


def _doing(story, suggestion):
    adopted = story.adopt(suggestion)
    story.plan(adopted)
    return story.tick_first(story.begin(adopted, note=story.row["then"]))


def _late(story, suggestion):
    overdue = min(story.answered_at + story.days, story.now - 4 * DAY)
    adopted = story.adopt(suggestion, by_day=overdue)
    story.plan(adopted)
    return story.tick_first(story.begin(adopted, note=story.row["then"]))


def _learned(story, suggestion):
    """Tried in earnest, without success, and worth knowing."""
    tried, measured, learned = story.row["then"].split("|")
    reported = services.report_trial(
        story.begin(story.adopt(suggestion)), by=account_of(story.owner), tried=tried, measured=measured,
        learned=learned, photos=story._photos(after=True), occurred_at=story.finished_at,
    )  # fmt: skip
    return story.confirm(reported, note="看过了，确实试过，说得实在。")


def _waiting(story, suggestion):
    """Reported as done two days ago; the proposer has yet to go and look."""
    return story.finish(story.adopt(suggestion), when=story.now - 2 * DAY)


def _done(story, suggestion):
    return story.confirm(story.finish(story.adopt(suggestion)))


def _silent(story, suggestion):
    """Nobody objected for five days; whatever else was reported by then has been confirmed already."""
    story.finish(story.adopt(suggestion))
    services.close_silent(now=story.at(story.finished_at + 5 * DAY + HOUR))


def _claimed(story, suggestion):
    return story.claim(_done(story, suggestion))


def _verified(story, suggestion):
    _claimed(story, suggestion)
    return services.verify_benefit(
        suggestion, by=story.finance, yuan=Decimal(story.row["verified"]),
        basis="已核对领料单、能耗表和工时记录，只计可复核的部分。", occurred_at=story.at(story.finished_at + 12 * DAY),
    )  # fmt: skip


def _estimated(story, suggestion):
    """Money from the books, an estimate beside it, and what no money measures."""
    owner, done = account_of(story.owner), _done(story, suggestion)
    lines = [Line("返工件减少", Decimal(600), "件", Decimal(100)), Line("补漆用料", Decimal(280), "公斤", Decimal(100))]
    services.claim_benefit(
        done, by=owner, lines=lines, basis="按改进前后三个月的返工单推算12个月。", soft_yuan=Decimal(26000),
        soft_basis="少停线约130小时，按每小时200元估。", occurred_at=story.at(story.finished_at + 3 * DAY),
        effects={"quality": "漆面颗粒投诉从每月7起降到2起。", "environment": "擦拭溶剂用得少了，门口气味轻了。"},
    )  # fmt: skip
    return services.verify_benefit(
        done, by=story.finance, yuan=Decimal(story.row["verified"]), basis="已核对返工单和领料单。",
        soft_yuan=Decimal(20800), soft_basis="停线记录核到104小时，单价按车间定额。",
        occurred_at=story.at(story.finished_at + 12 * DAY),
    )  # fmt: skip


# What a visit finds after three months, by enterprise.
VISITS = {
    "CF": ("in_use", ""),
    "JC": ("changed", "换了更结实的支架，照样在用。"),
    "CJ": ("gone", "产线改造后这个工位取消了，所以不再用。"),
}
PLOTS = {
    "new": _new,
    "taken": _taken,
    "needs": _needs,
    "back": _back,
    "withdrawn": _withdrawn,
    "declined": _declined,
    "reserved": _reserved,
    "merged": _merged,
    "adopted": _adopted,
    "partly": _partly,
    "revived": _revived,
    "doing": _doing,
    "late": _late,
    "waiting": _waiting,
    "learned": _learned,
    "estimated": _estimated,
    "done": _done,
    "silent": _silent,
    "claimed": _claimed,
    "verified": _verified,
}


def tell_stories(code, teams, desk, workshops, now):
    """Tell every idea of the enterprise, the oldest first, so that the public numbers follow the calendar."""
    rows = sorted(tables.rows(f"ideas_{code.lower()}"), key=lambda row: -int(row["day"]))
    turns = {}
    for place, row in enumerate(rows):
        turn = next(turns.setdefault(row["team"], count()))
        story = Story(
            row=row,
            place=place,
            author=_author(teams[code, row["team"]], turn),
            reviewer=desk[code, "reviewer"],
            finance=desk[code, "finance"],
            owner=_owner(code, row, teams, place),
            workshop=_workshop(code, row, workshops),
            now=now,
        )
        story.tell()


def _author(team, turn):
    """Every other idea of a team is its first person's, so that one account has something to look at."""
    return team[0] if turn % 2 == 0 else team[(turn + 1) // 2 % len(team)]


def _owner(code, row, teams, place):
    people = teams.get((code, row["owner"]))
    return people[place % 2] if people else None


def _workshop(code, row, workshops):
    """An idea goes to the workshop led from the team it came from, or else from the team that does the work."""
    return workshops.get((code, row["team"])) or workshops.get((code, row["owner"]))


def join_stories(code, teams):
    """Let colleagues say that they have met the same, the first of them in their own words."""
    for row in (row for row in tables.rows("backings") if row["code"] == code):
        people = teams[code, row["team"]][int(row["first"]) : int(row["last"])]
        for place, person in enumerate(people):
            main = person.enterprise.suggestions.get(title__startswith=row["title"])
            services.back(main, by=account_of(person), note="" if place else row["note"])
