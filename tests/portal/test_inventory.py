"""The inventory of personal data: complete, sound, and the list that the privacy notice shows."""

import pytest
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from alliance_portal.personal_data import inventory
from alliance_portal.personal_data.kinds import KINDS
from alliance_portal.statements.privacy import ROWS
from members.models import Person

LISTED = {(entry.label, name) for entry in inventory.entries() for name in entry.fields}
TOLD = {(model._meta.label, field.name) for model in apps.get_models() for field in inventory.told_fields(model)}


def test_every_field_that_could_tell_of_somebody_is_in_one_of_the_lists():
    missing = TOLD - LISTED - inventory.without_people()
    assert not missing, f"Say in inventory.csv or no_person.csv what these hold: {sorted(missing)}"


def test_no_field_is_in_both_lists():
    assert not LISTED & inventory.without_people()


def test_a_new_field_is_noticed():
    """The control: a model with a name of somebody, which no list knows."""

    class Guest(models.Model):  # noqa: DJ008 - only looked at
        met_on = models.DateField()
        name = models.CharField(max_length=20)
        count = models.IntegerField()

        class Meta:
            app_label = "members"

    try:
        assert [field.name for field in inventory.told_fields(Guest)] == ["met_on", "name"]
    finally:
        del apps.all_models["members"]["guest"]
        apps.clear_cache()


@pytest.mark.parametrize("entry", inventory.entries(), ids=lambda entry: f"{entry.label}.{entry.fields[0]}")
def test_a_line_of_the_inventory_can_be_carried_out(entry):
    assert entry.kind in KINDS
    assert entry.on_erasure in inventory.TREATMENTS
    assert entry.on_erasure != "keep" or entry.because
    assert entry.on_erasure in ("keep", "service") or entry.subject
    assert str(entry.rows_of(Person(pk=1)).query if entry.subject else "no rows")
    for name in entry.fields:
        try:
            entry.model._meta.get_field(name)
        except FieldDoesNotExist:
            pytest.fail(f"{entry.label} has no {name}")


def test_what_is_emptied_may_be_empty():
    for entry in inventory.entries():
        for name in entry.fields if entry.on_erasure == "blank" else ():
            field = entry.model._meta.get_field(name)
            assert not field.is_relation, f"{entry.label}.{name} would lose what it belongs to"
            assert not field.unique, f"{entry.label}.{name} can be empty only once"


def test_every_kind_has_a_field_and_stands_in_the_notice():
    assert set(KINDS) - {entry.kind for entry in inventory.entries()} == set()
    assert [row[0] for row in ROWS] == [kind.what for kind in KINDS.values()]
