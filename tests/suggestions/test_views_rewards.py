"""The ledger over HTTP: who reads it, its parts, and a proposal with every step to its amount."""

import re

import pytest
from django.utils import timezone

from members.models import Role, RoleAssignment
from suggestions import services
from suggestions.models import Reward, RewardRule
from suggestions.services import rewards
from suggestions.services.rewards.arithmetic import Band
from tests.factories import PersonFactory, SuggestionFactory
from tests.suggestions import rewarding, stages
from tests.turning import turned

REWARDS = "/en/workbench/rewards/"


def page_of(suggestion, step=""):
    return f"{REWARDS}{suggestion.number}/{step}"


def listed(response):
    return [row.number for row in response.context["page_obj"]]


def body(response):
    return re.sub(r"\s+", " ", response.content.decode())


@pytest.fixture
def as_(cast, client):
    """Sign in as somebody of the story, and get the client."""

    def sign_in(who):
        client.force_login(getattr(cast, who) if isinstance(who, str) else who)
        return client

    return sign_in


# -- who reads -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("role", "code"), [
    ("worker", 403), ("owner", 403), ("colleague", 403), ("reviewer", 200), ("officer", 200), ("leader", 200),
    ("finance", 200),
])  # fmt: skip
def test_the_ledger_is_for_whoever_answers_keeps_pays_or_leads(as_, role, code):
    assert as_(role).get(REWARDS).status_code == code


@pytest.mark.parametrize(("role", "code"), [
    ("worker", 403), ("owner", 403), ("colleague", 404), ("reviewer", 200), ("officer", 200), ("leader", 200),
    ("finance", 200),
])  # fmt: skip
def test_what_was_awarded_for_a_suggestion_is_for_the_same(cast, as_, role, code):
    reward = rewarding.approved(cast)

    assert as_(role).get(page_of(reward.suggestion)).status_code == code


def test_another_enterprise_s_rewards_do_not_exist(cast, strangers, as_):
    reward = rewarding.approved(cast)
    client = as_(strangers.officer)

    assert listed(client.get(REWARDS, {"tab": "all"})) == []
    assert client.get(page_of(reward.suggestion)).status_code == 404
    assert client.get(page_of(reward.suggestion, "propose/")).status_code == 404
    assert client.get(page_of(reward, "approve/")).status_code == 404


def test_an_own_reward_elsewhere_is_not_in_the_ledger_of_this_enterprise(cast, strangers, as_):
    rewarding.received(cast)
    RoleAssignment.objects.create(user=cast.worker, role=Role.REVIEWER, enterprise=strangers.enterprise)

    assert listed(as_("worker").get(REWARDS, {"tab": "all"})) == []


# -- the lists -------------------------------------------------------------------------------------------------------


def test_each_reward_stands_in_its_part(cast, as_):
    to_propose = rewarding.verified(cast)
    proposed, approved = rewarding.proposed(cast), rewarding.approved(cast)
    sent = rewarding.the_reward(rewarding.sent(cast))
    paid, received = (rewarding.the_reward(stage(cast)) for stage in (rewarding.paid, rewarding.received))
    client = as_("officer")

    parts = {
        tab: set(listed(client.get(REWARDS, {"tab": tab})))
        for tab in ("propose", "approve", "send", "finance", "receipt", "paid")
    }

    assert parts == {
        "propose": {to_propose.number},
        "approve": {proposed.number},
        "send": {approved.number},
        "finance": {sent.number},
        "receipt": {paid.number},
        "paid": {paid.number, received.number},
    }
    assert len(listed(client.get(REWARDS, {"tab": "all"}))) == 5
    assert [tab["count"] for tab in client.get(REWARDS).context["tabs"]] == [1, 1, 1, 1, 1, 2, 5]


@pytest.mark.parametrize(
    ("role", "tab"), [("reviewer", "propose"), ("officer", "approve"), ("finance", "finance"), ("leader", "all")]
)
def test_everybody_begins_where_they_have_something_to_do(as_, role, tab):
    assert as_(role).get(REWARDS).context["code"] == tab


def test_what_is_missing_is_seen_first(cast, as_):
    rewarding.paid(cast)
    share = rewarding.share_of(rewarding.paid(cast), cast.worker)
    rewards.report_missing(share, by=cast.worker, note="没有")

    response = as_("finance").get(REWARDS, {"tab": "receipt"})

    assert listed(response)[0] == share.reward.number
    assert "has not arrived" in body(response)
    assert "1 has not arrived" in body(response)


def test_a_part_of_a_reward_that_is_missing_is_found_though_the_rest_is_not_paid(cast, as_):
    batch = rewarding.sent(cast, rewarding.together(cast, rewarding.verified(cast), cast.colleague))
    share = rewarding.share_of(batch, cast.worker)
    rewards.pay(share, by=cast.finance, paid_on=timezone.localdate())
    rewards.report_missing(share, by=cast.worker, note="没有")

    assert listed(as_("finance").get(REWARDS, {"tab": "receipt"})) == [share.reward.number]


def test_what_waits_for_a_reward_is_done_and_counted_or_in_reserve(cast, as_):
    without_money, reserved = stages.done(cast), stages.reserved(cast)
    counted = rewarding.verified(cast)
    claimed = stages.done(cast)
    services.claim_benefit(claimed, by=cast.owner, yuan=100, basis="工时")
    SuggestionFactory(department=cast.team, status="implemented", channel="ledger").implementation = None
    stages.finished(cast)
    own = stages.done(cast, by=cast.reviewer)

    found = listed(as_("reviewer").get(REWARDS))

    assert {without_money.number, reserved.number, counted.number} <= set(found)
    assert not {claimed.number, own.number} & set(found)


def test_what_a_ledger_brought_as_done_waits_for_no_reward(cast, as_):
    old = stages.done(cast)
    old.implementation.source = "ledger"
    old.implementation.save()
    SuggestionFactory(department=cast.team, status="reserved", channel="ledger")

    assert listed(as_("reviewer").get(REWARDS)) == []


def test_what_was_rewarded_in_reserve_comes_again_when_it_is_done(cast, as_):
    suggestion = stages.reserved(cast)
    rewarding.received(cast, suggestion)
    client = as_("reviewer")
    assert listed(client.get(REWARDS)) == []

    rewarding.brought_back(cast, suggestion)
    assert listed(client.get(REWARDS)) == [suggestion.number]

    rewarding.proposed(cast, rewarding.fresh(suggestion))
    assert listed(client.get(REWARDS)) == []


def test_a_rejected_proposal_waits_again(cast, as_):
    reward = rewarding.proposed(cast)
    rewards.reject(reward, by=cast.officer, reason="再核")

    assert listed(as_("reviewer").get(REWARDS)) == [reward.suggestion.number]


def test_filters_stand_in_the_address_and_the_counts_follow(cast, as_):
    here = rewarding.proposed(cast)
    there = rewarding.proposed(cast, stages.reserved(cast, by=cast.owner))
    client = as_("officer")

    assert listed(client.get(REWARDS, {"tab": "all", "unit": "冲焊车间"})) == [here.number]
    assert listed(client.get(REWARDS, {"tab": "all", "basis": "reserve"})) == [there.number]
    assert listed(client.get(REWARDS, {"tab": "all", "year": str(timezone.localdate().year - 1)})) == []
    response = client.get(REWARDS, {"tab": "approve", "unit": "设备科", "spy": "1"})
    assert [tab["count"] for tab in response.context["tabs"]] == [0, 1, 0, 0, 0, 0, 1]
    assert "spy" not in response.content.decode().replace("?spy=1", "").replace("&amp;spy=1", "")


def test_values_that_do_not_exist_are_as_good_as_none(cast, as_):
    reward = rewarding.proposed(cast)

    response = as_("officer").get(REWARDS, {"tab": "zz", "unit": "无", "basis": "x", "year": "99999", "page": "99"})

    assert listed(response) == [reward.number]


def test_sums_carry_both_numbers(cast, as_):
    rewarding.sent(cast)
    rewarding.paid(cast)
    rewarding.received(cast)

    page = body(as_("leader").get(REWARDS))

    assert "CNY 600.00" in page
    assert "CNY 400.00" in page
    assert "2/3" in page
    assert "1/2" in page


def test_lists_are_read_in_parts(cast, as_):
    for _n in range(21):
        SuggestionFactory(department=cast.team, by=cast.worker.person, status="implemented")
    client = as_("reviewer")

    first = client.get(REWARDS)
    assert len(listed(first)) == 20
    assert len(listed(turned(client, first))) == 1


@pytest.mark.parametrize("tab", ["propose", "approve", "send", "finance", "receipt"])
@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_costs_the_same_however_long_it_is(cast, as_, django_assert_num_queries, rows, tab):
    stage = {"propose": rewarding.verified, "approve": rewarding.proposed, "send": rewarding.approved}.get(tab)
    for number in range(rows):
        department = cast.office if number else cast.team
        person = PersonFactory(department=department)
        suggestion = rewarding.verified(cast) if stage is not rewarding.verified else None
        if suggestion:
            suggestion.proposers.update(person=person)
            (stage or {"finance": rewarding.sent, "receipt": rewarding.paid}[tab])(cast, suggestion)
        else:
            rewarding.verified(cast).proposers.update(person=person)
    client = as_("officer")

    with django_assert_num_queries(11 if tab == "propose" else 12):
        assert len(listed(client.get(REWARDS, {"tab": tab}))) == rows


# -- a proposal ------------------------------------------------------------------------------------------------------


@pytest.fixture
def table(cast):
    return rewarding.fixed_table(cast)


def send(client, suggestion, **data):
    facts = {"move": "propose", "version": suggestion.version}
    return client.post(page_of(suggestion, "propose/"), facts | data)


@pytest.mark.usefixtures("table")
def test_every_step_to_the_amount_is_shown(cast, as_):
    suggestion = stages.reserved(cast)
    rewarding.received(cast, suggestion)
    suggestion = rewarding.brought_back(cast, suggestion)
    client = as_("reviewer")

    page = body(client.get(page_of(suggestion, "propose/")))

    steps = ("CNY 120,000.00", "三等奖: CNY 100,000 and more, below CNY 500,000", "CNY 800.00", "− CNY 200.00")
    assert all(step in page for step in steps)
    assert "<dt>To be paid</dt><dd><b>CNY 600.00</b></dd>" in page
    assert "王海 0001 · 100.00 % · <b>CNY 600.00</b>" in page


@pytest.mark.usefixtures("table")
def test_a_borrowed_technique_is_worked_out_before_it_is_proposed(cast, as_):
    suggestion = rewarding.verified(cast, 120_000)
    typed = {"is_borrowed": "on", "borrowed_reason": "兄弟厂已有"}

    page = body(send(as_("reviewer"), suggestion, move="reckon", **typed))

    assert "one grade lower: 四等奖" in page
    assert "<b>CNY 400.00</b>" in page
    assert "兄弟厂已有" in page
    assert not Reward.objects.exists()


@pytest.mark.usefixtures("table")
@pytest.mark.parametrize(("who", "role"), [("reviewer", "reviewer"), ("officer", "officer")])
def test_reviewers_and_officers_propose(cast, as_, who, role):
    suggestion = rewarding.verified(cast)

    response = send(as_(who), suggestion)

    assert response.url == page_of(suggestion)
    reward = Reward.objects.get()
    assert (reward.proposed_by, reward.due_fen, reward.events.get().actor_role) == (getattr(cast, who), 20_000, role)


@pytest.mark.parametrize(("who", "code"), [
    ("finance", 403), ("leader", 403), ("worker", 403), ("owner", 403), ("colleague", 404),
])  # fmt: skip
def test_nobody_else_proposes(cast, as_, who, code):
    suggestion = rewarding.verified(cast)

    assert as_(who).get(page_of(suggestion, "propose/")).status_code == code
    assert send(as_(who), suggestion).status_code == code
    assert not Reward.objects.exists()


def test_the_only_officer_is_told_that_nobody_could_approve(cast, as_):
    warning = "You are the only officer here"
    suggestion = rewarding.verified(cast)

    assert warning in body(as_("officer").get(page_of(suggestion, "propose/")))
    assert warning not in body(as_("reviewer").get(page_of(suggestion, "propose/")))
    RoleAssignment.objects.create(user=cast.colleague, role=Role.OFFICER, enterprise=cast.enterprise)
    assert warning not in body(as_("officer").get(page_of(suggestion, "propose/")))


@pytest.mark.usefixtures("table")
def test_by_effect_the_grade_and_its_reason_are_asked_for(cast, as_):
    suggestion, client = stages.done(cast), as_("reviewer")

    form = send(client, suggestion).context["form"]
    assert sorted(form.errors) == ["grade", "grade_reason"]

    send(client, suggestion, grade="2", grade_reason="全厂可用")
    assert (Reward.objects.get().grade.name, Reward.objects.get().grade_reason) == ("二等奖", "全厂可用")


def test_in_reserve_nothing_is_chosen_but_the_amount(cast, as_):
    suggestion, client = stages.reserved(cast), as_("reviewer")

    form = client.get(page_of(suggestion, "propose/")).context["form"]

    assert list(form.fields) == ["version", "amount", "elsewhere", "elsewhere_note", "note"]


@pytest.mark.parametrize(("data", "field"), [
    ({}, "amount"),
    ({"amount": "301"}, "amount"),
    ({"amount": "0"}, "amount"),
    ({"amount": "3.001"}, "amount"),
    ({"amount": "很多"}, "amount"),
    ({"amount": "200", "is_borrowed": "on"}, "borrowed_reason"),
    ({"amount": "200", "elsewhere": "100"}, "elsewhere_note"),
])  # fmt: skip
def test_errors_stand_at_their_field_and_nothing_is_lost(cast, as_, data, field):
    """By the district's table: the lowest grade is up to CNY 300."""
    suggestion = rewarding.verified(cast)

    form = send(as_("reviewer"), suggestion, note="说明", **data).context["form"]

    assert list(form.errors) == [field]
    assert form["note"].value() == "说明"
    assert form["amount"].value() == data.get("amount")
    assert not Reward.objects.exists()


def test_what_is_locked_says_why(cast, as_):
    suggestion = stages.done(cast)
    services.claim_benefit(suggestion, by=cast.owner, yuan=100, basis="工时")
    suggestion = rewarding.fresh(suggestion)
    client = as_("reviewer")

    assert "finance verifies it first" in body(client.get(page_of(suggestion, "propose/")))
    assert "finance verifies it first" in body(client.get(page_of(suggestion)))
    assert send(client, suggestion, grade="1", grade_reason="好", amount="4000").status_code == 409


def test_without_a_table_it_is_said(cast, as_):
    RewardRule.objects.all().delete()

    page = body(as_("officer").get(page_of(rewarding.verified(cast), "propose/")))

    assert "There is no reward table yet." in page


@pytest.mark.usefixtures("table")
def test_an_old_page_is_told_what_happened_and_keeps_the_words(cast, as_):
    suggestion = rewarding.verified(cast)
    services.verify_benefit(suggestion, by=cast.finance, yuan=600_000, basis="漏算了")

    response = send(as_("reviewer"), suggestion, note="按原来的报")

    assert response.status_code == 409
    assert "按原来的报" in body(response)
    assert "Finance 钱会计 was faster" in body(response)
    assert "CNY 600,000.00" in body(response)
    suggestion.version = response.context["form"]["version"].value()
    assert send(as_("reviewer"), suggestion, note="按原来的报").status_code == 302


def test_one_amount_of_a_grade_need_not_be_typed(cast, as_):
    grades = [Band("唯一", 0, None, 10_000, 10_000)]
    rewards.write_rule(cast.enterprise, by=cast.officer, valid_from=timezone.localdate(), grades=grades)

    send(as_("reviewer"), rewarding.verified(cast))

    assert Reward.objects.get().amount_fen == 10_000
