"""Skill certificates of the demo at every step, and how many people are needed where, so that some lack."""

import datetime as dt

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from alliance_portal.attachments import read_attachment
from members import services as member_services
from members.models import Speciality
from workshops import services

from . import drawings, tables
from .accounts import account_of

DAY = dt.timedelta(days=1)
WHY = "照片上的编号看不清，请平放后重拍一张。"


def certify(enterprises, workshops, teams, desk, now):
    """Make every certificate of the table, and the numbers that are needed; a few owners let their grade be seen."""
    known = {one.name: one for one in Speciality.objects.all()}
    for row in tables.rows("certificates"):
        _certify(row, teams, desk[row["code"], "officer"], known[row["speciality"]], now)
    by_slug = {workshop.slug: workshop for workshop in workshops.values()}
    for row in tables.rows("skill_needs"):
        shops = enterprises[row["code"]].departments
        unit = by_slug[row["workshop"]] if row["workshop"] else shops.get(name=row["shop"], parent=None)
        facts = {"least_grade": row["grade"], "number": int(row["number"])}
        services.skills.set_need(unit, known[row["speciality"]], by=desk[row["code"], "officer"], **facts)


def _certify(row, teams, officer, speciality, now):
    person = teams[row["code"], row["team"]][int(row["place"])]
    user, today, when = account_of(person), timezone.localtime(now).date(), now - 6 * DAY
    words = {name: row[name] for name in ("grade", "number", "body")} | {"speciality": speciality}
    words["granted_on"] = today - int(row["days"]) * DAY
    words["valid_until"] = today + int(row["left"]) * DAY if row["left"] else None
    by = officer if row["fate"] == "entered" else user
    made = member_services.skills.enter(person, by=by, document=_photo(by == user), occurred_at=when, **words)
    if row["fate"] == "confirmed":
        member_services.skills.confirm(made, by=officer, occurred_at=now - 5 * DAY)
    if row["fate"] == "refused":
        member_services.skills.refuse(made, by=officer, reason=WHY, occurred_at=now - 5 * DAY)
    if row["shown"]:
        member_services.give_consent("help_grade", by=user, occurred_at=now - 4 * DAY)


def _photo(is_own):
    """A made-up picture in the place of a certificate; officers have the paper on the table."""
    if not is_own:
        return None
    return read_attachment(SimpleUploadedFile("证书照片.webp", drawings.picture("tools", after=True).image.read()))
