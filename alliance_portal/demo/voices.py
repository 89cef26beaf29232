"""Stories of people at every step, news of every kind, and remarks on the portal."""

import datetime as dt
import uuid

from django.utils import timezone

from alliance_portal import services
from alliance_portal.models import News
from members.services import stories

from . import tables
from .accounts import account_of
from .drawings import picture

DAY = dt.timedelta(days=1)
WORDS = ("title", "quote", "text")


def tell_stories(teams, desk, now):
    """Some people agree to name and photo, some to neither; one has to read it yet, one took it back."""
    for row in tables.rows("people_stories"):
        team, number = row["whom"].split("/")
        user = account_of(teams[row["code"], team][int(number)])
        _tell(row, user, desk[row["code"], "officer"], now - int(row["days"]) * DAY)


def _tell(row, user, officer, when):
    by = user if row["own"] else officer
    words = {name: row[name] for name in WORDS}
    story = stories.begin(user.person_or_none, by=by, occurred_at=when - 3 * DAY, **words)
    if row["scene"]:
        story = stories.change_photo(story, picture(row["scene"], after=True), by=by)
    if not row["own"]:
        story = stories.offer(story, by=officer, occurred_at=when - 2 * DAY)
    if row["state"] == "offered":
        return
    facts = {"name": bool(row["name"]), "photo": bool(row["photo"])}
    story = stories.agree(story, by=user, occurred_at=when - DAY, **facts)
    if row["own"] and row["state"] == "published":
        stories.publish(story, by=officer, occurred_at=when)
    if row["state"] == "withdrawn":
        stories.withdraw(story, by=user, occurred_at=when)


def publish_news(enterprises, *, by, now):
    """Shown, scheduled and ended; one for the people of an enterprise; one policy to be looked through again."""
    for row in tables.rows("news"):
        services.keep_news(_news(row, enterprises, now), by=by, **_picture(row))


def _news(row, enterprises, now):
    day = timezone.localdate(now) - int(row["days"]) * DAY
    words = {name: row[name] for name in ("kind", "title", "theme", "summary", "source", "body")}
    return News(
        **words,
        dated_on=day,
        publish_at=now - int(row["days"]) * DAY,
        ends_on=timezone.localdate(now) + int(row["ends"]) * DAY if row["ends"] else None,
        reviewed_on=timezone.localdate(now) - int(row["reviewed"] or 0) * DAY,
        enterprise=enterprises[row["audience"]].pk if row["audience"] else None,
        picture_text=row["picture"],
    )


def _picture(row):
    return {"picture": picture(row["scene"], after=True, variant=1)} if row["scene"] else {}


def hear_remarks(*, by, now):
    """What people say of the portal; one waits for its answer."""
    for row in tables.rows("remarks"):
        when = now - int(row["days"]) * DAY
        kept = services.give_feedback(key=uuid.uuid4(), kind=row["kind"], text=row["text"], sent_at=when)
        if row["answer"]:
            services.answer_feedback(kept, by=by, answer=row["answer"], answered_at=when + DAY)
