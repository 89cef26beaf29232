"""Visits as the union writes them down, and the promises made there."""

import datetime as dt

from django.utils import timezone

from workshops import services
from workshops.models import EnterpriseKind, GuidancePoint, Promise, Visit

DAY = dt.timedelta(days=1)


def today(days=0):
    return timezone.localdate() + DAY * days


def draft(enterprise, staff, *, days_ago=2, **facts):
    """A visit that only the union reads."""
    usual = {
        "visited_on": today(-days_ago),
        "union_people": "陈干事、李部长",
        "met": "企业工会主席、焊装车间主任",
        "findings": "三个工作室各有一套台账。",
        "internal_note": "内部：主席下月换人。",
    }
    return services.visits.record(by=staff, enterprise=enterprise, **usual | facts)


def promise(visit, staff, *, due=7, words="帮助对接职业学院", **facts):
    """Something promised; who is responsible is the union's own staff unless a name is given."""
    who = {} if "responsible_name" in facts else {"responsible": staff}
    made = Promise(visit=visit, words=words, due_on=today(due), **who | facts)
    return services.promises.make(made, by=staff)


def shared(enterprise, staff, *, due=(7,), days_ago=2, **facts):
    """A visit that the enterprise reads, with a promise for each number of days from now in `due`."""
    days_ago = max([days_ago, *(-days for days in due)])
    visit = draft(enterprise, staff, days_ago=days_ago, **facts)
    for days in due:
        promise(visit, staff, due=days)
    return services.visits.share(visit, by=staff)


def fresh(record):
    return type(record).objects.get(pk=record.pk)


def the_promise(visit):
    return Promise.objects.select_related("visit").get(visit=visit)


def verbs(record):
    return [event.verb for event in record.events.order_by("pk")]


def kind_of(enterprise, name="大型企业", guidance="统一年度计划"):
    """The enterprise is of this kind from now on; returns the point of guidance that fits it."""
    kind, _new = EnterpriseKind.objects.get_or_create(name=name)
    kind.enterprises.add(enterprise)
    return GuidancePoint.objects.get_or_create(kind=kind, words=guidance)[0]


def shown(user):
    """The days of the visits that somebody sees."""
    return set(Visit.objects.visible_to(user).values_list("pk", flat=True))
