"""A member who is the author of a hidden idea: kept from judging it, and nobody else can tell."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from alliance_portal.workflow import WorkflowError
from suggestions import permissions, services
from suggestions.models import Ballot, Panel, Suggestion
from suggestions.services.panel import check_call
from suggestions.services.seats import steps_aside
from tests.factories import PersonFactory, account
from tests.suggestions import stages
from tests.suggestions.panels import PANELS, abstain, called, form_of, fresh, page_of, rubric, today, vote
from tests.suggestions.reviewing import QUEUE
from tests.suggestions.worlds import crowd_of, differing, world

MEETINGS = "/en/workbench/meetings/"


@pytest.fixture
def hidden(cast):
    return stages.sent(cast, hide_name=True, occurred_at=timezone.now())


def sitting(cast, hidden, **facts):
    """A panel with the author, and somebody of the author's team, in it."""
    return called(cast, hidden, members=[cast.worker, cast.colleague, cast.finance], **facts)


# What the author can do


def test_nobody_steps_aside_openly_from_a_hidden_idea(cast, hidden):
    for user in (cast.worker, cast.colleague, cast.finance):
        assert steps_aside(user, hidden) is None


def test_the_author_can_abstain_and_do_nothing_else(cast, hidden):
    panel = sitting(cast, hidden)

    with pytest.raises(WorkflowError):
        vote(panel, cast.worker)
    assert not Ballot.objects.exists()

    assert abstain(panel, cast.worker).is_abstention


def test_so_can_whoever_is_named_with_it_and_has_not_confirmed(cast, hidden):
    services.name_together(hidden, by=cast.worker, people=[cast.colleague.person])
    panel = sitting(cast, hidden)

    with pytest.raises(WorkflowError):
        vote(panel, cast.colleague)


def test_the_author_s_page_says_so_and_offers_nothing_but_an_abstention(cast, hidden, client):
    panel = sitting(cast, hidden)
    client.force_login(cast.worker)

    page = client.get(page_of(panel))

    assert list(page.context["form"].fields) == ["opinion"]
    assert "you can only abstain" in page.content.decode()
    sent = client.post(page_of(panel), form_of(panel, opinion="我不便评这一条。"))
    assert sent.status_code == 302
    ballot = Ballot.objects.get()
    assert (ballot.recommendation, ballot.scores.count()) == ("abstained", 0)
    assert client.post(page_of(panel), form_of(panel, opinion="我不便评这一条。")).status_code == 302


def test_the_author_reads_no_votes_at_any_time(cast, hidden):
    panel = sitting(cast, hidden)
    abstain(panel, cast.worker)
    vote(panel, cast.finance)
    assert not permissions.can_read_votes(cast.worker, fresh(panel))

    vote(panel, cast.colleague)

    assert fresh(panel).outcome == "advice"
    assert not permissions.can_read_votes(cast.worker, fresh(panel))
    assert not permissions.can_read_result(cast.worker, fresh(panel))


@pytest.mark.parametrize("hide", [True, False])
def test_votes_beside_a_hidden_name_are_read_without_names(cast, client, hide):
    suggestion = stages.sent(cast, hide_name=hide, occurred_at=timezone.now())
    panel = called(cast, suggestion, members=[cast.officer, cast.leader, cast.finance])
    abstain(panel, cast.officer)
    vote(panel, cast.leader, 40, 30)
    vote(panel, cast.finance, 60, 40)
    client.force_login(cast.finance)

    response = client.get(page_of(panel))

    named = f"<b>{cast.officer}</b><span>" in response.content.decode()
    totals = [ballot.total for ballot in response.context["ballots"]]
    assert (named, totals) == ((False, [100, 70, 0]) if hide else (True, [0, 70, 100]))


@pytest.mark.parametrize("hide", [True, False])
def test_the_office_of_the_union_reads_no_voter_beside_a_hidden_name(cast, staff, client, hide):
    suggestion = stages.sent(cast, hide_name=hide, occurred_at=timezone.now())
    panel = called(cast, suggestion, members=[cast.officer, cast.leader, cast.finance])
    abstain(panel, cast.officer)
    vote(panel, cast.leader)
    vote(panel, cast.finance)
    ballot = Ballot.objects.get(voter=cast.officer)
    client.force_login(staff)

    for address in ("/en/admin/suggestions/ballot/", f"/en/admin/suggestions/ballot/{ballot.pk}/change/"):
        assert (str(cast.officer) in client.get(address).content.decode()) is not hide


def test_it_waits_for_the_author_like_for_anybody(cast, hidden):
    panel = sitting(cast, hidden)
    vote(panel, cast.finance)
    vote(panel, cast.colleague)
    assert fresh(panel).closed_at is None

    services.close_panels(now=timezone.now() + dt.timedelta(days=6))

    assert fresh(panel).outcome == "advice"


def test_once_the_name_is_shown_everybody_steps_aside_who_has_to(cast, hidden):
    panel = sitting(cast, hidden)
    services.show_name(hidden, by=cast.worker)

    with pytest.raises(WorkflowError):
        vote(panel, cast.colleague)
    with pytest.raises(WorkflowError):
        abstain(panel, cast.worker)


def test_calling_tells_nothing_of_the_author(cast, hidden):
    """Alone, without a stand-in: for a shown name that is refused."""
    seats = [(cast.worker, None), (cast.finance, None), (cast.officer, None)]
    facts = {"rubric": rubric(), "seats": seats, "quorum": 2, "vote_by": today(1), "today": today()}

    check_call(hidden, **facts)
    with pytest.raises(WorkflowError):
        check_call(stages.sent(cast), **facts)


# Two worlds that differ only in the author

OTHERS = ("reviewer", "leader", "officer", "finance", "stand_in", "head")


@pytest.fixture
def crowd(cast):
    cast.other = crowd_of(cast)
    cast.stand_in = account(PersonFactory(department=cast.office, name="郑高工", work_number="0400"))
    cast.head = account(PersonFactory(department=cast.shop, name="马主任", work_number="0401"))
    cast.shop.head = cast.head.person
    cast.shop.save()
    cast.rubric = rubric()
    return cast


def play(cast, author, time_machine, moment, *, hide=True, abstains=False):
    """A hidden idea before a panel in which `cast.worker` sits, whoever the author is."""

    def acts(witness):
        time_machine.move_to(moment, tick=False)
        key = uuid.uuid5(uuid.NAMESPACE_URL, "one form")
        suggestion = services.submit(by=author, key=key, problem="夜班没人敢报修。", hide_name=hide)
        number = suggestion.number
        addresses = [f"{QUEUE}{number}/", f"{PANELS}{number}/", f"/en/suggestions/{number}/", "/en/me/"]
        lists = [PANELS, f"{PANELS}?tab=open", f"{PANELS}?tab=closed", QUEUE, MEETINGS, "/en/dashboard/rows/"]
        others = [getattr(cast, name) for name in OTHERS]
        call = {
            "version": suggestion.version, "rubric": cast.rubric.pk, "quorum": 2, "vote_by": suggestion.due_on,
            "member_1": "王海", "member_2": "钱会计", "member_3": "孙干事", "stand_in_1": "郑高工",
        }  # fmt: skip
        witness.act("called", cast.reviewer, f"{PANELS}{number}/call/", call)
        witness.look("called", others, lists)
        panel = Panel.objects.get(suggestion=suggestion)
        witness.act("voted", cast.finance, f"{PANELS}{number}/", form_of(panel))
        if abstains:
            abstain(panel, cast.worker)
        witness.act("voted too", cast.officer, f"{PANELS}{number}/", form_of(panel, recommendation="declined"))
        witness.look("voted too", others, addresses)
        time_machine.move_to(moment + dt.timedelta(days=6), tick=False)
        services.pass_seats_on()
        services.close_panels()
        witness.look("passed on", others, addresses)
        time_machine.move_to(moment + dt.timedelta(days=8), tick=False)
        services.close_panels()
        witness.look("closed", others, addresses + lists)
        answered = Suggestion.objects.get(pk=suggestion.pk)
        services.reserve(answered, by=cast.reviewer, reason="明年一起做。")
        witness.look("answered", others, addresses)

    return acts


@pytest.mark.once
@pytest.mark.parametrize("abstains", [False, True], ids=["silent", "abstains"])
def test_two_worlds_in_which_the_author_sits_or_not_look_the_same(crowd, client, time_machine, abstains):
    moment = timezone.now()

    first, second = (
        world(client, play(crowd, author, time_machine, moment, abstains=abstains))
        for author in (crowd.worker, crowd.other)
    )

    assert differing(first, second) == set()
    assert {status for status, _address, _page in first.values()} >= {200, 302, 403, 404}
    assert any("0.0" in page or "80.0" in page for _status, _address, page in first.values())


def test_the_comparison_would_notice_a_difference(crowd, client, time_machine):
    """The control: with the name shown the member is refused, and the two worlds part."""
    moment = timezone.now()

    with_author = world(client, call_only(crowd, crowd.worker, time_machine, moment))
    without = world(client, call_only(crowd, crowd.other, time_machine, moment))

    assert differing(with_author, without)


def call_only(cast, author, time_machine, moment):
    def acts(witness):
        time_machine.move_to(moment, tick=False)
        key = uuid.uuid5(uuid.NAMESPACE_URL, "one form")
        suggestion = services.submit(by=author, key=key, problem="夜班没人敢报修。")
        call = {
            "version": suggestion.version, "rubric": cast.rubric.pk, "quorum": 2, "vote_by": suggestion.due_on,
            "member_1": "王海", "member_2": "钱会计", "member_3": "孙干事",
        }  # fmt: skip
        witness.act("called", cast.reviewer, f"{PANELS}{suggestion.number}/call/", call)

    return acts
