"""Closing an account for good (Art. 47 PIPL): the identity goes, what others have to keep stays with a number.

What each field becomes stands in the inventory (`alliance_portal.personal_data`). Here is what a line of it cannot
say: the account itself, roles, stories, and the name where it was copied to.
"""

import json
import re
from importlib import import_module

from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal import audit
from alliance_portal.models import OutboxMessage
from alliance_portal.personal_data import erasing
from alliance_portal.workflow import WorkflowError

from ..models import Enterprise, ImportRow, Notice, Person, Role, User
from . import roles, roster, stories

# Told by the apps above: functions of a person that return what binds them, in words for the page that asks.
_binding = []
# The same: functions of a person that return events in whose notes the portal itself has written names.
_naming = []


def register(binds, notes=None):
    """`binds(person)` names what stays open or stays kept by law when the account is closed; once per app.

    `notes(person)` returns the events of what the person is on, where the portal writes names into the notes.
    """
    if binds not in _binding:
        _binding.append(binds)
    if notes and notes not in _naming:
        _naming.append(notes)


def what_binds(person):
    """Words for each thing that stays, to be read before anything is closed."""
    return [words for binds in _binding for words in binds(person)]


def close_for_good(*, by):
    """Erase who `by` is, end the account everywhere, and return the person as they remain.

    Raises WorkflowError for whoever is on no roster, for the district's own people, for the last officer of an
    enterprise, and when it is done already.
    """
    with transaction.atomic():
        _wait_for_imports(by)
        _check_may_go(by)
        person = lock_person_of(by)
        if person is None or person.erased_at:
            raise WorkflowError(_("This account is closed already."))
        user = User.objects.select_for_update().get(pk=by.pk)
        names = (person.name, person.work_number)
        _leave(person, user)
        _end_sessions(user)
        _forget_mailbox(user)
        stories.erase_of(person)
        erasing.erase(person)
        _neutral(person, user)
        _forget_copies(person, *names)
        audit.record(audit.Act.ERASED, by=by, about=person, enterprise=person.enterprise_id)
    return person


def _wait_for_imports(user):
    """A roster that is just being imported holds the enterprise, and would write the name once more."""
    list(Enterprise.objects.select_for_update().filter(pk__in=Person.objects.filter(user=user).values("enterprise")))


def lock_person_of(user):
    """The person behind the account, locked: an officer may be writing the same row."""
    # Without joins: PostgreSQL drops a row that it had to wait for when its department is another one by then.
    return Person.objects.select_for_update().filter(user=user).first()


def _check_may_go(user):
    """The district's own people are needed by others, and somebody has to keep each roster."""
    held = list(user.role_assignments.select_related("enterprise"))
    if user.is_superuser or any(one.enterprise_id is None for one in held):
        raise WorkflowError(_("You hold a role of the district. Please ask a colleague to take it back first."))
    for one in held:
        if one.role == Role.OFFICER:
            roles.check_not_the_last(user, one.enterprise)


def _leave(person, user):
    """As somebody who has left, without a notice to oneself."""
    person.in_service, person.left_on = False, person.left_on or timezone.localdate()
    person.save_without_historical_record(update_fields=["in_service", "left_on", "updated_at"])
    roster.stop_duties(person, by=user)


def _end_sessions(user):
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    for key in user.sessions.values_list("session_key", flat=True):
        store.delete(key)


def _forget_mailbox(user):
    """Letters that are still to go, and those that could not be delivered."""
    addresses = [found.email for found in [getattr(user, "notice_settings", None)] if found and found.email]
    OutboxMessage.objects.filter(address__in=[*addresses, *filter(None, [user.email])]).delete()


def _neutral(person, user):
    """An account that nobody can name or enter, and a number that no roster has."""
    erasing.write_with_history(Person, [person.pk], work_number=f"~{person.pk}")
    Person.objects.filter(pk=person.pk).update(erased_at=timezone.now(), updated_at=timezone.now())
    user.username, user.full_name, user.email = f"closed-{user.pk}", "", ""
    user.is_active, user.is_staff, user.temporary_until, user.last_login = False, False, None, None
    user.set_unusable_password()
    user.save()
    person.refresh_from_db()


def _forget_copies(person, name, number):
    """Where the name was written beside its owner: ledgers as read, notices of others, notes, the admin's log."""
    alone, label = _standing_alone(name), erasing.erased_name()
    ledgers = ImportRow.objects.filter(batch__enterprise=person.enterprise_id)
    ledgers.filter(batch__kind="roster", object_id=person.pk).delete()
    told = [row.pk for row in ledgers.filter(_may_name(name)) if any(map(alone.search, _texts_of(row)))]
    ledgers.filter(pk__in=told).delete()
    for notice in Notice.objects.filter(_in_json("facts", name)):
        notice.facts = _replaced(notice.facts, alone, label)
        notice.save(update_fields=["facts"])
    for event in (event for notes in _naming for event in notes(person).filter(note__contains=name)):
        event.note = alone.sub(label, event.note)
        event.save(update_fields=["note"])
    for entry in LogEntry.objects.filter(Q(object_repr__contains=name) | Q(change_message__contains=name)):
        if alone.search(entry.object_repr):
            entry.object_repr = alone.sub(label, entry.object_repr).replace(number, "")
        entry.change_message = alone.sub(label, entry.change_message)
        entry.save(update_fields=["object_repr", "change_message"])


def _standing_alone(name):
    """The name as a word of its own: 王海 is not to be found in 王海涛, who stays."""
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")


LEDGER = ("cells", "values", "before", "after", "problems")


def _may_name(name):
    """Rows of ledgers that hold the signs of the name, perhaps within another one."""
    named = Q()
    for field in LEDGER:
        named |= _in_json(field, name)
    return named


def _texts_of(row):
    """Everything that stands in a row of a ledger, as text."""
    return [json.dumps(getattr(row, field), ensure_ascii=False, default=str) for field in LEDGER]


def _in_json(field, text):
    """SQLite keeps JSON with its letters escaped, PostgreSQL as they are."""
    escaped = json.dumps(text)[1:-1]
    return Q(**{f"{field}__icontains": text}) | Q(**{f"{field}__icontains": escaped})


def _replaced(facts, alone, label):
    """The same facts with another name in every text."""
    if isinstance(facts, dict):
        return {key: _replaced(value, alone, label) for key, value in facts.items()}
    if isinstance(facts, list):
        return [_replaced(value, alone, label) for value in facts]
    return alone.sub(label, facts) if isinstance(facts, str) else facts
