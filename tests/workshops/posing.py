"""Problems at each of their steps, made by the services."""

import datetime as dt

from django.utils import timezone

from tests.factories import WorkshopFactory
from workshops.services import problems as services

DAY = dt.timedelta(days=1)
WORDS = {
    "title": "侧围焊缝气孔",
    "description": "每百台有七处气孔，要人工补焊。",
    "current_value": "每百台7处",
    "target_value": "每百台1处以内",
    "reward": "5000元",
    "contact": "孙干事",
    "visibility": "public",
}


def day(days):
    return timezone.localdate() + days * DAY


def draft(by, enterprise, **words):
    days = {"bids_until": day(10), "due_on": day(60)}
    return services.write(by=by, enterprise=enterprise, **{**WORDS, **days, **words})


def handed_in(by, enterprise, **words):
    return services.hand_in(draft(by, enterprise, **words), by=by)


def opened(by, enterprise, staff, **words):
    return services.put_on_board(handed_in(by, enterprise, **words), by=staff)


def offered(problem, cast, workshop=None, **words):
    """A bid of a workshop of the cast's enterprise, by its officer."""
    workshop = workshop or WorkshopFactory(enterprise=cast.enterprise)
    team = [{"person": cast.owner.person, "does": "主持"}, {"person": cast.worker.person, "does": "试焊"}]
    facts = {"plan": "换摆动送丝，先做工艺试验。", "promised_on": day(50), "team": team}
    return services.bid(problem, by=cast.officer, workshop=workshop, **{**facts, **words})


def closed(problem):
    """The day for bids is over: now one of them can be chosen."""
    type(problem).objects.filter(pk=problem.pk).update(bids_until=day(-1))
    return type(problem).objects.get(pk=problem.pk)


def claimed(cast, solver, staff, **words):
    """Posted by one cast, bid for by the other one, and chosen."""
    problem = opened(cast.officer, cast.enterprise, staff, **words)
    bid = offered(problem, solver)
    return services.choose(closed(problem), by=cast.officer, bid=bid)


def working(cast, solver, staff, **words):
    problem = claimed(cast, solver, staff, **words)
    services.plan(problem, by=cast.officer, title="样件试焊", due_on=day(20))
    return services.sign(problem, by=cast.officer, signed_on=day(0))


def reported(cast, solver, staff, **words):
    problem = working(cast, solver, staff, **words)
    services.report(problem.milestones.get(), by=solver.officer, text="试焊30件，气孔1处。")
    return fresh(problem)


def delivered(cast, solver, staff, **words):
    problem = reported(cast, solver, staff, **words)
    services.check(problem.milestones.get(), by=cast.officer, reached=True)
    return services.deliver(problem, by=solver.officer, text="设备和作业指导书都交了。")


def accepted(cast, solver, staff, **words):
    facts = {"minutes": "连续两周抽检，达到要求。", "reached_value": "每百台0.6处"}
    return services.accept(delivered(cast, solver, staff, **words), by=cast.officer, **facts)


def fresh(record):
    return type(record).objects.get(pk=record.pk)


def verbs(record):
    return [event.verb for event in record.events.order_by("pk")]
