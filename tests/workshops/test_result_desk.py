"""The workbench of results: entered, credited, given files, shared, taken over, verified and rolled out by page."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from members.models import Person
from members.services import keep_specialities
from tests.factories import ResultFactory, SpecialityFactory, WorkshopFactory, WorkshopMembershipFactory, picture
from tests.paper_files import pdf
from tests.suggestions.telling import lead_nowhere, told
from tests.workshops import honouring
from tests.workshops.resulting import (
    answer_of,
    asked,
    day,
    fresh,
    rolled_out,
    shared,
    tried,
    unit_count,
    used,
    with_files,
)
from workshops.models import Result, RollOut, SharedUse

DESK = "/en/workbench/results/"


def text(response):
    return response.content.decode()


def errors(response):
    return set(response.context["form"].errors)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def workshop(cast):
    return WorkshopFactory(enterprise=cast.enterprise)


@pytest.fixture
def desk(cast, client, workshop):
    client.force_login(cast.officer)
    return client


def words(**changed):
    return {
        "title": "电极修磨夹具", "before": "手工锉", "method": "夹具转一圈", "after": "一分钟",
        "in_use_since": day(-30).isoformat(), "innovation": "technology", "owner": "enterprise",
        "licence": "free", "visibility": "public", **changed,
    }  # fmt: skip


def at(result, page=""):
    return f"{DESK}{result.number}/{page}"


# -- entering ---------------------------------------------------------------------------------------------------------


def test_words_then_files_then_sharing_after_a_look(cast, desk, workshop):
    answer = desk.post(f"{DESK}new/", words(workshops=[workshop.pk]))
    result = Result.objects.get()
    assert (answer.url, result.is_draft, result.enterprise) == (at(result, "files/"), True, cast.enterprise)
    files = {"documents": pdf("图.pdf"), "purpose": "drawing", "before": picture(), "after": picture()}
    desk.post(at(result, "files/"), {"version": result.version, **files})
    assert (result.files.get().purpose, result.photos.count()) == ("drawing", 2)
    assert "Share it" in text(desk.get(at(result, "publish/")))
    desk.post(at(result, "publish/"), {"version": fresh(result).version})
    assert fresh(result).is_published


def test_what_is_missing_is_said_at_its_field_and_nothing_typed_is_lost(desk):
    page = desk.post(f"{DESK}new/", words(title="", licence="", claimed_yuan="9000", method="写好的话"))
    assert errors(page) == {"title", "licence", "reckoning"}
    assert "写好的话" in text(page)
    assert not Result.objects.exists()


def test_only_the_own_workshops_can_be_chosen(strangers, desk):
    theirs = WorkshopFactory(enterprise=strangers.enterprise)
    assert errors(desk.post(f"{DESK}new/", words(workshops=[theirs.pk]))) == {"workshops"}


def test_words_are_changed_and_an_old_page_is_shown_again(cast, strangers, desk, workshop):
    theirs = WorkshopFactory(enterprise=strangers.enterprise)
    result = shared(cast.enterprise, workshops=[workshop, theirs])
    old = {"version": result.version, "workshops": [workshop.pk]}
    desk.post(at(result), words(title="第一次改", **old))
    page = desk.post(at(result), words(title="第二次改", **old))
    assert (page.status_code, "第二次改" in text(page), fresh(result).title) == (409, True, "第一次改")
    assert set(result.workshops.all()) == {workshop, theirs}


def test_a_verified_claim_is_not_offered_for_change(cast, desk):
    result = shared(cast.enterprise, verified_yuan=5, verified_by=cast.finance, verified_at="2026-01-05T08:00Z")
    assert "claimed_yuan" not in desk.get(at(result)).context["form"].fields


def test_makers_are_found_on_the_roster_or_come_from_outside(cast, desk):
    result = shared(cast.enterprise)
    rows = {"who_1": "王海", "did_1": "想出夹具", "who_2": "0002", "who_3": "李老师（技师学院）"}
    rows |= {"kind_1": "utility", "number_1": "ZL1", "granted_1": day(-9).isoformat(), "version": result.version}
    desk.post(at(result, "credits/"), rows)
    assert [(str(maker), maker.did) for maker in result.makers.all()] == [
        ("王海", "想出夹具"), ("赵敏", ""), ("李老师（技师学院）", ""),
    ]  # fmt: skip
    assert result.patents.get().granted_on == day(-9)
    assert "0001 王海" in text(desk.get(at(result, "credits/")))


def test_whoever_left_since_stays_credited(cast, desk):
    result = shared(cast.enterprise)
    desk.post(at(result, "credits/"), {"who_1": "0002", "version": result.version})
    Person.objects.filter(pk=cast.colleague.person.pk).update(in_service=False, left_on=day(-1))
    rows = {"who_1": "0002 赵敏", "kind_1": "utility", "number_1": "ZL2", "version": fresh(result).version}
    desk.post(at(result, "credits/"), rows)
    assert (result.makers.get().person, result.patents.get().number) == (cast.colleague.person, "ZL2")


@pytest.mark.parametrize("why", ["put forward", "honoured"])
def test_a_draft_that_something_names_is_not_thrown_away(cast, staff, desk, why):
    result = honouring.in_use(cast.enterprise, cast.worker, status="draft", published_at=None)
    if why == "put forward":
        honouring.put_forward(result, cast.officer)
    else:
        honouring.given_to_enterprise(cast.enterprise, staff, kind="result", result=result)
    page = desk.post(at(result, "discard/"), {"version": result.version})
    assert page.status_code == 409
    assert "so it stays" in text(page)
    assert Result.objects.filter(pk=result.pk).exists()


def test_an_unknown_maker_and_half_a_patent_are_said_at_their_field(cast, desk):
    result = shared(cast.enterprise)
    page = desk.post(at(result, "credits/"), {"who_2": "王海海", "number_1": "ZL1", "version": result.version})
    assert errors(page) == {"who_2", "kind_1"}
    assert "王海海" in text(page)


def test_files_are_taken_away_after_a_question(cast, desk):
    result = with_files(shared(cast.enterprise), cast.officer)
    for kind, row in (("files", result.files.get()), ("photos", result.photos.first())):
        where = at(result, f"{kind}/{row.code}/remove/")
        assert "Take this away?" in text(desk.get(where))
        desk.post(where)
        assert desk.get(where).status_code == 404
    assert (result.files.count(), result.photos.count()) == (0, 1)


def test_nothing_chosen_and_what_is_no_picture_is_refused(cast, desk):
    result = shared(cast.enterprise)
    assert errors(desk.post(at(result, "files/"), {"version": result.version})) == {"__all__"}
    assert errors(desk.post(at(result, "files/"), {"version": result.version, "before": pdf("图.pdf")})) == {"before"}


def test_withdrawing_asks_for_the_reason_and_nothing_is_changed_afterwards(cast, desk):
    result = shared(cast.enterprise)
    assert errors(desk.post(at(result, "withdraw/"), {"version": result.version, "reason": " "})) == {"reason"}
    desk.post(at(result, "withdraw/"), {"version": result.version, "reason": "图上尺寸错了。"})
    assert fresh(result).is_withdrawn
    for page in ("", "credits/", "files/"):
        assert desk.get(at(result, page)).status_code == 302
    assert "no longer fits" in text(desk.get(at(result, "publish/")))


def test_a_draft_is_thrown_away_after_a_question(cast, desk):
    draft = ResultFactory(enterprise=cast.enterprise, status="draft")
    assert "cannot be taken back" in text(desk.get(at(draft, "discard/")))
    assert desk.post(at(draft, "discard/"), {"version": draft.version}).url == DESK
    assert not Result.objects.exists()


def test_the_desk_lists_every_state_of_the_own(cast, strangers, desk):
    for status in ("draft", "published", "withdrawn"):
        ResultFactory(
            enterprise=cast.enterprise, status=status, withdrawn_because="错" if status == "withdrawn" else ""
        )
    shared(strangers.enterprise)
    assert len(desk.get(DESK).context["page_obj"]) == 3
    assert [one.status for one in desk.get(DESK, {"status": "draft"}).context["page_obj"]] == ["draft"]


def test_whoever_leads_the_workshop_keeps_its_results(cast, client, workshop):
    WorkshopMembershipFactory(workshop=workshop, person=cast.worker.person, role="leader")
    own, other = shared(cast.enterprise, workshops=[workshop]), shared(cast.enterprise)
    client.force_login(cast.worker)
    assert [client.get(at(result)).status_code for result in (own, other)] == [200, 403]
    client.post(f"{DESK}new/", words())
    assert Result.objects.filter(created_by=cast.worker, enterprise=cast.enterprise).exists()


# -- both sides of a use ----------------------------------------------------------------------------------------------


def step(client, record, name, **data):
    return client.post(f"{DESK}uses/{record.pk}/{name}/", {"version": fresh(record).version, **data})


def test_from_the_request_to_a_verified_benefit(cast, strangers, client):
    result = shared(cast.enterprise, licence="agreement")
    use = asked(result, strangers)
    client.force_login(cast.officer)
    assert "Let them use it" in text(client.get(f"{DESK}uses/{use.pk}/"))
    step(client, use, "agree", terms="免费，注明来源。")
    client.force_login(strangers.officer)
    step(client, use, "begin", on=day(-3).isoformat())
    page = client.get(f"{DESK}uses/{use.pk}/conclude/")
    assert "What came of the trial?" in text(page)
    facts = {"came": "adapted", "experience": "改了底座。", "on": day().isoformat()}
    step(client, use, "conclude", claimed_yuan="3500", reckoning="按工时", **facts)
    assert (fresh(use).status, unit_count(result)) == ("adapted", 1)
    client.force_login(strangers.finance)
    assert "点焊电极" in text(client.get(f"{DESK}benefits/"))
    step(client, use, "verify", yuan="3000", basis="账")
    assert (fresh(use).verified_yuan, fresh(result).verified_yuan) == (3000, None)
    assert "CNY 3,000" in text(client.get(f"{DESK}benefits/", {"show": "verified"}))


def test_what_does_not_fit_is_said_at_its_field(cast, strangers, client):
    use = tried(shared(cast.enterprise), strangers)
    client.force_login(strangers.officer)
    page = step(client, use, "conclude", came="not_applicable", claimed_yuan="5", on=day().isoformat())
    assert errors(page) == {"experience", "claimed_yuan"}
    late = step(client, use, "begin", on=day().isoformat())
    assert (late.status_code, "no longer fits" in text(late)) == (409, True)


@pytest.mark.parametrize(
    ("name", "who", "code"),
    [
        ("agree", "adopter", 403), ("refuse", "adopter", 403), ("begin", "keeper", 403), ("conclude", "keeper", 403),
        ("give-up", "keeper", 403), ("verify", "keeper", 403), ("agree", "keeper", 200), ("give-up", "adopter", 200),
        ("agree", "worker", 404), ("begin", "reader", 404),
    ],
)  # fmt: skip
def test_each_side_takes_its_own_steps(cast, strangers, client, name, who, code):
    use = asked(shared(cast.enterprise, licence="agreement"), strangers)
    users = {"keeper": cast.officer, "adopter": strangers.officer, "worker": strangers.worker, "reader": cast.worker}
    client.force_login(users[who])
    assert client.get(f"{DESK}uses/{use.pk}/{name}/").status_code == code


def test_the_list_begins_with_what_waits(cast, strangers, client):
    use = asked(shared(cast.enterprise, licence="agreement"), strangers)
    client.force_login(cast.officer)
    assert list(client.get(f"{DESK}uses/").context["page_obj"]) == [use]
    client.force_login(strangers.officer)
    assert client.get(f"{DESK}uses/").context["show"] == "ours"
    assert client.get(f"{DESK}uses/", {"show": "asked"}).context["page_obj"].paginator.count == 0


# -- roll-outs --------------------------------------------------------------------------------------------------------


@pytest.fixture
def fitting(cast, strangers):
    welding = SpecialityFactory(name="点焊")
    keep_specialities(strangers.worker.person, [welding], by=strangers.worker)
    result = shared(cast.enterprise)
    result.specialities.set([welding])
    return result


def test_a_result_is_sent_and_each_department_answers(cast, strangers, client, fitting):
    client.force_login(cast.officer)
    page = client.get(at(fitting, "roll-out/"))
    assert page.context["form"].initial["departments"] == [str(strangers.shop.pk)]
    data = {"departments": [strangers.shop.pk], "words": "请试一试。", "due_on": day(5).isoformat()}
    sent = client.post(at(fitting, "roll-out/"), {"version": fitting.version, **data})
    assert sent.url == f"{DESK}roll-outs/{RollOut.objects.get().pk}/"
    assert "0/1" in text(client.get(f"{DESK}roll-outs/", {"show": "sent"}))
    client.force_login(strangers.officer)
    answer = answer_of(strangers.shop)
    assert list(client.get(f"{DESK}roll-outs/").context["page_obj"]) == [answer]
    where = f"{DESK}answers/{answer.pk}/"
    assert errors(client.post(where, {"version": answer.version, "to": "no_use", "words": ""})) == {"words"}
    done = client.post(where, {"version": answer.version, "to": "taken_up", "words": "焊接线上试。"})
    assert done.url == f"{DESK}uses/{SharedUse.objects.get().pk}/"
    again = client.post(where, {"version": answer.version, "to": "has_it", "words": ""})
    assert (again.status_code, fresh(answer).status) == (409, "taken_up")


def test_staff_send_results_round_and_others_do_not(cast, strangers, staff, client, fitting):
    for user, code in ((staff, 200), (cast.worker, 403), (strangers.officer, 403)):
        client.force_login(user)
        assert client.get(at(fitting, "roll-out/")).status_code == code


def test_leaders_read_what_they_do_not_answer(cast, strangers, client, fitting):
    rolled_out(fitting, cast.officer, strangers.shop)
    answer = answer_of(strangers.shop)
    client.force_login(strangers.leader)
    page = client.get(f"{DESK}answers/{answer.pk}/")
    assert (page.status_code, page.context["form"]) == (200, None)
    data = {"version": answer.version, "to": "has_it", "words": ""}
    assert client.post(f"{DESK}answers/{answer.pk}/", data).status_code == 403


# -- all together -----------------------------------------------------------------------------------------------------


def test_every_notice_leads_to_a_page_that_opens(cast, strangers, client, fitting):
    Result.objects.filter(pk=fitting.pk).update(licence="agreement")
    rolled_out(fitting, cast.officer, strangers.shop)
    used(
        shared(cast.enterprise, licence="agreement"),
        strangers,
        keeper=cast.officer,
        claimed_yuan=Decimal(5),
        reckoning="账",
    )
    assert told(strangers.finance) == ["result_to_verify"]
    assert lead_nowhere() == []


@pytest.mark.parametrize("part", ["", "uses/?show=offered", "benefits/", "roll-outs/?show=sent"])
def test_three_rows_cost_as_many_queries_as_one(cast, strangers, client, fitting, part):
    def fill():
        result = with_files(shared(cast.enterprise, claimed_yuan=5, reckoning="账"), cast.officer)
        result.specialities.set(fitting.specialities.all())
        rolled_out(result, cast.officer, strangers.shop)
        used(result, strangers, claimed_yuan=Decimal(5), reckoning="账")

    def count():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"{DESK}{part}").status_code == 200
        return len(queries)

    client.force_login(cast.finance if part == "benefits/" else cast.officer)
    fill()
    once = count()
    for _n in range(2):
        fill()
    assert count() == once
