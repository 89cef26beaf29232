"""Rewards of hidden authors: worlds that differ only in who had the idea look the same in the ledger."""

import re
import uuid

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from members.models import Role
from suggestions import services
from suggestions.services import rewards
from suggestions.services.names import place_without_name
from tests.factories import PersonFactory, account
from tests.suggestions import rewarding, stages

READERS = ("reviewer", "leader", "finance", "second")
TABS = ("propose", "approve", "send", "finance", "receipt", "paid", "all")
# What differs from request to request, and how often the author has touched the own suggestion.
SECRETS = r'(name="csrfmiddlewaretoken" value="\w+"|name="version" value="\d+")'


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def desk(cast):
    """With a second officer, the first in the worker's team; what a world would make for the first time is there."""
    officer = cast.officer.person
    officer.department = cast.team
    officer.save()
    cast.second = account(PersonFactory(department=cast.office, name="郑干事"), Role.OFFICER)
    place_without_name(cast.team)
    rewarding.fixed_table(cast)
    return cast


def pages_of(suggestion, reward):
    ledger = f"/workbench/rewards/{suggestion.number}/"
    steps = [f"/workbench/rewards/{reward.number}/{step}/" for step in ("approve", "reject", "withdraw", "take-back")]
    lists = [f"/workbench/rewards/?tab={tab}" for tab in TABS]
    return [*lists, ledger, f"{ledger}propose/", *steps, f"/workbench/rewards/batches/new/?reward={reward.number}"]


def seen_by(client, desk, suggestion, reward):
    found = {}
    for who in READERS:
        client.force_login(getattr(desk, who))
        for address in pages_of(suggestion, reward):
            response = client.get(address)
            found[who, address] = response.status_code, re.sub(SECRETS, "", response.content.decode())
    return found


class RolledBackError(Exception):
    pass


def world(client, desk, author, moment, time_machine, *, together=(), approve=False, hide_name=True):
    """What is seen of a reward for an idea of this author; nothing of it stays."""
    time_machine.move_to(moment, tick=False)
    facts = {"by": author, "key": uuid.uuid5(uuid.NAMESPACE_URL, "one form"), "hide_name": hide_name}
    try:
        with transaction.atomic():
            suggestion = services.submit(problem="夜班没人敢报修。", **facts)
            if together:
                services.name_together(suggestion, by=author, people=[user.person for user in together])
            suggestion = services.reserve(suggestion, by=desk.reviewer, reason="明年一起做。")
            reward = rewarding.proposed(desk, suggestion)
            if approve:
                reward = rewards.approve(reward, by=desk.second)
            seen = seen_by(client, desk, suggestion, reward)
            raise RolledBackError
    except RolledBackError:
        return seen


@pytest.mark.once
@pytest.mark.parametrize("approve", [False, True])
@pytest.mark.parametrize("other", ["another worker", "the officer", "with colleagues"])
def test_worlds_that_differ_only_in_the_author_look_the_same(desk, client, time_machine, other, approve):
    author = {"another worker": desk.colleague, "the officer": desk.officer}.get(other, desk.worker)
    together = [desk.colleague, desk.owner] if other == "with colleagues" else []
    moment = timezone.now()

    first = world(client, desk, desk.worker, moment, time_machine, approve=approve)
    second = world(client, desk, author, moment, time_machine, approve=approve, together=together)

    assert first.keys() == second.keys()
    assert {key for key in first if first[key] != second[key]} == set()
    assert {status for status, _page in first.values()} >= {200, 403}
    assert sum("保密，待本人公开姓名后发放" in page or "Kept secret" in page for _status, page in first.values()) > 5


def test_the_comparison_would_notice_a_name(desk, client, time_machine):
    """The control: with the names shown the worlds do differ."""
    moment = timezone.now()

    first, second = (
        world(client, desk, author, moment, time_machine, hide_name=False) for author in (desk.worker, desk.colleague)
    )

    different = {address for (_who, address) in (key for key in first if first[key] != second[key])}
    assert any("tab=approve" in address for address in different)
    assert any("/approve/" in address for address in different)


def test_a_hidden_author_who_is_officer_finds_no_button_and_nobody_else_learns_why(desk, client):
    suggestion = stages.reserved(desk, by=desk.officer, hide_name=True)
    reward = rewarding.proposed(desk, suggestion)
    address = f"/en/workbench/rewards/{reward.number}/approve/"

    client.force_login(desk.officer)
    assert client.post(address, {"version": reward.version}).status_code == 409
    client.force_login(desk.second)
    assert client.post(address, {"version": reward.version}).status_code == 302


def test_staff_read_no_hidden_name_in_the_admin(desk, staff, client):
    reward = rewarding.approved(desk, stages.reserved(desk, hide_name=True))
    client.force_login(staff)

    page = client.get(reverse("admin:suggestions_reward_change", args=[reward.pk])).content.decode()

    assert reward.number in page
    assert "王海" not in page


def test_once_the_name_is_shown_the_reward_is_paid_like_any_other(desk):
    reward = rewarding.approved(desk, stages.reserved(desk, hide_name=True))
    services.show_name(reward.suggestion, by=desk.worker)

    batch = rewards.send([rewarding.fresh(reward)], by=desk.officer)

    assert rewarding.share_of(batch, desk.worker).fen == 20_000
