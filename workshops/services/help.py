"""A request for help from its asking to its end. Whoever asks and whoever is asked are locked before it is made."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal import workflow
from alliance_portal.models import Source
from alliance_portal.workflow import WorkflowError
from members.models import Person

from ..models import HelpEvent, HelpRequest
from ..notifications import help as told

Status, Verb = HelpRequest.Status, HelpEvent.Verb
# Nobody is bothered: an answer is asked for in so many days, and of all that is asked there is only so much.
ANSWER_DAYS = 3
MOST_ASKED_A_DAY = 5
MOST_WAITING = 5
MOST_WRITTEN_A_DAY = 20
ASKER, HELPER, SYSTEM = "asker", "helper", "system"


class AskedAlreadyError(WorkflowError):
    """There is an open request of the same to the same; `request` is it."""

    def __init__(self, request):
        super().__init__(_("You have asked already. Here is what has become of it."))
        self.request = request


def ask(*, by, about, helper=None, workshop=None, speciality=None, occurred_at=None):
    """Ask a person or a workshop for help, and return the request.

    Raises AskedAlreadyError while the same is open, and WorkflowError for whoever does not want to be asked any more,
    beyond what somebody may ask in a day, and where too many wait for the same person.
    """
    when = occurred_at or timezone.now()
    with transaction.atomic():
        asker = by.person_or_none
        _lock(asker, helper)
        _check_asker(asker, when)
        if helper:
            _check_helper(asker, helper)
        else:
            _check_workshop(asker, workshop)
        facts = {"about": about, "speciality": speciality, "asked_at": when, "due_on": _due(when)}
        request = HelpRequest.objects.create(asker=asker, helper=helper, workshop=workshop, **facts)
        workflow.append(request, Verb.ASKED, by=by, role=ASKER, note=about, occurred_at=when)
        told.asked(request, when)
    return request


def _lock(*people):
    """Lock the people in one order, whoever asks whom: so nobody waits for somebody who waits for them."""
    wanted = [person.pk for person in people if person]
    list(Person.objects.select_for_update().filter(pk__in=wanted).order_by("pk"))


def _due(when):
    return timezone.localtime(when).date() + dt.timedelta(days=ANSWER_DAYS)


def _check_asker(asker, when):
    if asker is None or not asker.in_service:
        raise WorkflowError(_("This is for people in service on an enterprise's roster."))
    if asker.help_asked_for.asked_today(when).count() >= MOST_ASKED_A_DAY:
        words = _("That is %(most)d requests today. Please ask again tomorrow.")
        raise WorkflowError(words % {"most": MOST_ASKED_A_DAY})


def _check_helper(asker, helper):
    if asker.pk == helper.pk:
        raise WorkflowError(_("This is you."))
    if not is_willing(helper):
        raise WorkflowError(_("%(name)s can no longer be asked. Please ask somebody else.") % {"name": helper.name})
    if known := asker.help_asked_for.open().filter(helper=helper, workshop=None).first():
        raise AskedAlreadyError(known)
    if helper.help_asked_of.waiting().count() >= MOST_WAITING:
        words = _("Several people wait for %(name)s already. Please ask somebody else, or try again in a few days.")
        raise WorkflowError(words % {"name": helper.name})


def _check_workshop(asker, workshop):
    if known := asker.help_asked_for.open().filter(workshop=workshop).first():
        raise AskedAlreadyError(known)
    nobody = not told.holders(HelpRequest(asker=asker, workshop=workshop))
    if nobody or not workshop.is_active:
        words = _("Nobody answers for %(name)s at the moment. Please ask another one.")
        raise WorkflowError(words % {"name": workshop})


def is_willing(person):
    """Whether the person may be asked now."""
    return Person.objects.willing_to_help().filter(pk=person.pk).exists()


def take_up(request, *, by, note="", version=None, occurred_at=None):
    """The asked person, or one of the workshop, says yes."""
    when = occurred_at or timezone.now()
    with transaction.atomic():
        facts = {"by": by, "role": HELPER, "note": note, "version": version, "helper": _person_of(by)}
        fresh = workflow.move(request, Status.TAKEN_UP, occurred_at=when, **facts)
        told.taken_up(fresh, by, note, when)
    return fresh


def _person_of(by):
    if by.person_or_none is None:
        raise WorkflowError(_("This is for people in service on an enterprise's roster."))
    return by.person_or_none


def pass_on(request, *, by, to, note="", version=None, occurred_at=None):
    """A colleague who is willing is asked instead, with a day of their own and a reminder of their own."""
    when = occurred_at or timezone.now()
    with transaction.atomic():
        _lock(request.asker, to)
        _check_colleague(request, by, to)
        facts = {"by": by, "role": HELPER, "note": note, "version": version, "helper": to}
        facts |= {"due_on": _due(when), "reminded_at": None}
        fresh = workflow.move(request, Status.PASSED_ON, occurred_at=when, **facts)
        told.passed_on(fresh, by, note, when)
    return fresh


def _check_colleague(request, by, to):
    if to.pk in (request.asker_id, request.helper_id) or not is_willing(to):
        raise WorkflowError(_("%(name)s can no longer be asked. Please ask somebody else.") % {"name": to.name})
    if to.enterprise_id != _person_of(by).enterprise_id:
        raise WorkflowError(_("Please choose a colleague of your own enterprise."))
    if request.workshop_id is None and request.asker.help_asked_for.open().filter(helper=to, workshop=None).exists():
        raise WorkflowError(_("%(name)s has been asked by the same person already.") % {"name": to.name})


def decline(request, *, by, note="", version=None, occurred_at=None):
    """Not this time, with a word or without."""
    when = occurred_at or timezone.now()
    with transaction.atomic():
        facts = {"by": by, "role": HELPER, "note": note, "version": version}
        fresh = workflow.move(request, Status.DECLINED, occurred_at=when, **facts)
        told.declined(fresh, by, note, when)
    return fresh


def solve(request, *, by, note, version=None, occurred_at=None):
    """The asker closes it with one sentence on what helped."""
    if not note.strip():
        raise WorkflowError(_("Please write in a sentence what helped."))
    when = occurred_at or timezone.now()
    with transaction.atomic():
        facts = {"by": by, "role": ASKER, "note": note, "version": version}
        fresh = workflow.move(request, Status.SOLVED, occurred_at=when, **facts)
        told.solved(fresh, by, note, when)
    return fresh


def withdraw(request, *, by, version=None, occurred_at=None):
    """The asker needs no help any more."""
    when = occurred_at or timezone.now()
    with transaction.atomic():
        fresh = workflow.move(request, Status.WITHDRAWN, by=by, role=ASKER, version=version, occurred_at=when)
        told.withdrawn(fresh, by, when)
    return fresh


def write(request, *, by, text, occurred_at=None):
    """An entry of one of the two; who is asked and writes takes it up by that. Returns the request.

    Raises WorkflowError once it is over, and for the twenty-first entry in a day.
    """
    when = occurred_at or timezone.now()
    with transaction.atomic():
        fresh = workflow.lock(request)
        if fresh.is_waiting and fresh.asker.user_id != by.pk:
            return take_up(fresh, by=by, note=text, occurred_at=when)
        if not fresh.is_open:
            raise workflow.TransitionError(fresh, fresh.status)
        today = timezone.localtime(when).replace(hour=0, minute=0, second=0, microsecond=0)
        own = fresh.events.filter(verb=Verb.WROTE, actor=by, occurred_at__gte=today)
        if own.count() >= MOST_WRITTEN_A_DAY:
            raise WorkflowError(_("You have written a lot today. Please go on tomorrow, or give each other a call."))
        role = ASKER if fresh.asker.user_id == by.pk else HELPER
        workflow.append(fresh, Verb.WROTE, by=by, role=role, note=text, occurred_at=when)
        told.written(fresh, by, text, when)
    return fresh


def remind(now=None):
    """Remind of each request once, on the day by which an answer was asked for or later; return how many were."""
    now = now or timezone.now()
    today = timezone.localtime(now).date()
    return sum(_remind_once(request, today, now) for request in HelpRequest.objects.to_remind(today))


def _remind_once(request, today, now):
    """Whether it was done now: not if somebody was faster, in answering or in reminding."""
    with transaction.atomic():
        fresh = workflow.lock(request)
        if not HelpRequest.objects.to_remind(today).filter(pk=fresh.pk).exists():
            return False
        fresh.reminded_at = now
        fresh.save(update_fields=["reminded_at", "updated_at"])
        workflow.append(fresh, Verb.REMINDED, role=SYSTEM, occurred_at=now, source=Source.SYSTEM)
        told.waits(fresh, now)
    return True
