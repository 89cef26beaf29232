"""How a suggestion comes in: from an account, from a poster without one, on paper, or told to a colleague."""

import datetime as dt
import uuid
from dataclasses import dataclass, field
from functools import partial

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal import periods, workflow
from alliance_portal.files import files_or_nothing
from alliance_portal.text import headline
from members.models import Department, Enterprise, Person

from ..models import Photo, Poster, Proposer, Suggestion, SuggestionEvent, Writer
from ..notifications import moves
from . import drafts
from .clock import promised_day
from .keys import key_at_poster, key_of_person, sent_before
from .names import place_without_name
from .numbers import allocate
from .photos import attach
from .slips import code_of, leave_slip
from .together import name_together

Status, Verb, Channel = Suggestion.Status, SuggestionEvent.Verb, Suggestion.Channel
DAILY_LIMIT = 20


@dataclass(frozen=True)
class Content:
    """What a suggestion says and shows; `photos` are `files.Picture`s."""

    problem: str
    idea: str = ""
    expected_effect: str = ""
    category: str = Suggestion.Category.OTHER
    kind: str = Suggestion.Kind.SUGGESTION
    title: str = ""
    photos: tuple = field(default=())

    @property
    def fields(self):
        texts = {name: getattr(self, name) for name in ("problem", "idea", "expected_effect", "category", "kind")}
        return texts | {"title": self.title or headline(self.problem)}


@dataclass(frozen=True)
class Origin:
    """Where a suggestion comes from and by which way; `person` is who had the idea, None where that is not known."""

    enterprise: Enterprise
    department: Department
    key: uuid.UUID
    channel: str
    person: Person | None = None
    poster: Poster | None = None
    recorded_by: object = None
    name_hidden: bool = False
    # Whose draft is taken along, and the key of the form it is found by; nobody's where there can be none.
    writer: Writer | None = None
    form: uuid.UUID | None = None

    def place(self):
        """Whoever hides the name is not given away by the place: it is only told as far as it stands for many."""
        if not self.name_hidden:
            return {"department": self.department, "poster": self.poster}
        return {"department": place_without_name(self.department), "poster": None}


def submit(*, by, key, poster=None, hide_name=False, together=(), sheet=None, occurred_at=None, **content):
    """Record what somebody with an account sends in and return it; a second call with the same `key` changes nothing.

    `poster` gives the place where it is one of the own enterprise, `together` names colleagues who had the idea too;
    `content` is that of `Content`; photos of the draft with this key are taken along. Raises WorkflowError above 20 a
    day, and DraftChangedError when the `sheet` it is sent from does not know the draft as it is now.
    """
    person = by.person_or_none
    at_home = poster is not None and poster.enterprise_id == person.enterprise_id
    origin = Origin(
        enterprise=person.enterprise,
        department=poster.department if at_home else person.department,
        key=key_of_person(key, person),
        channel=Channel.QR if at_home else Channel.WEB,
        person=person,
        poster=poster if at_home else None,
        name_hidden=hide_name,
        writer=Writer(user=by),
        form=key,
    )

    def then(suggestion):
        name_together(suggestion, by=by, people=together, occurred_at=occurred_at)

    steps = {"check": partial(_check_daily_limit, person), "then": then if together else None}
    return _once(origin, Content(**content), occurred_at, sheet=sheet, **steps)


def submit_without_account(
    *, poster, key, guest="", name="", work_number="", hide_name=False, sheet=None, occurred_at=None, **content
):
    """Record what somebody at a poster sends in; `slips.code_of(key)` finds it again, name and number stay as told.

    Without name and number nothing is known of the sender, and the place is told as coarsely as for a hidden name.
    `guest` is whose draft is taken along, as `submit` does.
    """
    origin = Origin(
        enterprise=poster.enterprise,
        department=poster.department,
        key=key_at_poster(key, poster),
        channel=Channel.QR,
        poster=poster,
        name_hidden=hide_name or not (name or work_number),
        writer=Writer(guest=guest) if guest else None,
        form=key,
    )
    told = {"code": code_of(key), "name": name, "work_number": work_number}
    return _once(
        origin, Content(**content), occurred_at, sheet=sheet, then=lambda suggestion: leave_slip(suggestion, **told)
    )


def record(*, by, key, department, channel, person=None, name="", received_on=None, hide_name=False, **content):
    """Enter what a colleague said or wrote on paper (代录): who recorded it and whose idea it is are both kept.

    `person` is the author where known by the roster, `name` what the slip says otherwise. The day on the paper decides
    the month it counts for; the promise runs from now.
    """
    now = timezone.now()
    origin = Origin(
        enterprise=department.enterprise,
        department=department,
        key=uuid.uuid5(key, str(by.pk)),
        channel=channel,
        person=person,
        recorded_by=by,
        name_hidden=hide_name,
    )
    due_on = promised_day(department.enterprise, content.get("kind", Suggestion.Kind.SUGGESTION), now)
    received = periods.start_of(received_on) if received_on and received_on < timezone.localdate() else now

    def then(suggestion):
        if name and not person:
            leave_slip(suggestion, name=name)

    return _once(origin, Content(**content), received, due_on=due_on, then=then)


def _once(origin, content, occurred_at, *, due_on=None, check=None, sheet=None, then=None):
    """Receive it, or return the record that the same key made before; either way no draft of it is left."""
    when = occurred_at or timezone.now()
    try:
        with files_or_nothing() as written:
            draft = origin.writer and drafts.hold(by=origin.writer, key=origin.form)
            if earlier := sent_before(origin.key):
                drafts.drop(draft)
                return earlier
            drafts.check_known(draft, sheet)
            suggestion = _receive(origin, content, when, due_on=due_on, check=check)
            drafts.take_along(draft, suggestion, written=written)
            attach(suggestion, content.photos, Photo.Kind.BEFORE, written=written)
            if then:
                then(suggestion)
            moves.received(suggestion, when)
            return suggestion
    except IntegrityError:
        # The same form, sent twice at the same moment: the other request was first.
        if earlier := sent_before(origin.key):
            return earlier
        raise


def _receive(origin, content, when, *, due_on, check):
    with transaction.atomic():
        # Taking a number lets the enterprise's other senders wait, so what is counted below is still true at the end.
        (number,) = allocate(origin.enterprise, timezone.localtime(when).year)
        if check:
            check(when)
        place = origin.place()
        suggestion = Suggestion.objects.create(
            number=number,
            enterprise=origin.enterprise,
            shop=place["department"].shop,
            channel=origin.channel,
            recorded_by=origin.recorded_by,
            name_hidden=origin.name_hidden,
            idempotency_key=origin.key,
            received_at=when,
            month=periods.month_of(when),
            due_on=due_on or promised_day(origin.enterprise, content.kind, when),
            **place,
            **content.fields,
        )
        if origin.person:
            Proposer.objects.create(suggestion=suggestion, person=origin.person, confirmed_at=when)
        recorder = {"by": origin.recorded_by, "role": "recorder"} if origin.recorded_by else {"role": "author"}
        workflow.append(suggestion, Verb.SUBMITTED, occurred_at=when, to=Status.SUBMITTED, **recorder)
    return suggestion


def _check_daily_limit(person, when):
    since = periods.start_of(timezone.localtime(when).date())
    sent = Proposer.objects.filter(
        person=person,
        is_lead=True,
        suggestion__received_at__gte=since,
        suggestion__received_at__lt=since + dt.timedelta(days=1),
    ).count()
    if sent >= DAILY_LIMIT:
        raise workflow.WorkflowError(
            _("You have sent 20 suggestions today, which is the limit. Please send the rest tomorrow.")
        )
