"""A row of everything, as lists of the admin show them."""

import datetime as dt
import uuid
from types import SimpleNamespace

from django.utils import timezone

from alliance_portal import outbox
from alliance_portal import services as portal_services
from alliance_portal.models import News, ReportColumn
from members import services as member_services
from members.models import Headcount, ImportBatch, ImportRow
from suggestions import services
from suggestions.models import ChecklistItem, FlagCase, NameConsent, Sentence, SynonymGroup
from tests import factories
from tests.conftest import make_cast
from tests.members import skilling, telling
from tests.portal import reporting
from tests.suggestions import panels, rewarding
from tests.training import afterwards, mentoring, sessions
from tests.workshops import (
    alliances,
    asking,
    awarding,
    helping,
    honouring,
    plating,
    posing,
    resulting,
    sharing,
    visiting,
)
from tests.workshops.booking import VenueFactory, booked
from training import services as training
from training.models import Attendance, Series
from workshops import services as workshop_services
from workshops.models import SkillNeed


def one_of_each(cast, staff, n):
    """One more row of every registered model, each with relations of its own."""
    moment = timezone.now() - dt.timedelta(days=n)
    enterprise = factories.EnterpriseFactory()
    shop = factories.DepartmentFactory(enterprise=enterprise)
    team = factories.DepartmentFactory(enterprise=enterprise, parent=shop)
    person = factories.PersonFactory(department=team)
    user = factories.account(person)
    member_services.grant_role(user, "reviewer", enterprise, by=staff)
    _applied(enterprise, team, by=user)
    member_services.data_requests.ask(by=user, kind="correction", words="岗位写错了")
    certificate = skilling.words(speciality=factories.SpecialityFactory(), number=f"S{n}")
    member_services.skills.enter(person, by=user, **certificate)
    need = {"speciality": certificate["speciality"], "least_grade": "senior", "number": n}
    SkillNeed.objects.create(department=team, **need)
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
    _checked(enterprise, user, staff, suggestion)
    factories.BoardFactory(enterprise=enterprise, department=team, created_by=user)
    factories.FigureEmbedFactory(enterprise=enterprise, created_by=user)
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
    _honoured(enterprise, user, staff)
    _worked_on_together(cast, staff, n)
    _taught(shop, user)
    session = factories.SessionFactory(enterprise=enterprise)
    Attendance.objects.create(session=session, person=person)
    _came_afterwards(enterprise, workshop, user, staff, n)
    _held_again(session, user)
    telling.draft(user, user)
    portal_services.keep_news(News(kind="notice", title=f"通知{n}", body="请看。", source="区总工会"), by=staff)
    remark = portal_services.give_feedback(key=uuid.uuid4(), kind="wish", text="想要大字。")
    portal_services.answer_feedback(remark, by=staff, answer="已经可以放大。")
    ReportColumn.objects.update_or_create(table="training", code=f"column-{n}", defaults={"title": f"第{n}列"})
    reporting.signed(staff, table=("training", "mentoring", "reform")[n % 3], period=f"2025-q{n}")
    outbox.put(outbox.Letter(f"{n}", "wang@example.org", "有回音了", "您的建议已采纳。"))


def _checked(enterprise, user, staff, suggestion):
    """A number that an enterprise was asked about, with its answer; a spot check with a finding and a comment."""
    month = suggestion.month
    check = services.plan_spot_check(
        by=staff, title="抽查", figure="adopted", first=month, last=month, method="each", size=1
    )
    row = check.rows.create(suggestion=suggestion, place=1, words="没看到")
    row.files.create(added_by=staff, file="documents/a.pdf", name="a.pdf", kind="pdf", size=1, sha256="0" * 64)
    check.comments.create(enterprise=enterprise, words="已装上", written_by=user)
    ChecklistItem.objects.get_or_create(words=f"看到第{suggestion.pk}条了吗？")
    case = FlagCase.objects.create(enterprise=enterprise, code="unreviewed", year=2026, part=20, whole=20)
    case.answers.create(words="老台账补录", part=20, whole=20, answered_by=user)


def _held_again(session, user):
    """A series with a file, and a topic asked for that is being prepared."""
    wish = sessions.wish(user, f"题目{session.pk}")
    session.series = Series.objects.create(title="班", enterprise=session.enterprise)
    session.save()
    training.materials.add(session, by=user, documents=[plating.document()])
    training.wishes.plan(wish, session, by=user)


def _taught(shop, user):
    """A mentor and an apprentice, with a change of each kind."""
    apprentice, other = (factories.PersonFactory(department=shop) for _n in range(2))
    cast = SimpleNamespace(enterprise=shop.enterprise, officer=user, owner=user, worker=None)
    made = mentoring.in_force(cast, apprentices=[apprentice])
    training.note_month(made, by=user)
    training.put_scan(made, by=user, scan=plating.document())
    training.extend(made, by=user, ends_on=made.ends_on + dt.timedelta(days=30), reason="停产")
    training.change_mentor(made, by=user, mentor=other, reason="调岗")


def _came_afterwards(enterprise, workshop, user, staff, n):
    """An opinion and a certificate, a contest with its honour, a partner with interns."""
    session = afterwards.held(enterprise, user)
    afterwards.said(session, user)
    afterwards.issued(session, staff)
    afterwards.published(staff, user, workshops=[workshop])
    agreement = afterwards.agreed(afterwards.partner(staff, enterprise, name=f"学院{n}"), staff, workshop)
    afterwards.placed(agreement, staff, workshop)


def _honoured(enterprise, user, staff):
    """An honour with a certificate, and a result whose maker's name was handed on."""
    honour = honouring.given(user, staff)
    workshop_services.honours.attach_document(honour, by=staff, document=plating.document())
    honouring.agrees(user, "hand_on")
    result = honouring.in_use(enterprise, user)
    honouring.put_forward(result, staff)
    workshop_services.five_smalls.hand_on(enterprise, result.in_use_since.year, by=staff)


def _worked_on_together(cast, staff, n):
    """A problem with a bid, a result that is taken over and rolled out, a round with an objection."""
    other = make_cast(f"X{chr(64 + n)}", f"示例单位{n}")
    posing.offered(posing.opened(cast.officer, cast.enterprise, staff), other)
    result, known = resulting.shared(cast.enterprise), factories.SpecialityFactory()
    result.specialities.set([known])
    member_services.keep_specialities(other.worker.person, [known], by=other.worker)
    resulting.rolled_out(result, cast.officer, other.shop)
    resulting.asked(result, other)
    awarding.objected(awarding.shown(staff, other))


def _plated(workshop, person, staff):
    """A plate with a document, a change of name and leader, and what was found on the spot."""
    plate = plating.hung(workshop, staff)
    workshop_services.plate_documents.attach_document(plate, by=staff, document=plating.document())
    workshop_services.rename(workshop, by=staff, name=f"{workshop.name}新", reason="更名")
    facts = {"former": None, "day": timezone.localdate(), "reason": "新任"}
    workshop_services.change_leader(workshop, by=staff, to=person, **facts)
    workshop_services.readiness.say(workshop, by=staff, heading="rules", state="there", words="已上墙")
    plating.accepted(workshop, staff)


def kept(alliance, workshop, user, n):
    """An application, a term, a charter and a plan of an alliance, each with what belongs to it."""
    asked = factories.WorkshopFactory(enterprise=workshop.enterprise)
    workshop_services.applications.apply(alliance, asked, by=user, words="想一起攻关。")
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


def _applied(enterprise, department, *, by):
    """Somebody of this roster has asked for an account, and got one."""
    applicant = factories.PersonFactory(department=department)
    code = member_services.joining.open_joining(enterprise, by=by).code
    facts = {"work_number": applicant.work_number, "name": applicant.name}
    application, _query_code = member_services.joining.apply(code=code, **facts)
    member_services.joining.approve(application, by=by)
