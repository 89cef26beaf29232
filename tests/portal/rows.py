"""A row of everything, as lists of the admin show them."""

import datetime as dt

from django.utils import timezone

from alliance_portal import outbox
from members import services as member_services
from members.models import Headcount, ImportBatch, ImportRow
from suggestions import services
from suggestions.models import NameConsent, Sentence, SynonymGroup
from tests import factories
from tests.suggestions import panels, rewarding
from tests.workshops import alliances, asking, helping, plating, sharing, visiting
from tests.workshops.booking import VenueFactory, booked
from training.models import Attendance
from workshops import services as workshop_services


def one_of_each(cast, staff, n):
    """One more row of every registered model, each with relations of its own."""
    moment = timezone.now() - dt.timedelta(days=n)
    enterprise = factories.EnterpriseFactory()
    shop = factories.DepartmentFactory(enterprise=enterprise)
    team = factories.DepartmentFactory(enterprise=enterprise, parent=shop)
    person = factories.PersonFactory(department=team)
    user = factories.account(person)
    member_services.grant_role(user, "reviewer", enterprise, by=staff)
    Headcount.objects.create(enterprise=enterprise, department=team, month=dt.date(2026, 1 + n, 1), people=5)
    batch = ImportBatch.objects.create(
        kind="roster", enterprise=enterprise, file_name=f"{n}.xlsx", sha256="0" * 64, uploaded_by=user
    )
    ImportRow.objects.create(batch=batch, number=n, outcome="new", cells=["王海", "0001"])
    suggestion = factories.SuggestionFactory(department=team, received_at=moment)
    NameConsent.objects.create(proposer=suggestion.proposers.get(), audience="enterprise")
    hidden = factories.SuggestionFactory(department=team, received_at=moment, name_hidden=True)
    services.ask_envelope(hidden, by=staff, reason="核实")
    services.hang_poster(by=user, department=team)
    task = factories.SuggestionFactory(department=team, received_at=moment)
    services.adopt(task, by=user, reason="采纳。", owner=person, due_on=timezone.localdate())
    services.plan_step(task, by=user, title="买材料", due_on=timezone.localdate())
    services.hand_over(task, by=user, to=factories.PersonFactory(department=team), reason="调班")
    _judged(cast, factories.SuggestionFactory(department=cast.team), panels.rubric(f"评分表{n}"))
    meeting = services.plan_meeting(by=user, enterprise=enterprise, title=f"评审会{n}", held_on=panels.today())
    services.put_on_list(meeting, factories.SuggestionFactory(department=team), by=user)
    Sentence.objects.create(enterprise=enterprise, decision="ask", text="请问是几号工位？")
    SynonymGroup.objects.create(words=f"料框{n}=料箱{n}")
    rewarding.paid_to(user, team, moment)
    factories.BoardFactory(enterprise=enterprise, department=team, created_by=user)
    alliance = factories.AllianceFactory(parent=factories.AllianceFactory())
    workshop = factories.WorkshopFactory(enterprise=enterprise, alliance=alliance)
    factories.WorkshopMembershipFactory(workshop=workshop, person=person)
    visiting.shared(enterprise, staff, points=[visiting.kind_of(enterprise, f"类型{n}", f"要点{n}")])
    booked(VenueFactory(enterprise=enterprise, workshops=[workshop]), user)
    asking.one_of_each(workshop, staff, n)
    _plated(workshop, person, staff)
    specialities = [factories.SpecialityFactory(), factories.SpecialityFactory()]
    workshop.specialities.set(specialities)
    factories.willing(user, *specialities)
    helping.asked(cast.worker if n == 1 else factories.account(factories.PersonFactory(department=team)), user)
    sharing.published(user, workshop, specialities=specialities)
    kept(alliance, workshop, user, n)
    session = factories.SessionFactory(enterprise=enterprise)
    Attendance.objects.create(session=session, person=person)
    outbox.put(outbox.Letter(f"{n}", "wang@example.org", "有回音了", "您的建议已采纳。"))


def _plated(workshop, person, staff):
    """A plate with a document, a change of name and leader, and what was found on the spot."""
    plate = plating.hung(workshop, staff)
    workshop_services.plate_documents.attach_document(
        plate, by=staff, role="district_staff", document=plating.document()
    )
    workshop_services.rename(workshop, by=staff, name=f"{workshop.name}新", reason="更名")
    facts = {"former": None, "day": timezone.localdate(), "reason": "新任"}
    workshop_services.change_leader(workshop, by=staff, to=person, **facts)
    workshop_services.readiness.say(workshop, by=staff, heading="rules", state="there", words="已上墙")
    plating.accepted(workshop, staff)


def kept(alliance, workshop, user, n):
    """An application, a term, a charter and a plan of an alliance, each with what belongs to it."""
    asked = factories.WorkshopFactory(enterprise=workshop.enterprise)
    workshop_services.applications.apply(alliance, asked, by=user, role="officer", words="想一起攻关。")
    alliances.term(alliance, workshop=workshop)
    facts = {"attachment": alliances.paper(), "summary": "轮值一年一换。", "valid_from": alliances.day(-n)}
    workshop_services.charters.add_charter(alliance, by=user, **facts)
    plan = alliances.began(alliance, user)
    alliances.finish(alliances.item(plan, workshop, by=user), user)


def _judged(cast, suggestion, rubric):
    """A panel that has given its advice."""
    panel = panels.called(cast, suggestion, rubric=rubric)
    for member in (cast.owner, cast.finance, cast.officer):
        panels.vote(panel, member)
