"""The inventory: every field that holds something of a person, and what becomes of it when the account is closed.

`inventory.csv` has a line for each model and treatment: the kind (see `kinds`), the fields, the lookup from a row to
its person (empty where the rows are nobody's own), and what erasure does. `no_person.csv` has all other fields, so
that a new field is in neither list until somebody has thought about it.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.apps import apps
from django.db import models

HERE = Path(__file__).parent
# Blanked and labelled from the inventory alone; `service` is what `members.services.erasure` does by hand.
TREATMENTS = {"delete", "blank", "label", "end", "service", "keep"}
PEOPLE = {"members.Person", "members.User"}
TYPED = (models.CharField, models.TextField, models.FileField, models.JSONField, models.DateField)
# Of the framework, without anything of people; histories follow the model whose history they are.
NOT_OURS = {"contenttypes", "auth"}
STAMPS = {"created_at", "updated_at", "occurred_at", "recorded_at"}


@dataclass(frozen=True)
class Entry:
    """One line of the inventory."""

    kind: str
    label: str
    fields: tuple
    subject: str
    on_erasure: str
    because: str

    @property
    def model(self):
        return apps.get_model(self.label)

    def rows_of(self, person):
        """The rows that are this person's own, none where nobody's are."""
        rows = self.model._base_manager
        return rows.filter(**{self.subject: person.pk}).distinct() if self.subject else rows.none()


@cache
def entries():
    """All lines, in the order of the file."""
    return tuple(_entry(row) for row in _rows("inventory.csv"))


def without_people():
    """{(model, field)} of what was looked at and holds nothing of anybody."""
    return {(row["model"], name) for row in _rows("no_person.csv") for name in row["fields"].split()}


def told_fields(model):
    """The fields of a model that could hold something of a person: words, days, files, and who it was."""
    options = model._meta
    if options.app_label in NOT_OURS or options.proxy or hasattr(model, "history_type"):
        return []
    return [field for field in (*options.local_fields, *options.local_many_to_many) if _could_tell(field)]


def history_of(model):
    """The model that keeps the earlier states of this one, None where nobody keeps them."""
    options = model._meta
    name = getattr(options, "simple_history_manager_attribute", None)
    return getattr(model, name).model if name else None


def _could_tell(field):
    if field.is_relation:
        return bool(field.related_model) and field.related_model._meta.label in PEOPLE and not _is_parent(field)
    return isinstance(field, TYPED) and not field.choices and field.name not in STAMPS


def _is_parent(field):
    return bool(getattr(field.remote_field, "parent_link", False))


def _entry(row):
    fields = tuple(row["fields"].split())
    return Entry(row["kind"], row["model"], fields, row["subject"], row["on_erasure"], row["because"])


def _rows(name):
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
