"""The board and the work on a problem, page by page."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import (
    ResultFactory,
    SpecialityFactory,
    WorkshopFactory,
    WorkshopMembershipFactory,
    willing,
)
from tests.workshops import posing
from workshops.models import Bid, Problem
from workshops.services import problems as services

pytestmark = pytest.mark.usefixtures("english")


def at(name, *parts):
    return reverse(f"workshops:{name}", args=parts)


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def offered_steps(user, problem):
    response = signed_in(user).get(problem.get_absolute_url())
    return [address.rstrip("/").rpartition("/")[2] for address, _label, _kind in response.context["steps"]]


@pytest.fixture
def officer(cast):
    return signed_in(cast.officer)


@pytest.fixture
def solver(strangers):
    """The other enterprise with a workshop that may bid."""
    strangers.workshop = WorkshopFactory(enterprise=strangers.enterprise, name="甲辰焊接工作室")
    return strangers


def draft_form(**words):
    days = {"bids_until": posing.day(10), "due_on": posing.day(60)}
    usual = {**posing.WORDS, **days, "crosses": "on", "ownership": "joint"}
    return {**usual, **words}


def test_visitors_find_what_is_public_and_read_no_names(client, cast, strangers, staff):
    public = posing.working(cast, strangers, staff)
    inside = posing.opened(cast.officer, cast.enterprise, cast.officer, visibility="enterprise", title="内部难题")
    posing.draft(cast.officer, cast.enterprise, title="还没查的")
    board = client.get(at("problems"))
    assert [row.number for row in board.context["page_obj"]] == [public.number]
    page = client.get(public.get_absolute_url())
    assert not page.context["inside"]
    for kept_back in ("周工", "孙干事", "换摆动送丝", "样件试焊\n"):
        assert kept_back not in page.text
    assert client.get(inside.get_absolute_url()).status_code == 404


def test_the_list_asks_as_often_for_three_as_for_one(client, cast, strangers, staff, django_assert_num_queries):
    problem = posing.working(cast, strangers, staff, specialities=[SpecialityFactory()])
    client.get(at("problems"))
    with django_assert_num_queries(7):
        client.get(at("problems"))
    for _n in range(2):
        posing.working(cast, strangers, staff, specialities=[SpecialityFactory()])
    with django_assert_num_queries(7):
        assert len(client.get(at("problems")).context["page_obj"]) == 3
    assert client.get(problem.get_absolute_url()).status_code == 200


def test_the_desk_asks_as_often_for_three_as_for_one(cast, strangers, staff, officer, django_assert_max_num_queries):
    posing.working(cast, strangers, staff)
    officer.get(at("desk-problems"))
    with django_assert_max_num_queries(40) as one:
        officer.get(at("desk-problems"))
    for _n in range(2):
        posing.working(cast, strangers, staff)
    with django_assert_max_num_queries(len(one)):
        assert len(officer.get(at("desk-problems")).context["page_obj"]) == 3


def test_the_board_is_searched_by_words_state_and_speciality(client, cast, strangers, staff):
    welding = SpecialityFactory(name="焊接")
    open_one = posing.opened(cast.officer, cast.enterprise, staff, specialities=[welding])
    posing.working(cast, strangers, staff, title="铸件裂纹", description="冷却时开裂。")

    def found(**asked):
        return [row.title for row in client.get(at("problems"), asked).context["page_obj"]]

    assert found(q="裂纹") == ["铸件裂纹"]
    assert found(speciality="焊接") == found(state="bids") == [open_one.title]
    assert found(state="work") == ["铸件裂纹"]
    assert "Nothing fits these conditions." in client.get(at("problems"), {"q": "没有这样的"}).text


def test_an_officer_posts_a_problem_and_staff_put_it_on_the_board(cast, staff, officer):
    assert officer.post(at("problem-new"), draft_form()).status_code == 302
    problem = Problem.objects.get()
    assert (problem.enterprise, problem.reward, problem.crosses) == (cast.enterprise, "5000元", True)
    assert offered_steps(cast.officer, problem) == ["hand-in", "change", "drop"]
    officer.post(at("problem-hand-in", problem.number), {"version": problem.version})
    assert offered_steps(staff, problem) == ["open", "send-back"]
    version = posing.fresh(problem).version
    signed_in(staff).post(at("problem-open", problem.number), {"version": version, "note": ""})
    assert posing.fresh(problem).status == "open"


def test_nothing_typed_is_lost_when_the_days_are_in_the_wrong_order(officer):
    page = officer.post(at("problem-new"), draft_form(due_on=posing.day(5)))
    assert list(page.context["form"].errors) == ["due_on"]
    assert "每百台有七处气孔" in page.text
    assert not Problem.objects.exists()


def test_a_leader_posts_in_the_name_of_the_workshop(cast):
    workshop = WorkshopFactory(enterprise=cast.enterprise)
    WorkshopMembershipFactory(workshop=workshop, person=cast.owner.person, role="leader")
    client = signed_in(cast.owner)
    assert list(client.post(at("problem-new"), draft_form()).context["form"].errors) == ["workshop"]
    client.post(at("problem-new"), draft_form(workshop=workshop.pk))
    assert Problem.objects.get().workshop == workshop


def test_others_may_not_post(cast):
    for user in (cast.worker, cast.reviewer, cast.finance):
        assert signed_in(user).get(at("problem-new")).status_code == 403


def test_a_workshop_of_another_enterprise_bids_with_its_team(cast, staff, solver):
    problem = posing.opened(cast.officer, cast.enterprise, staff)
    client, address = signed_in(solver.officer), at("problem-bid", problem.number)
    sent = {
        "workshop": solver.workshop.pk,
        "plan": "换送丝。",
        "promised_on": posing.day(50),
        "team": "0004：主持\n王海",
    }
    wrong = client.post(address, {**sent, "team": "0004：主持\n没有这人"})
    assert (list(wrong.context["form"].errors), "换送丝。" in wrong.text) == (["team"], True)
    assert client.post(address, sent).status_code == 302
    bid = Bid.objects.get()
    assert [(member.person.name, member.does) for member in bid.team.all()] == [("周工", "主持"), ("王海", "")]
    assert "换送丝。" in client.get(problem.get_absolute_url()).text
    assert "换送丝。" in signed_in(cast.officer).get(problem.get_absolute_url()).text
    assert "换送丝。" not in signed_in(cast.worker).get(problem.get_absolute_url()).text


def test_who_runs_no_workshop_does_not_bid(cast, strangers, staff):
    problem = posing.opened(cast.officer, cast.enterprise, staff)
    assert signed_in(strangers.worker).get(at("problem-bid", problem.number)).status_code == 403


def test_a_choice_made_from_an_old_page_is_shown_again(cast, strangers, staff, officer):
    problem = posing.opened(cast.officer, cast.enterprise, staff)
    bid = posing.offered(problem, strangers)
    address = at("bid-choose", problem.number, bid.pk)
    services.end(problem, by=cast.officer, reason="产品停产。")
    assert officer.post(address, {"version": problem.version, "reason": ""}).status_code == 409
    assert posing.fresh(bid).status == "not_chosen"


def test_the_steps_offered_follow_the_work(cast, strangers, staff):
    problem = posing.claimed(cast, strangers, staff)
    assert offered_steps(cast.officer, problem) == ["sign", "reopen", "end"]
    assert offered_steps(strangers.officer, problem) == []
    problem = posing.delivered(cast, strangers, staff)
    assert offered_steps(cast.officer, problem) == ["accept", "rework", "fail"]
    problem = posing.accepted(cast, strangers, staff)
    assert offered_steps(cast.officer, problem) == ["pay"]
    assert offered_steps(staff, problem) == []


def test_the_whole_way_on_the_pages(cast, strangers, staff, officer, solver):
    problem = posing.opened(cast.officer, cast.enterprise, staff)
    bid = posing.offered(problem, strangers, solver.workshop)
    team = signed_in(strangers.officer)

    def send(client, name, *parts, **words):
        data = {"version": posing.fresh(problem).version, **words}
        response = client.post(at(name, problem.number, *parts), data)
        assert response.status_code == 302, response.context["form"].errors

    early = officer.post(at("bid-choose", problem.number, bid.pk), {"version": problem.version, "reason": "设备齐。"})
    assert early.status_code == 409
    assert "wait until that day is over" in early.text
    posing.closed(problem)
    send(officer, "bid-choose", bid.pk, reason="设备齐。")
    send(team, "milestone-new", title="样件试焊", due_on=posing.day(20))
    assert "样件试焊" in officer.get(at("task-book", problem.number)).text
    send(officer, "problem-sign", signed_on=posing.day(0))
    milestone = problem.milestones.get()
    send(team, "milestone-report", milestone.pk, text="试焊30件。")
    missing = officer.post(at("milestone-check", problem.number, milestone.pk), {"result": "not_yet", "version": 0})
    assert list(missing.context["form"].errors) == ["finding"]
    send(officer, "milestone-check", milestone.pk, result="reached", finding="合格。")
    send(team, "problem-deliver", text="都交了。")
    send(officer, "problem-rework", reason="缺图纸。")
    send(team, "problem-deliver", text="图纸补上了。")
    send(officer, "problem-accept", reached_value="0.6处", minutes="抽检两周合格。")
    send(officer, "problem-pay", paid_on=posing.day(0), receipt="转账单0321")
    page = team.get(problem.get_absolute_url())
    assert [result.title for result in page.context["results"]] == [problem.title]
    assert "转账单0321" in page.text
    assert "转账单0321" not in Client().get(problem.get_absolute_url()).text


def test_only_those_who_are_on_it_take_its_steps_and_see_its_book(cast, strangers, staff):
    problem = posing.reported(cast, strangers, staff)
    milestone = problem.milestones.get()
    for name, parts, may in (
        ("problem-deliver", (), strangers.officer),
        ("milestone-report", (milestone.pk,), strangers.officer),
        ("milestone-check", (milestone.pk,), cast.officer),
        ("problem-fail", (), cast.officer),
        ("milestone-new", (), strangers.officer),
        ("task-book", (), strangers.officer),
    ):
        address = at(name, problem.number, *parts)
        assert signed_in(may).get(address).status_code == 200
        assert signed_in(cast.worker).get(address).status_code == 403
    for name in ("problem-deliver", "milestone-report"):
        parts = (milestone.pk,) if "milestone" in name else ()
        assert signed_in(cast.officer).get(at(name, problem.number, *parts)).status_code == 403


def test_a_milestone_is_looked_for_in_its_own_problem_alone(cast, strangers, staff, officer):
    first, second = posing.reported(cast, strangers, staff), posing.reported(cast, strangers, staff)
    assert officer.get(at("milestone-check", first.number, second.milestones.get().pk)).status_code == 404


def test_who_and_what_may_help_is_proposed(cast, strangers, staff):
    welding = SpecialityFactory(name="焊接")
    willing(strangers.owner, welding)
    workshop = WorkshopFactory(enterprise=strangers.enterprise)
    workshop.specialities.set([welding])
    same_words = ResultFactory(title="侧围焊缝气孔治理", before="焊缝气孔多，要人工补焊。")
    ResultFactory(title="仓库货架改造", before="找料慢。")
    hidden = ResultFactory(title="侧围焊缝气孔再治理", before="焊缝气孔多", visibility="enterprise")
    problem = posing.opened(cast.officer, cast.enterprise, staff, specialities=[welding])
    found = signed_in(cast.officer).get(problem.get_absolute_url()).context["fitting"]
    assert (found.workshops, [one.name for one in found.people]) == ([workshop], ["周工"])
    assert found.results == [same_words]
    assert hidden not in found.results
    assert Client().get(problem.get_absolute_url()).context["fitting"].people == []


def test_the_figures_stand_beside_what_they_are_made_of(cast, strangers, staff, officer):
    posing.accepted(cast, strangers, staff)
    gone = posing.opened(cast.officer, cast.enterprise, staff)
    Problem.objects.filter(pk=gone.pk).update(bids_until=posing.day(-1))
    services.remind()
    posing.opened(cast.officer, cast.enterprise, staff)
    posing.draft(cast.officer, cast.enterprise)
    figures = officer.get(at("desk-problems")).context["figures"]
    assert (figures.posted, figures.solved, figures.unclaimed, figures.under_way) == (3, 1, 1, 1)
    assert (str(figures.completion), str(figures.unclaimed_rate)) == ("1/3", "1/3")
