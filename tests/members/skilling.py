"""Certificates at each of their steps, made the way people make them."""

import datetime as dt

from django.utils import timezone

from alliance_portal.attachments import read_attachment
from members.models import Speciality
from members.services import skills
from tests.factories import picture


def today():
    return timezone.localdate()


def in_days(days):
    return today() + dt.timedelta(days=days)


def welding():
    return Speciality.objects.get_or_create(name="焊工")[0]


def words(**changed):
    facts = {"speciality": None, "grade": "senior", "number": "S000032050001", "body": "市职业技能鉴定中心"}
    facts |= {"granted_on": in_days(-400), "valid_until": None} | changed
    return facts | {"speciality": facts["speciality"] or welding()}


def paper():
    return read_attachment(picture("证书.jpg"))


def handed_in(user, **changed):
    """One's own, to be confirmed, with its photo."""
    return skills.enter(user.person, by=user, document=paper(), **words(**changed))


def entered(person, officer, **changed):
    """By an officer: it counts."""
    return skills.enter(person, by=officer, **words(**changed))


def refused(user, officer, reason="照片看不清编号", **changed):
    return skills.refuse(handed_in(user, **changed), by=officer, reason=reason)


def form(speciality, **changed):
    """What a browser sends."""
    facts = words(speciality=speciality, **changed) | {"speciality": speciality.pk}
    return {name: value for name, value in facts.items() if value is not None}
