"""The demo of honours: every kind of holder, names by consent alone, and what is handed in."""

import pytest
from django.contrib.auth.models import AnonymousUser

from workshops.models import Honour, NationalEntry

pytestmark = pytest.mark.usefixtures("made")


def test_every_level_but_the_national_and_every_holder_is_there():
    assert set(Honour.objects.values_list("holder", flat=True)) == set(Honour.Holder.values)
    assert len(set(Honour.objects.values_list("level", flat=True))) == 4
    assert Honour.objects.filter(status="revoked").count() == 1


def test_some_are_named_and_some_are_not():
    people = Honour.objects.filter(holder="person").with_holders(AnonymousUser())
    assert {honour.person.is_named for honour in people} == {True, False}


def test_what_is_handed_in_names_who_agreed_and_leaves_out_who_did_not():
    entry = NationalEntry.objects.all().with_makers().get()
    assert (len(entry.names), len(entry.left_out)) == (1, 1)
