"""A person's own copy of what is kept (Art. 45 PIPL): read from the inventory, so that nothing listed is left out."""

import io
import json
import zipfile
from collections import Counter
from pathlib import PurePosixPath

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone

from .inventory import entries
from .kinds import KINDS

# What lets somebody in, and what tells of others rather than of the person.
NEVER_COPIED = {"password", "session_key", "session_data", "data", "code", "key", "check_digits", "guest"}


def kept(person):
    """[(kind, label of the model, [rows as dicts])] of all that has this person's name on it, without empty ones."""
    groups = {}
    for entry in entries():
        names = [name for name in entry.fields if name not in NEVER_COPIED]
        for row in _rows(entry, person, names) if names else ():
            group = groups.setdefault((entry.kind, entry.label), {})
            group.setdefault(row.pk, {}).update({name: _plain(row, name) for name in names})
    return [(kind, label, list(rows.values())) for (kind, label), rows in groups.items()]


def _rows(entry, person, names):
    """With what they refer to by name, in one question."""
    fields = [entry.model._meta.get_field(name) for name in names]
    named = [field.name for field in fields if field.is_relation and not field.many_to_many and not _is_somebody(field)]
    rows = entry.rows_of(person).order_by("pk")
    return rows.select_related(*named) if named else rows


def _is_somebody(field):
    return field.related_model._meta.label in ("members.User", "members.Person")


def counted(person):
    """[{"kind", "number"}] of what is kept, for the page that shows the list before the copy."""
    lookups = {(entry.kind, entry.label, entry.subject): entry for entry in entries() if entry.subject}
    numbers = Counter()
    for entry in lookups.values():
        numbers[entry.kind] += entry.rows_of(person).count()
    return [{"kind": KINDS[code], "number": numbers[code]} for code in KINDS if numbers[code]]


def as_zip(person):
    """Bytes of a zip with `data.json` (UTF-8) and the person's own pictures under `files/`."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "data.json", json.dumps(_document(person), ensure_ascii=False, indent=2, cls=DjangoJSONEncoder)
        )
        for file in _files(person):
            archive.writestr(f"files/{PurePosixPath(file.name).as_posix()}", file.read())
    return buffer.getvalue()


def _document(person):
    kinds = {}
    for kind, label, rows in kept(person):
        told = kinds.setdefault(kind, {"purpose": str(KINDS[kind].purpose), "kept": str(KINDS[kind].how_long)})
        told[label] = rows
    return {"made_at": timezone.now(), "kinds": kinds}


def _files(person):
    """Every picture once, as far as it is still there."""
    for entry in entries():
        names = [name for name in entry.fields if isinstance(entry.model._meta.get_field(name), models.FileField)]
        for row in entry.rows_of(person) if names else ():
            for file in (getattr(row, name) for name in names):
                if file and file.storage.exists(file.name):
                    with file.open("rb") as opened:
                        yield opened


def _plain(row, name):
    """The value as JSON can hold it; of another row what it is called, of an account only its number."""
    field = row._meta.get_field(name)
    if field.is_relation:
        return _referred(row, field)
    value = getattr(row, name)
    if isinstance(field, models.FileField):
        return value.name
    return str(getattr(row, f"get_{name}_display")()) if field.choices else value


def _referred(row, field):
    if field.many_to_many:
        return None
    if _is_somebody(field):
        return row.__dict__[field.attname]
    return str(getattr(row, field.name) or "")
