"""The cast: one enterprise with everybody a story needs, and a second one that must never be seen."""

from types import SimpleNamespace

import pytest
from django.conf import settings
from django.utils import translation

from members.models import Role
from tests.factories import DepartmentFactory, EnterpriseFactory, PersonFactory, account, staff_account


def make_cast(code, name):
    """An enterprise with a worker, a colleague, a reviewer, an owner, finance, an officer and a leader."""
    enterprise = EnterpriseFactory(code=code, name=f"{name}有限公司", short_name=name)
    shop = DepartmentFactory(enterprise=enterprise, name="冲焊车间")
    team = DepartmentFactory(enterprise=enterprise, parent=shop, name="焊装一班")
    office = DepartmentFactory(enterprise=enterprise, name="设备科")

    def person(number, name, department, *roles):
        somebody = PersonFactory(department=department, work_number=number, name=name)
        return account(somebody, *roles)

    return SimpleNamespace(
        enterprise=enterprise,
        shop=shop,
        team=team,
        office=office,
        worker=person("0001", "王海", team),
        colleague=person("0002", "赵敏", team),
        reviewer=person("0003", "李工", office, Role.REVIEWER),
        owner=person("0004", "周工", office),
        finance=person("0005", "钱会计", office, Role.FINANCE),
        officer=person("0006", "孙干事", office, Role.OFFICER),
        leader=person("0007", "吴主席", office, Role.LEADER),
    )


@pytest.fixture(autouse=True)
def default_language():
    """A visit to an English page leaves English active in the process; no test may depend on the one before."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture
def cast(db):
    """The enterprise of the story: `cast.worker`, `cast.reviewer` … are users."""
    return make_cast("CF", "长风客车")


@pytest.fixture
def strangers(db):
    """Another enterprise with the same roles: nothing of the story is theirs."""
    return make_cast("JC", "甲辰机床")


@pytest.fixture
def staff(db):
    """A district union staff member."""
    return staff_account(username="district", full_name="区总干事")
