"""Superiors who ask, and requests made of what they ask: what the tests of requirements share."""

import datetime as dt
from decimal import Decimal

from django.utils import timezone

from alliance_portal.attachments import read_attachment
from alliance_portal.facts import REGISTERED
from alliance_portal.periods import Period
from tests.factories import WorkshopFactory, WorkshopMembershipFactory
from tests.paper_files import package, pdf
from workshops import services
from workshops.models import OwnFact, Requirement, RequirementField, Superior
from workshops.radar.asked import Asked
from workshops.radar.cells import Want
from workshops.radar.dues import due_in, next_due

THIRD = Period(dt.date(2026, 7, 1), dt.date(2026, 9, 1))
JULY = dt.date(2026, 7, 1)
# Within the third quarter; what is asked about it is due in October.
TODAY = dt.datetime(2026, 9, 20, 2, tzinfo=dt.UTC)


def superior(name="区总工会经济部", **fields):
    return Superior.objects.get_or_create(name=name, defaults={"system": "union"} | fields)[0]


def requirement(title="季度报表", *columns, by="区总工会经济部", enterprises=(), **fields):
    """A quarterly one, due on the 10th after the quarter; `columns` are (name, code of the fact)."""
    facts = {"frequency": "quarterly", "in_force_from": dt.date(2026, 1, 1)} | fields
    made = Requirement.objects.create(superior=superior(by), title=title, **facts)
    made.enterprises.set(enterprises)
    for place, (name, code) in enumerate(columns):
        RequirementField.objects.create(requirement=made, place=place, name=name, fact=code)
    return fresh(made)


def fresh(made):
    """The requirement as the radar reads it."""
    return Requirement.objects.for_radar().get(pk=made.pk)


def three_superiors():
    """Three who ask for much the same of every workshop, in their own words."""
    return [
        requirement("职工技能季报", ("培训场次", "sessions"), ("专利数", "patents"), by="区总工会经济部"),
        requirement(
            "技能人才季度表", ("办班期数", "sessions"), ("培训人次", "person_times"), by="区人社局", due_day=15
        ),
        requirement("创新平台季报", ("专利授权数", "patents"), ("场地面积", "site_area"), by="区科技局", due_day=20),
    ]


def led_workshop(enterprise, person=None, **fields):
    """A workshop of the enterprise, led by the person."""
    workshop = WorkshopFactory(enterprise=enterprise, **fields)
    if person:
        WorkshopMembershipFactory(workshop=workshop, person=person, role="leader")
    return workshop


def due(made, first=JULY):
    return due_in(made, first)


def asked(requirements, workshops):
    return Asked([fresh(one) for one in requirements], workshops)


def want(code, period=THIRD):
    return Want.of(REGISTERED[code], period)


def merged(requirements, *, by, due_on=dt.date(2026, 10, 10), first=JULY, **facts):
    """A request that was merged and not sent."""
    words = {"title": "第三季度合并填报", "due_on": due_on} | facts
    return services.requests.merge([due(one, first) for one in requirements], by=by, **words)


def sent(requirements, *, by, **facts):
    return services.requests.send(merged(requirements, by=by, **facts), by=by)


def answer_of(request, workshop):
    return request.answers.get(workshop=workshop)


def one_of_each(workshop, staff, number):
    """One more row of every model of requirements, for lists of the admin."""
    OwnFact.objects.create(label=f"获奖情况{number}", kind="words", definition="这段时间里获得的奖项。")
    by = f"区第{number}局"
    made = requirement(f"报表{number}", ("场次", "sessions"), by=by, enterprises=[workshop.enterprise])
    due = next_due(made, timezone.localdate())
    facts = {"title": f"合并填报{number}", "due_on": due.due_on}
    request = services.requests.send(services.requests.merge([due], by=staff, **facts), by=staff)
    wanted = Want.of(REGISTERED["patents"], due.period)
    services.requests.record(workshop, wanted, by=staff, value=Decimal(number))
    services.requests.confirm(answer_of(request, workshop), by=staff)


def standing(workshop, staff):
    """(a report, the request sent for it, another one that is a draft, a typed proof): what addresses are about."""
    made = [requirement(title, ("佐证", "proof"), ("场次", "sessions")) for title in ("季报", "另一张")]
    made[0].blank_form.save("表样.xlsx", package("xlsx"), save=False)
    made[0].blank_form_name = "表样.xlsx"
    made[0].save()
    dues = [next_due(one, timezone.localdate()) for one in made]
    held, draft = (
        services.requests.merge([one], by=staff, title=one.requirement.title, due_on=one.due_on) for one in dues
    )
    services.requests.send(held, by=staff)
    proof = read_attachment(pdf("证书.pdf"))
    entry = typed(workshop, "proof", proof, by=staff, period=dues[0].period)
    return dues[0], held, draft, entry


def typed(workshop, code, value, *, by, period=THIRD, **facts):
    return services.requests.record(workshop, want(code, period), by=by, value=value, **facts)
