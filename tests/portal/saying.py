"""News and remarks for tests."""

import datetime as dt
import uuid

from django.utils import timezone

from alliance_portal import services
from alliance_portal.files import read_picture
from alliance_portal.models import News
from tests.factories import picture

WORDS = {"kind": "notice", "title": "关于开展技能比武的通知", "body": "请各单位报名。", "source": "区总工会"}


def news(by, *, days=0, pictured=False, **words):
    """A piece of news that is shown since so many days; `for_` is an enterprise."""
    facts = {**WORDS, "publish_at": timezone.now() - dt.timedelta(days=days, minutes=1), **words}
    if enterprise := facts.pop("for_", None):
        facts["enterprise"] = enterprise.pk
    kept = {"picture": read_picture(picture())} if pictured else {}
    return services.keep_news(News(**facts), by=by, **kept)


def remark(**words):
    return services.give_feedback(**{"key": uuid.uuid4(), "kind": "burden", "text": "同一张表填了两遍。", **words})
