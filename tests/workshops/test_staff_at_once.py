"""Two members of staff, or two keepers, save the same record at the same moment: nobody's words are lost unseen."""

import pytest
from django.test import Client
from django.urls import reverse

from alliance_portal import workflow
from tests.at_once import at_once, outcomes
from tests.factories import staff_account
from tests.workshops import visiting
from tests.workshops.booking import VenueFactory, fresh
from tests.workshops.test_staff_visits import filled
from workshops import services
from workshops.admin.versions import Held
from workshops.models import VisitEvent

pytestmark = pytest.mark.django_db(transaction=True)


def save_at_once(cast, staff):
    """Each has the form as it was opened; returns the status of each answer, in order."""
    visit = visiting.draft(cast.enterprise, staff)
    clients = [Client(), Client()]
    for client, user in zip(clients, (staff, staff_account(full_name="第二位干事")), strict=True):
        client.force_login(user)
    address = reverse("admin:workshops_visit_change", args=[visit.pk])
    sent = [filled(cast.enterprise, findings=words, seen_version=visit.version) for words in ("四本台账", "五本台账")]
    works = [
        lambda client=client, data=data: client.post(address, data).status_code
        for client, data in zip(clients, sent, strict=True)
    ]
    return sorted(at_once(*works))


def edits():
    return VisitEvent.objects.filter(verb="edited").count()


def test_of_two_who_save_a_visit_at_once_the_second_is_told(cast, staff):
    assert save_at_once(cast, staff) == [200, 302]
    assert edits() == 1


def test_if_each_believed_the_record_as_it_was_shown_one_would_be_lost(cast, staff, monkeypatch):

    def as_shown(self, request, object_id, from_field=None):
        found = super(Held, self).get_object(request, object_id, from_field)
        if found and request.method == "POST":
            found.version = int(request.POST["seen_version"])
        return found

    monkeypatch.setattr(Held, "get_object", as_shown)
    assert save_at_once(cast, staff) == [302, 302]
    assert edits() == 2


def change_at_once(cast):
    venue = VenueFactory(enterprise=cast.enterprise)
    pages = [fresh(venue), fresh(venue)]
    facts = {"by": cast.officer, "version": venue.version, "workshops": [], "hours": {}}
    came = outcomes(
        *(
            lambda page=page, number=number: services.venues.change(page, capacity=number, **facts)
            for page, number in zip(pages, (11, 12), strict=True)
        )
    )
    return came, fresh(venue).version


def test_of_two_who_change_a_venue_at_once_the_second_is_told(cast):
    assert change_at_once(cast) == (["done", "told"], 2)


def test_without_the_lock_of_the_venue_one_change_would_be_lost(cast, monkeypatch):
    monkeypatch.setattr(workflow, "lock", lambda record, *, version=None: record)
    assert change_at_once(cast) == (["done", "done"], 3)
