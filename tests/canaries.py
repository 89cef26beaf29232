"""A word of its own in every text that somebody may have typed, and where each of them turns up again.

The words stand in the rows themselves, so a new field or a new model is looked for without being named here.
"""

import io
import re
import zipfile
from pathlib import PurePath

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.test import Client

from members.models import Department, Enterprise, Person, User

APPS = ("members", "workshops")
# Part of every word: searches look for it, and a page that shows it again shows none of them.
PART = "KNR"
WORD = re.compile(PART + r"(\d{3})Y")
# Codes, addresses and check sums: written by the portal, not typed.
NOT_TYPED = {
    "code", "credit_code", "password", "username", "work_number", "address", "path", "kind", "sha256", "fact",
    "check_digits", "session_key", "device", "known", "from_status", "to_status", "actor_role", "file_kind", "link",
}  # fmt: skip
# What tells rows of one model apart: who may read them hangs on it.
LANES = ("work_number", "visibility", "status", "verb")


def typed(model):
    """The names of its fields that hold words of somebody."""
    fields = [field for field in model._meta.concrete_fields if isinstance(field, models.CharField | models.TextField)]
    plain = [field for field in fields if not (isinstance(field, models.SlugField) or field.choices)]
    return [field.name for field in plain if field.name not in NOT_TYPED]


def watched():
    """Every model that has such a field; its history is told from it."""
    return [
        model
        for label in APPS
        for model in apps.get_app_config(label).get_models()
        if typed(model) and not model.__name__.startswith("Historical")
    ]


def mark(*others):
    """Put the words into the rows that belong to none of the `others`; return {number of the word: its key}."""
    texts = {}
    for model in watched():
        for row in _rows(model, others):
            lane = [str(getattr(row, name)) for name in LANES if hasattr(row, name)]
            for field in typed(model):
                texts.setdefault(".".join([model._meta.label, field, *lane]), []).append((row, field))
    keys = dict(enumerate(sorted(texts)))
    for number, key in keys.items():
        for row, field in texts[key]:
            _write(row, field, f"{PART}{number:03}Y{row.pk}")
    return keys


def _rows(model, others):
    rows = model._base_manager.order_by("pk")
    if model is Enterprise:
        return rows.exclude(pk__in=[one.pk for one in others])
    if model in (Department, Person):
        return rows.exclude(enterprise__in=others)
    return rows.exclude(person__enterprise__in=others) if model is User else rows


def _write(row, field, word):
    """A text that has to be empty as the row is stays so; the name of a file keeps its ending."""
    word += PurePath(getattr(row, field)).suffix[:5]
    try:
        with transaction.atomic():
            type(row)._base_manager.filter(pk=row.pk).update(**{field: word})
    except IntegrityError:
        return


def addresses_of_rows():
    """Where each row has a page of its own."""
    rows = (row for model in watched() if hasattr(model, "get_absolute_url") for row in model._base_manager.all())
    return {row.get_absolute_url() for row in rows}


def found_by(user, addresses, keys):
    """{key of a word: an address at which somebody finds it}"""
    client = Client()
    if user:
        client.force_login(user)
    return {keys[number]: address for address in addresses for number in _words(client, address)}


def _words(client, address):
    """The numbers in one answer; nothing a look writes lasts until the next one."""
    with transaction.atomic():
        response = client.get(address)
        content = response.getvalue() if response.streaming else response.content
        transaction.set_rollback(True)
    return {int(number) for number in WORD.findall(f"{response.headers}{_text(content)}")}


def _text(content):
    """What an answer says: a workbook's sheets unpacked, the folded lines of a calendar joined."""
    if not content.startswith(b"PK"):
        return content.decode(errors="ignore").replace("\r\n ", "")
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return "".join(package.read(name).decode(errors="ignore") for name in package.namelist())
