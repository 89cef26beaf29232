"""What the tests of alliances, their organs and their plans share."""

import datetime as dt

from django.utils import timezone

from alliance_portal.attachments import read_attachment
from members.models import Notice
from members.notifications import words
from tests.factories import AllianceMembershipFactory, WorkshopFactory, WorkshopMembershipFactory
from tests.paper_files import pdf
from workshops import services
from workshops.models import OrganTerm, Plan, PlanItem


def day(days=0):
    return timezone.localdate() + dt.timedelta(days=days)


def in_year(days):
    """The day so many days from now, kept inside this year, whose plan it is."""
    year = timezone.localdate().year
    return min(max(day(days), dt.date(year, 1, 1)), dt.date(year, 12, 31))


def member(alliance, enterprise, **fields):
    """A workshop of the enterprise that belongs to the alliance."""
    workshop = WorkshopFactory(enterprise=enterprise, **fields)
    AllianceMembershipFactory(alliance=alliance, workshop=workshop)
    return workshop


def lead(workshop, user):
    """The user leads the workshop from now on."""
    return WorkshopMembershipFactory(workshop=workshop, person=user.person, role="leader")


def term(alliance, organ="secretariat", first=-10, last=None, **holder):
    """A term that begins and ends so many days from today."""
    fields = {
        "alliance": alliance,
        "organ": organ,
        "starts_on": day(first),
        "ends_on": last if last is None else day(last),
    }
    return OrganTerm.objects.create(**fields, **holder)


def paper(text="章程"):
    return read_attachment(pdf(name="章程.pdf", text=text))


def began(alliance, by, year=None, *, in_force=True, **words):
    """This year's plan, with nothing in it."""
    plan = services.plans.begin_plan(alliance, by=by, year=year or timezone.localdate().year, **words)
    if in_force:
        Plan.objects.filter(pk=plan.pk).update(**{"status": "in_force"})
        plan.refresh_from_db()
    return plan


def item(plan, *owners, by, goal="点焊飞溅减半", kind="problem", due_on=None, **words):
    words = {"measure": "", "responsible": None} | words
    due_on = due_on or dt.date(plan.year, 12, 31)
    return services.plan_items.add_item(plan, by=by, owners=owners, goal=goal, kind=kind, due_on=due_on, **words)


def overdue(one, days=3):
    """The item's day was so many days ago; whether that is last year does not matter here."""
    PlanItem.objects.filter(pk=one.pk).update(due_on=day(-days))
    return PlanItem.objects.get(pk=one.pk)


def finish(one, by, **words):
    words = {"day": day(), "percent": 100, "note": "做完了", "evidence": "验收单已签"} | words
    return services.plan_items.report(one, by=by, **words)


def fresh(row):
    return type(row)._base_manager.get(pk=row.pk)


def told(user, *kinds):
    """What the user has been told, in words, the oldest first."""
    notices = Notice.objects.filter(user=user).order_by("pk")
    return [words(notice) for notice in (notices.filter(kind__in=kinds) if kinds else notices)]
