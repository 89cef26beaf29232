"""In whose role somebody acts, and how a history says it."""

from types import SimpleNamespace

import pytest

from members.acting import acting, who_acted
from members.system import system_account

pytestmark = pytest.mark.django_db


def record(enterprise, run_by="workshop_leader"):
    return SimpleNamespace(enterprise_id=enterprise and enterprise.pk, RUN_BY=run_by)


def test_the_district_comes_first_then_the_union_then_whoever_runs_the_record(cast, strangers, staff):
    own, alliance = record(cast.enterprise), record(None, "secretariat")
    roles = [acting(user, own)["role"] for user in (staff, cast.officer, cast.worker, strangers.officer)]

    assert roles == ["district_staff", "officer", "workshop_leader", "workshop_leader"]
    assert acting(cast.officer, alliance) == {"by": cast.officer, "role": "secretariat"}
    assert acting(cast.officer, record(strangers.enterprise), own)["role"] == "officer"


def test_nobody_and_the_account_of_the_system_act_for_the_system(cast):
    own = record(cast.enterprise)
    assert acting(None, own) == {"by": None, "role": "system"}
    assert acting(system_account(), own)["role"] == "system"


@pytest.mark.parametrize(
    ("role", "words"),
    [
        ("officer", "孙工·工会干事"), ("workshop_leader", "孙工·领衔人"), ("unheard", "孙工"),
        ("system", "系统"), ("venue", "这段时间空闲，系统自动确认"),
    ],
)  # fmt: skip
def test_a_history_says_name_and_role(role, words):
    assert who_acted(SimpleNamespace(actor="孙工", actor_role=role)) == words
