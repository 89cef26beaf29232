"""The thanks of a month: who agreed to be named, in the order of the sounds of their names, without a number."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from alliance_portal.periods import add_months
from suggestions import services
from suggestions.models import Suggestion
from suggestions.thanks import thanked
from tests.factories import PersonFactory, account
from tests.suggestions import stages
from tests.suggestions.visiting import page_of, shown, signed_in, text

THANKS = "/en/gallery/thanks/"
NOON = dt.datetime(2026, 8, 20, 4, tzinfo=dt.UTC)
AUGUST, JULY = dt.date(2026, 8, 1), dt.date(2026, 7, 1)


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture(autouse=True)
def _in_august(time_machine):
    time_machine.move_to(NOON, tick=False)


def agreed(suggestion, user, audience="enterprise"):
    services.give_consent(suggestion, by=user, audience=audience)
    return suggestion


def named(user, month=AUGUST):
    return [(one.person.name, [each.title for each in one.improvements]) for one in thanked(user, month)]


def moved(suggestion, **moments):
    Suggestion.objects.filter(pk=suggestion.pk).update(**moments)
    return suggestion


def test_an_adoption_and_a_finished_improvement_are_thanked_for_in_their_months(cast):
    done = agreed(stages.done(cast, title="电缆拖地"), cast.worker)
    moved(done, concluded_at=NOON - dt.timedelta(days=31))
    agreed(stages.adopted(cast, by=cast.colleague, title="照明不足"), cast.colleague)

    assert named(cast.worker) == [("王海", ["电缆拖地"]), ("赵敏", ["照明不足"])]
    assert named(cast.worker, JULY) == [("王海", ["电缆拖地"])]
    assert named(cast.worker, add_months(JULY, -1)) == []


def test_months_begin_at_midnight_where_the_factory_is(cast):
    done = agreed(stages.done(cast), cast.worker)
    midnight = dt.datetime(2026, 7, 31, 16, tzinfo=dt.UTC)
    moved(done, concluded_at=midnight - dt.timedelta(days=40), implemented_at=midnight)
    assert len(named(cast.worker)) == 1

    moved(done, implemented_at=midnight - dt.timedelta(microseconds=1))

    assert named(cast.worker) == []
    assert len(named(cast.worker, JULY)) == 1


def test_a_refusal_is_nothing_to_be_thanked_for(cast):
    adopted = agreed(stages.adopted(cast), cast.worker)
    moved(adopted, conclusion="reserved", status="reserved")

    assert named(cast.worker) == []


def test_spam_is_not_thanked_for(cast):
    moved(agreed(stages.done(cast), cast.worker), spam_at=timezone.now())

    assert named(cast.worker) == []


def test_only_who_agreed_is_named_and_nobody_any_more_who_took_it_back(cast):
    done = stages.done(cast, together=[cast.colleague.person])
    services.confirm_together(done, by=cast.colleague)
    assert named(cast.worker) == []

    agreed(done, cast.colleague)
    assert [name for name, _titles in named(cast.worker)] == ["赵敏"]
    services.withdraw_consent(done, by=cast.colleague)

    assert named(cast.worker) == []
    assert "赵敏" not in text(signed_in(cast.worker).get(THANKS))


def test_people_of_an_enterprise_read_of_their_own_and_visitors_of_what_is_public(cast, strangers, staff):
    agreed(stages.done(cast), cast.worker)
    agreed(stages.adopted(cast, by=cast.owner), cast.owner, "everybody")
    agreed(shown(cast, by=cast.colleague), cast.colleague, "everybody")
    agreed(shown(strangers), strangers.worker, "everybody")
    agreed(shown(strangers, by=strangers.colleague), strangers.colleague)

    assert [name for name, _titles in named(cast.leader)] == ["王海", "赵敏", "周工"]
    assert [name for name, _titles in named(strangers.leader)] == ["王海", "赵敏"]
    everybody = [(one.person.name, one.person.enterprise) for one in thanked(staff, AUGUST)]
    assert everybody == [("王海", strangers.enterprise), ("赵敏", cast.enterprise)]
    page = text(Client().get(THANKS))
    assert "周工" not in page
    assert page.count('class="thanks__person"') == 2


def test_names_stand_in_the_order_of_their_sounds_and_nobody_is_counted(cast):
    people = [("曾国庆", "0301"), ("单志强", "0302"), ("覃勇", "0303"), ("安宁", "0304")]
    for name, number in people:
        user = account(PersonFactory(department=cast.team, name=name, work_number=number))
        agreed(stages.adopted(cast, by=user, title="护角"), user)
    for title in ("电缆拖地", "照明不足", "地面有油"):
        agreed(stages.done(cast, title=title), cast.worker)

    assert [name for name, _titles in named(cast.worker)] == ["安宁", "覃勇", "单志强", "王海", "曾国庆"]
    assert named(cast.worker)[3][1] == ["电缆拖地", "照明不足", "地面有油"]
    page = text(signed_in(cast.worker).get(THANKS))
    listing = page[page.index('<ul class="thanks__people') : page.index("everybody here agreed")]
    assert re.findall(r"\d", re.sub(r"<[^>]*>", "", listing)) == []


def test_two_of_one_name_stay_two(cast):
    other = account(PersonFactory(department=cast.office, name="王海", work_number="0301"))
    agreed(stages.adopted(cast), cast.worker)
    agreed(stages.adopted(cast, by=other), other)

    assert [one.person for one in thanked(cast.worker, AUGUST)] == [cast.worker.person, other.person]


def test_each_is_told_with_enterprise_department_and_what_it_was(cast):
    done = agreed(stages.done(cast, title="电缆拖地"), cast.worker)
    agreed(stages.begun(cast, by=cast.colleague, title="照明不足"), cast.colleague)

    page = text(signed_in(cast.leader).get(THANKS))

    assert "长风客车 · 焊装一班" in page
    assert f'<a href="{page_of(done)}">电缆拖地</a>' in page
    assert "照明不足" in page
    assert "照明不足</a>" not in page
    assert "长风客车有限公司" in page


def test_what_only_a_ledger_tells_of_has_no_page_to_open(cast):
    done = moved(agreed(stages.done(cast, title="电缆拖地"), cast.worker), channel="ledger")

    page = text(signed_in(cast.worker).get(THANKS))

    assert "电缆拖地" in page
    assert page_of(done) not in page


def test_a_month_without_anybody_says_so_and_leads_to_the_earlier_ones(cast):
    page = text(Client().get(THANKS))

    assert "Nobody is named for this month yet." in page
    assert f'href="{THANKS}2026-07/" rel="prev"' in page
    assert f'href="{THANKS}2025-09/"' in page
    assert 'rel="next"' not in page
    assert f'href="{THANKS}2026-08/" rel="next"' in text(Client().get(f"{THANKS}2026-07/"))


@pytest.mark.parametrize("month", ["2026-09", "2026-13", "1999-12", "august", "2026-8"])
def test_a_month_that_has_not_come_or_does_not_exist_is_not_found(client, db, month):
    assert client.get(f"{THANKS}{month}/").status_code == 404


def test_the_first_month_of_all_leads_no_further_back(client, db):
    assert 'rel="prev"' not in text(client.get(f"{THANKS}2000-01/"))


def test_three_people_cost_as_many_queries_as_one(cast):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get(THANKS)
        return len(captured)

    client = signed_in(cast.leader)
    agreed(stages.done(cast), cast.worker)
    one = queries()
    for user in (cast.colleague, cast.owner):
        agreed(stages.done(cast, by=user), user)

    assert queries() == one
