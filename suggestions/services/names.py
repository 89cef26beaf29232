"""Hidden names (评审隐名): nobody who answers or leads learns who had the idea, and the union only by two people."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal import audit, workflow
from members.models import Department, Person

from ..models import Envelope, SuggestionEvent
from ..notifications import moves, rewarding, told

Verb = SuggestionEvent.Verb
# Fewer people than this are as good as a name.
FEWEST = 5
NOWHERE = "未注明部门"
ACTS = {Verb.ENVELOPE_OPENED: audit.Act.NAME_OPENED, Verb.ENVELOPE_REFUSED: audit.Act.NAME_REFUSED}


def place_without_name(department):
    """The place as far as it may be told beside a hidden name: the shop, or none where it has fewer than five people.

    "None" is a department of the enterprise that nobody works in, so that figures by department still add up.
    """
    shop = department.shop
    people = Person.objects.in_service().filter(department__in=Department.objects.under(shop))
    if people[:FEWEST].count() >= FEWEST:
        return shop
    nowhere, _new = Department.objects.get_or_create(enterprise_id=shop.enterprise_id, parent=None, name=NOWHERE)
    return nowhere


def show_name(suggestion, *, by, version=None):
    """The author shows the name after all; it cannot be hidden again, because it has been read."""
    with transaction.atomic():
        fresh = workflow.lock(suggestion, version=version)
        if not fresh.name_hidden:
            raise workflow.WorkflowError(_("The name is shown already."))
        workflow.append(fresh, Verb.NAME_SHOWN, role="author")
        workflow.save(fresh, name_hidden=False)
        rewarding.payable(fresh)
    return fresh


def ask_envelope(suggestion, *, by, reason):
    """A member of union staff asks for the hidden name, in writing; somebody else has to open it."""
    if not reason.strip():
        raise workflow.WorkflowError(_("Please write down why."))
    with transaction.atomic():
        fresh = workflow.lock(suggestion)
        if not fresh.name_hidden:
            raise workflow.WorkflowError(_("%(number)s hides no name.") % {"number": fresh.number})
        if fresh.envelopes.filter(opened_at=None, refused_at=None).exists():
            raise workflow.WorkflowError(_("Somebody has asked for %(number)s already.") % {"number": fresh.number})
        envelope = Envelope.objects.create(suggestion=fresh, reason=reason, asked_by=by)
        workflow.append(fresh, Verb.ENVELOPE_ASKED, by=by, role="district_staff", note=reason)
        _write_down(audit.Act.NAME_ASKED, fresh, by)
    return envelope


@told(moves.name_learnt)
def open_envelope(envelope, *, by):
    """Somebody else of union staff agrees: the two may read the name, and the author is told by whom and why."""
    return _answer(envelope, by=by, verb=Verb.ENVELOPE_OPENED, opened_at=timezone.now())


def refuse_envelope(envelope, *, by):
    """Somebody else of union staff does not agree: the name stays hidden."""
    return _answer(envelope, by=by, verb=Verb.ENVELOPE_REFUSED, refused_at=timezone.now())


def name_read(envelope, *, by):
    """One of the two has the name before their eyes."""
    _write_down(audit.Act.NAME_READ, envelope.suggestion, by)


def _write_down(act, suggestion, by):
    audit.record(act, by=by, about=suggestion, enterprise=suggestion.enterprise_id, detail=suggestion.number)


def sealed_name(suggestion):
    """Who had the idea, for the two who opened the envelope; "" when nobody knows."""
    people = [proposer.person for proposer in suggestion.proposers.select_related("person__department")]
    if people:
        return ", ".join(f"{person.name} {person.work_number} ({person.department.name})" for person in people)
    slip = getattr(suggestion, "slip", None)
    return " ".join(filter(None, [slip.name, slip.work_number])) if slip else ""


def _answer(envelope, *, by, verb, **when):
    with transaction.atomic():
        fresh = Envelope.objects.select_for_update(of=["self"]).select_related("suggestion").get(pk=envelope.pk)
        if not fresh.is_waiting:
            raise workflow.WorkflowError(_("This request has been answered already."))
        if fresh.asked_by_id == by.pk:
            raise workflow.WorkflowError(_("Whoever asked cannot open it: that takes a second person."))
        fresh.answered_by = by
        for name, moment in when.items():
            setattr(fresh, name, moment)
        fresh.save(update_fields=["answered_by", *when, "updated_at"])
        workflow.append(fresh.suggestion, verb, by=by, role="district_staff", note=fresh.reason)
        _write_down(ACTS[verb], fresh.suggestion, by)
    return fresh
