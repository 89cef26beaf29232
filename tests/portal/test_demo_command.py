"""When the demo is not made, and that it can be made on any day of the year."""

import datetime as dt

import pytest
from django.core.management import CommandError, call_command

from alliance_portal import demo
from alliance_portal.periods import start_of
from members.models import Enterprise, User
from suggestions.models import Suggestion, SuggestionEvent
from tests.factories import EnterpriseFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_there_is_no_demo_where_debug_is_off(settings):
    settings.DEBUG = False
    with pytest.raises(CommandError, match="DEBUG"):
        call_command("demo")
    assert not User.objects.exists()


@pytest.mark.parametrize("other", [lambda: EnterpriseFactory(code="CF"), UserFactory])
def test_there_is_no_demo_beside_other_data(settings, other):
    settings.DEBUG = True
    other()
    before = Enterprise.objects.count()
    with pytest.raises(CommandError):
        call_command("demo")
    assert Enterprise.objects.count() == before


@pytest.mark.parametrize("day", [dt.date(2026, 1, 1), dt.date(2028, 2, 29)])
def test_it_can_be_made_on_any_day(day):
    now = start_of(day) + dt.timedelta(hours=7)
    assert demo.build(password="try-it-out", now=now)
    assert set(Suggestion.objects.values_list("status", flat=True)) == set(Suggestion.Status.values)
    assert not SuggestionEvent.objects.filter(occurred_at__gt=now).exists()
    assert not Suggestion.objects.filter(received_at__gt=now).exists()
