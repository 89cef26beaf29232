"""What the inventory alone is enough to erase: rows, fields, names, and with them their histories and files."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext, override

from alliance_portal.files import delete_when_done, delete_with_files

from .inventory import entries, history_of


def erased_name():
    """What stands in the place of the name, in the portal's own language whoever closes the account."""
    with override(settings.LANGUAGE_CODE):
        return gettext("Closed account")


def erase(person):
    """Carry out the inventory for one person, inside the transaction of the caller; `service` and `keep` are not here.

    What is found by way of rows that are deleted is dealt with before them: `delete` comes last.
    """
    listed = sorted(entries(), key=lambda entry: entry.on_erasure == "delete")
    for entry in listed:
        if act := ACTS.get(entry.on_erasure):
            act(entry, person)


def write_with_history(model, ids, **facts):
    """Give these rows the facts, and every earlier state of them that is kept."""
    model._base_manager.filter(pk__in=ids).update(**facts)
    if history := history_of(model):
        history._base_manager.filter(**{f"{model._meta.pk.name}__in": ids}).update(**facts)


def _delete(entry, person):
    ids = _ids(entry, person)
    delete_with_files(entry.model._base_manager.filter(pk__in=ids))
    if history := history_of(entry.model):
        history._base_manager.filter(**{f"{entry.model._meta.pk.name}__in": ids}).delete()


def _blank(entry, person):
    fields = [entry.model._meta.get_field(name) for name in entry.fields]
    files = [field.name for field in fields if isinstance(field, models.FileField)]
    for row in entry.rows_of(person) if files else ():
        delete_when_done(getattr(row, name) for name in files)
    write_with_history(entry.model, _ids(entry, person), **{field.name: _nothing(field) for field in fields})


def _label(entry, person):
    write_with_history(entry.model, _ids(entry, person), **dict.fromkeys(entry.fields, erased_name()))


def _end(entry, person):
    entry.model._base_manager.filter(pk__in=_ids(entry, person), withdrawn_at=None).update(withdrawn_at=timezone.now())


def _ids(entry, person):
    return list(entry.rows_of(person).values_list("pk", flat=True))


def _nothing(field):
    if field.null:
        return None
    return field.get_default() if isinstance(field, models.JSONField) else ""


ACTS = {"delete": _delete, "blank": _blank, "label": _label, "end": _end}
