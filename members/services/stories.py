"""Stories of people: written by an officer or by the person, agreed to by the person alone, and taken back by one tap.

Words that somebody has agreed to are never changed: to change them the story goes off all pages first, its consents
end, and it is agreed to anew (Art. 14 and 15 PIPL).
"""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alliance_portal import workflow
from alliance_portal.files import files_or_nothing, put_picture
from alliance_portal.workflow import WorkflowError

from ..acting import acting
from ..models import Person, Story, StoryEvent
from ..models.story import KEPT
from ..notifications import stories as telling
from . import consents

Status, Verb = Story.Status, StoryEvent.Verb
ONE_AT_A_TIME = gettext_lazy("There is a story of this person already.")
SAY_WHY = gettext_lazy("Please write down why.")


def begin(person, *, by, occurred_at=None, **words):
    """Begin the story of a person and return it; it is the person's own when `by` is the person.

    Raises WorkflowError for whoever left or has a story already, that may be taken up again or not.
    """
    is_own = person.user_id == by.pk
    story = Story(person=person, written_by=by, is_own=is_own, **words)
    try:
        with transaction.atomic():
            if not Person.objects.select_for_update().get(pk=person.pk).in_service:
                raise WorkflowError(_("Stories are told of people in service."))
            story.save()
            _append(story, Verb.BEGUN, by, occurred_at)
    except IntegrityError:
        raise WorkflowError(ONE_AT_A_TIME) from None
    return story


def change(story, *, by, version=None, occurred_at=None, **words):
    """Write other words into a draft and return it."""
    with transaction.atomic():
        fresh = _draft(story, version)
        changed = {name: value for name, value in words.items() if value != getattr(fresh, name)}
        if changed:
            _append(fresh, Verb.CHANGED, by, occurred_at)
            workflow.save(fresh, **changed)
    return fresh


def change_photo(story, picture, *, by, version=None):
    """Give a draft another photo, or none."""
    with files_or_nothing() as written:
        fresh = _draft(story, version)
        put_picture(fresh, picture, written)
        _append(fresh, Verb.PHOTO, by)
        workflow.save(fresh, "image", "thumbnail", "width", "height")
    return fresh


def _draft(story, version):
    fresh = workflow.lock(story, version=version)
    if fresh.status != Status.DRAFT:
        raise WorkflowError(_("The words can be changed only while it is being written."))
    return fresh


def offer(story, *, by, version=None, occurred_at=None):
    """Give it to the person to read. Raises WorkflowError where the person has no account to read it with."""
    if story.person.user_id is None:
        raise WorkflowError(_("This person has no account yet, so nobody could agree. Please hand out a link first."))
    with transaction.atomic():
        moved = _move(story, Status.OFFERED, by, verb=Verb.OFFERED, version=version, occurred_at=occurred_at)
        telling.offered(moved, by, occurred_at)
    return moved


def agree(story, *, by, name, photo, version=None, occurred_at=None):
    """The person agrees to the words, and says of `name` and `photo` whether each may be shown; return the story.

    What was written with the person is public at once; what the person wrote goes to the officers, who publish it.
    """
    when = occurred_at or timezone.now()
    with transaction.atomic():
        fresh = _own(story, by, version)
        own_draft = fresh.is_own and fresh.status == Status.DRAFT
        if not own_draft and fresh.status != Status.OFFERED:
            raise workflow.TransitionError(fresh, Status.PUBLISHED)
        _consent(by, {"story": True, "story_name": name, "story_photo": photo and bool(fresh.image)}, when)
        to, facts = (Status.HANDED_IN, {}) if own_draft else (Status.PUBLISHED, {"published_at": when})
        moved = _move(fresh, to, by, verb=Verb.AGREED, occurred_at=when, **facts)
        telling.agreed(moved, by, when)
    return moved


def _consent(user, wanted, when):
    """Each consent anew: it is for the words that are before the person now."""
    for purpose, agreed in wanted.items():
        consents.withdraw_consent(purpose, by=user, occurred_at=when)
        if agreed:
            consents.give_consent(purpose, by=user, occurred_at=when)


def show(story, *, by, name, photo, occurred_at=None):
    """The person changes alone what is shown beside a story that is agreed: the name, the photo, both or neither."""
    when = occurred_at or timezone.now()
    with transaction.atomic():
        fresh = _own(story, by)
        if fresh.status not in (Status.PUBLISHED, Status.HANDED_IN):
            raise WorkflowError(_("There is nothing to show yet."))
        for purpose, agreed in (("story_name", name), ("story_photo", photo and bool(fresh.image))):
            act = consents.give_consent if agreed else consents.withdraw_consent
            act(purpose, by=by, occurred_at=when)
    return fresh


def ask_for_change(story, *, by, note, version=None, occurred_at=None):
    """The person says what should be different; it goes back to whoever wrote it, off all pages if it was on them."""
    if not note.strip():
        raise WorkflowError(_("Please write down what should be different."))
    with transaction.atomic():
        fresh = _own(story, by, version)
        _end_consents(fresh, occurred_at)
        moved = _move(fresh, Status.DRAFT, by, verb=Verb.ASKED, note=note, occurred_at=occurred_at)
        telling.change_asked(moved, by, note, occurred_at)
    return moved


def publish(story, *, by, version=None, occurred_at=None):
    """An officer publishes what the person wrote and agreed to."""
    when = occurred_at or timezone.now()
    with transaction.atomic():
        fresh = workflow.lock(story, version=version)
        if fresh.status != Status.HANDED_IN:
            raise workflow.TransitionError(fresh, Status.PUBLISHED)
        if not fresh.is_agreed:
            raise WorkflowError(_("The person no longer agrees to it."))
        moved = _move(fresh, Status.PUBLISHED, by, verb=Verb.PUBLISHED, occurred_at=when, published_at=when)
        telling.published(moved, by, when)
    return moved


def send_back(story, *, by, reason, version=None, occurred_at=None):
    """An officer gives it back to be written on: what was handed in, or what is public and has to be changed."""
    if not reason.strip():
        raise WorkflowError(SAY_WHY)
    with transaction.atomic():
        fresh = workflow.lock(story, version=version)
        verb = Verb.REOPENED if fresh.status == Status.PUBLISHED else Verb.SENT_BACK
        _end_consents(fresh, occurred_at)
        moved = _move(fresh, Status.DRAFT, by, verb=verb, note=reason, occurred_at=occurred_at)
        telling.sent_back(moved, by, reason, occurred_at)
    return moved


def withdraw(story, *, by, occurred_at=None):
    """The person takes it back, in whatever state it is; gone with the next page anybody opens. Twice is as good."""
    when = occurred_at or timezone.now()
    with transaction.atomic():
        fresh = _own(story, by)
        if fresh.status == Status.WITHDRAWN:
            return fresh
        _end_consents(fresh, when)
        moved = _move(fresh, Status.WITHDRAWN, by, verb=Verb.WITHDRAWN, occurred_at=when, withdrawn_at=when)
        telling.withdrawn(moved, by, when)
    return moved


def take_down(story, *, by, reason, version=None, occurred_at=None):
    """An officer or staff takes it off all pages, for a reason the person reads."""
    if not reason.strip():
        raise WorkflowError(SAY_WHY)
    when = occurred_at or timezone.now()
    with transaction.atomic():
        fresh = workflow.lock(story, version=version)
        _end_consents(fresh, when)
        facts = {"verb": Verb.TAKEN_DOWN, "note": reason, "withdrawn_at": when}
        moved = _move(fresh, Status.WITHDRAWN, by, occurred_at=when, **facts)
        telling.taken_down(moved, by, reason, when)
    return moved


def bring_back(story, *, by, occurred_at=None):
    """The person thinks again before the words are erased: they are to be read and agreed to once more.

    Raises WorkflowError once they are erased, or when another story was begun.
    """
    with transaction.atomic():
        fresh = _own(story, by)
        if fresh.erased_at:
            raise WorkflowError(_("The words are erased already."))
        if fresh.person.stories.exclude(pk=fresh.pk).exclude(status=Status.WITHDRAWN).exists():
            raise WorkflowError(ONE_AT_A_TIME)
        to = Status.DRAFT if fresh.is_own else Status.OFFERED
        return _move(fresh, to, by, verb=Verb.BROUGHT_BACK, occurred_at=occurred_at, withdrawn_at=None)


def withdraw_of_leavers(now=None):
    """Whoever has left is told of on no page anyway; now the consents end too, and the words can be erased. How many.

    So nothing is public again when somebody comes back, unless that person agrees anew.
    """
    now = now or timezone.now()
    stories = list(Story.objects.of_leavers())
    for story in stories:
        with transaction.atomic():
            fresh = workflow.lock(story)
            if fresh.status != Status.WITHDRAWN:
                _end_consents(fresh, now)
                _move(fresh, Status.WITHDRAWN, None, verb=Verb.LEFT, occurred_at=now, withdrawn_at=now)
    return len(stories)


def erase_withdrawn(now=None):
    """Words and photos of what was taken back long ago are deleted (Art. 47 PIPL); the history stays. How many."""
    now = now or timezone.now()
    stories = list(Story.objects.to_erase(now - KEPT))
    for story in stories:
        with files_or_nothing() as written:
            fresh = workflow.lock(story)
            if fresh.status != Status.WITHDRAWN or fresh.erased_at:
                continue
            _erase(fresh, written, now)
    return len(stories)


def erase_of(person):
    """Whoever closes the account for good does not wait thirty days, and nobody is told who it was."""
    now = timezone.now()
    with files_or_nothing() as written:
        for story in person.stories.all():
            fresh = workflow.lock(story)
            if fresh.status != Status.WITHDRAWN:
                _move(fresh, Status.WITHDRAWN, person.user, verb=Verb.WITHDRAWN, occurred_at=now, withdrawn_at=now)
                fresh = workflow.lock(story)
            if not fresh.erased_at:
                _erase(fresh, written, now)


def _erase(story, written, now):
    """Words and photo of a locked story."""
    put_picture(story, None, written)
    _append(story, Verb.ERASED, None, now)
    emptied = dict.fromkeys(Story.WORDS, "")
    workflow.save(story, "image", "thumbnail", "width", "height", **emptied, erased_at=now)
    story.events.exclude(note="").update(note="")


def _own(story, by, version=None):
    """Locked, for its person alone."""
    fresh = workflow.lock(story, version=version)
    if fresh.person.user_id != by.pk:
        raise WorkflowError(_("Only the person it is told of can decide this."))
    return fresh


def _end_consents(story, when):
    consents.end_consents(story.person, Story.CONSENTS, occurred_at=when)


def _move(story, to, by, **facts):
    return workflow.move(story, to, **_acting(story, by), **facts)


def _append(story, verb, by, when=None):
    workflow.append(story, verb, **_acting(story, by), occurred_at=when)


def _acting(story, by):
    """The person's own steps carry that role, whatever roles it has besides."""
    if by is not None and by.pk == story.person.user_id:
        return {"by": by, "role": "told_of"}
    return acting(by, story)
