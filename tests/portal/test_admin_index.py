"""The first page of staff: what waits today, and that every number opens its rows."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from alliance_portal.models import Source
from members.models import ImportBatch, User
from suggestions.models import BenefitAssessment
from tests import factories
from tests.workshops import plating

# Counters that lead to pages of their own, and not to a list of rows.
OWN_PAGES = ("/admin/import/", "/admin/radar/")


@pytest.fixture
def desk(staff, client):
    client.force_login(staff)
    return client


def plate_due(cast, desk):
    """A plate whose review is late, and one that was not put right in time."""
    staff = User.objects.get(username="district")
    workshop = factories.WorkshopFactory(enterprise=cast.enterprise)
    plating.hung(workshop, staff, plating.ago(366), review_years=1)
    plating.not_mended(workshop, staff, level="district")


def test_the_first_page_counts_what_waits(cast, strangers, desk):
    today = timezone.now()
    for days, department in ((8, cast.team), (9, cast.team), (10, strangers.team), (2, cast.team)):
        factories.SuggestionFactory(department=department, received_at=today - dt.timedelta(days=days))
    factories.SuggestionFactory(department=cast.team, received_at=today - dt.timedelta(days=31), status="declined")
    done = factories.SuggestionFactory(
        department=cast.team, received_at=today - dt.timedelta(days=40), status="implemented"
    )
    BenefitAssessment.objects.create(suggestion=done, claimed_yuan=5000, claimed_basis="节约工时", source=Source.WEB)
    ImportBatch.objects.create(kind="roster", enterprise=cast.enterprise, file_name="a.xlsx", sha256="0" * 64)
    factories.PersonFactory(department=cast.team, in_service=False)
    plate_due(cast, desk)
    shown = desk.get("/en/admin/").context["counters"]
    assert [(counter.label, counter.number) for counter in shown] == [
        ("Overdue answers", 3),
        ("Imports to confirm", 1),
        ("Benefits to be verified", 1),
        ("Plate reviews due", 1),
        ("Asked twice", 0),
        ("News to look after", 0),
        ("Remarks on the portal", 0),
        ("People without an account", 6),  # whom the six suggestions above came from
        ("Received", 4),
    ]
    assert [(label, number) for label, number, _url in shown[0].parts] == [("长风客车", 2), ("甲辰机床", 1)]


def test_every_counter_opens_exactly_the_rows_it_counted(cast, strangers, desk):
    for days, department in ((8, cast.team), (9, cast.team), (10, strangers.team), (2, cast.team), (40, cast.team)):
        factories.SuggestionFactory(department=department, received_at=timezone.now() - dt.timedelta(days=days))
    done = factories.SuggestionFactory(department=cast.team, received_at=timezone.now(), status="implemented")
    BenefitAssessment.objects.create(suggestion=done, claimed_yuan=5000, source=Source.WEB)
    factories.PersonFactory(department=cast.team)
    plate_due(cast, desk)
    shown = desk.get("/admin/").context["counters"]
    links = [(counter.url, counter.number) for counter in shown if not counter.url.startswith(OWN_PAGES)]
    links += [(url, number) for counter in shown for _label, number, url in counter.parts]
    assert len(links) == 11
    for url, number in links:
        assert (url, desk.get(url).context["cl"].result_count) == (url, number)


def test_more_rows_cost_the_first_page_no_more_queries(cast, strangers, desk):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            desk.get("/admin/")
        return len(captured)

    old = timezone.now() - dt.timedelta(days=20)
    factories.SuggestionFactory(department=cast.team, received_at=old)
    with_one = queries()
    for department in (cast.team, strangers.team):
        factories.SuggestionFactory(department=department, received_at=old)
    assert queries() == with_one
