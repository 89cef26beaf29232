"""The cast: one enterprise with everybody a story needs, and a second one that must never be seen."""

import re
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.utils import translation

from members.models import Role
from tests.databases import django_db_setup, emptied_quickly, empty_database  # noqa: F401 - fixtures of every test
from tests.factories import DepartmentFactory, EnterpriseFactory, member, staff_account


def make_cast(code, name):
    """An enterprise with a worker, a colleague, a reviewer, an owner, finance, an officer and a leader."""
    enterprise = EnterpriseFactory(code=code, name=f"{name}有限公司", short_name=name)
    shop = DepartmentFactory(enterprise=enterprise, name="冲焊车间")
    team = DepartmentFactory(enterprise=enterprise, parent=shop, name="焊装一班")
    office = DepartmentFactory(enterprise=enterprise, name="设备科")

    def person(number, name, department, *roles):
        return member(*roles, department=department, work_number=number, name=name)

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


ABOUT_PAGES = ("_pages", "_admin", "_page")
ASKS_THE_DATABASE = ("quer", "cost", "once", "race", "search", "filter", "found", "list")
DATABASE = {"db", "transactional_db", "live_server"}


# What the two databases may answer differently: of these every example runs on both.
HANGS_ON_THE_DATABASE = re.compile("at_once|race|statistics|search|filter|recount|similar")


ONE_KIND = re.compile(
    "notices|views|hidden|case_file|demo|documents_visibility|reminders|consents|gallery|telling|abuse"
)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Mark what one database is enough for: what asks none, what a page says of templates and forms, more examples."""
    seen = set()
    for item in items:
        test = item.nodeid.partition("[")[0]
        is_another = (test in seen or _is_of_one_kind(item)) and not HANGS_ON_THE_DATABASE.search(test)
        seen.add(test)
        if is_another or _is_of_no_database(item) or _is_about_a_page(item):
            item.add_marker(pytest.mark.once)


def _is_of_no_database(item):
    return not DATABASE & set(item.fixturenames) and item.get_closest_marker("django_db") is None


def _is_of_one_kind(item):
    """What words, notices, demo data and tables of addresses say, they say of either database."""
    return bool(ONE_KIND.search(item.nodeid))


def _is_about_a_page(item):
    """But for lists and what they are asked."""
    module = item.path.stem
    is_page = module.endswith(ABOUT_PAGES) or module.startswith("test_views")
    return is_page and not any(word in item.name for word in ASKS_THE_DATABASE)
