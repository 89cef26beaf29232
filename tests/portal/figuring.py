"""Two enterprises whose figures can be counted by hand, in every chapter of the open figures."""

import datetime as dt
import json

from django.urls import reverse

from members import services as member_services
from tests.factories import PersonFactory, SessionFactory, WorkshopFactory
from tests.ladder import idea, moment
from tests.training import mentoring
from tests.workshops import honouring, plating, posing, resulting
from training.models import Attendance

NOW = dt.datetime(2026, 8, 31, 10, tzinfo=dt.UTC)
PERIOD = {"from": "2026-01", "to": "2026-08"}


def everything(cast, strangers, staff):
    """31 suggestions of the cast's enterprise and one of the strangers', and a little of all else in both."""
    suggestions(cast, strangers)
    sessions(cast, strangers)
    shared(cast, strangers, staff)
    mentoring.in_force(cast)
    for person in (cast.worker, cast.colleague, strangers.worker):
        member_services.data_requests.ask(by=person, kind="correction", words="岗位写错了")
    return cast


def suggestions(cast, strangers):
    """24 adopted of 24 people, two more done (one verified), one done by ledger; two wait, two withdrawn or spam."""
    crew = PersonFactory.create_batch(30, department=cast.team)
    for number, person in enumerate(crew[:24]):
        idea(cast.team, f"2026-0{number % 7 + 1}-10", by=person, answer="adopted", on=f"2026-0{number % 7 + 1}-12")
    author = crew[0]
    done = {"by": author, "answer": "adopted", "on": "2026-06-03", "done": "2026-07-01"}
    idea(cast.team, "2026-06-01", **done, claimed=9000, verified=12345)
    idea(cast.team, "2026-06-02", **done, claimed=700)
    idea(cast.team, "2026-08-29", by=author)
    idea(cast.team, "2026-08-10", by=author)
    idea(cast.office, "2026-05-01", by=author, answer="declined", on="2026-05-20")
    idea(cast.office, "2026-05-02", by=author, answer="reserved", on="2026-05-03")
    by_ledger = {"on": "2026-05-04", "done": "2026-05-05", "verified": 1, "ledger": True}
    idea(cast.office, "2026-05-03", by=author, answer="adopted", **by_ledger)
    idea(cast.office, "2026-07-03", by=author, withdrawn="2026-07-04")
    idea(cast.office, "2026-07-04", by=author, spam="2026-07-05")
    idea(strangers.team, "2026-05-04", by=strangers.worker.person)


def sessions(cast, strangers):
    """Two in May, of which one has a list of two names, one in July; the strangers' with eight heads."""
    held(cast.enterprise, "2026-05-07", head_count=30)
    with_names = held(cast.enterprise, "2026-05-20", function="education")
    Attendance.objects.bulk_create(
        Attendance(session=with_names, person=user.person) for user in (cast.worker, cast.colleague)
    )
    held(cast.enterprise, "2026-07-02", head_count=5)
    held(strangers.enterprise, "2026-07-03", head_count=8)


def held(enterprise, day, **facts):
    begins = moment(day)
    return SessionFactory(enterprise=enterprise, starts_at=begins, ends_at=begins + dt.timedelta(hours=3), **facts)


def shared(cast, strangers, staff):
    """Two workshops of the cast with two plates on one of them, one of the strangers; problems, results, honours."""
    named, _other = WorkshopFactory.create_batch(2, enterprise=cast.enterprise)
    plating.hung(named, staff)
    plating.hung(named, staff, "2026-03-05", level="provincial", title="省劳模创新工作室", body="省总工会")
    WorkshopFactory(enterprise=strangers.enterprise)
    posing.opened(cast.officer, cast.enterprise, staff)
    posing.opened(strangers.officer, strangers.enterprise, staff)
    verified = {"verified_yuan": 50000, "verified_by": cast.finance, "verified_at": NOW}
    resulting.shared(cast.enterprise, **verified)
    resulting.used(resulting.shared(strangers.enterprise), cast, keeper=strangers.officer)
    honouring.given(cast.worker, staff)
    honouring.agrees(cast.worker)
    honouring.given(cast.colleague, staff, level="municipal", granted_on=dt.date(2026, 8, 2))
    honouring.given_to_enterprise(strangers.enterprise, staff, level="national")


def get(client, code="suggestions", kind="json", **asked):
    return client.get(reverse(f"figures-{kind}", args=[code]), asked)


def data(client, code="suggestions", **asked):
    response = get(client, code, **asked)
    assert response.status_code == 200, response.content.decode()
    return json.loads(response.content)


def values(found):
    return {one["code"]: one["value"] for one in found["figures"]}


def rates(found):
    return {one["code"]: (one["numerator"], one["denominator"], one["value"]) for one in found["rates"]}
