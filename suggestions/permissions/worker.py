"""What those who had an idea may do with it, and what colleagues may say to it."""

from alliance_portal.models import Source

from ..models import AnswerRating, NameConsent, Suggestion
from ..services.backing import CLOSED_TO_BACKERS
from ..services.drafts import MOST_PHOTOS
from ..services.gallery import WORTH_THANKS
from ..services.later import may_be_followed
from ..services.nudges import may_nudge
from ..services.voice import APPEAL_DAYS, QUESTION_DAYS, RATING_DAYS, is_within, newest_answer
from .desk import waits_for_details
from .people import is_lead, is_named, is_proposer

Status = Suggestion.Status


def can_submit(user):
    """Whoever is in service on a roster."""
    person = getattr(user, "person_or_none", None)
    return person is not None and person.in_service


def can_name_together(user, suggestion):
    return is_lead(user, suggestion) and suggestion.status != Status.WITHDRAWN


def can_confirm_together(user, suggestion):
    """Whether the user was named and has not answered yet."""
    rows = suggestion.proposers.all() if user.is_authenticated else ()
    return any(row.person.user_id == user.pk and row.confirmed_at is None for row in rows)


def can_supplement(user, suggestion):
    return waits_for_details(suggestion) and is_proposer(user, suggestion)


def can_add_photos(user, suggestion):
    """The proposer, for a day and until the answer: photos that did not get through with the words."""
    room = sum(photo.kind == photo.Kind.BEFORE for photo in suggestion.photos.all()) < MOST_PHOTOS
    return room and may_be_followed(suggestion) and is_proposer(user, suggestion)


def can_withdraw(user, suggestion):
    """The proposer before an answer, unless others were merged into it."""
    open_now = suggestion.is_unanswered and is_proposer(user, suggestion)
    return open_now and not suggestion.merged.all()


def can_back(user, suggestion):
    """A colleague in service, while something may still come of it; never for one's own."""
    if not can_submit(user) or user.person_or_none.enterprise_id != suggestion.enterprise_id:
        return False
    closed = suggestion.spam_at or suggestion.status in CLOSED_TO_BACKERS
    return not closed and not is_named(user, suggestion)


def can_rate(user, suggestion):
    """The proposer, once for the newest answer, for sixty days."""
    decision = _answer_to(user, suggestion, RATING_DAYS)
    person = user.person_or_none if user.is_authenticated else None
    return decision is not None and not AnswerRating.objects.filter(decision=decision, person=person).exists()


def can_ask_again(user, suggestion):
    """The proposer, once for each answer, for thirty days."""
    decision = _answer_to(user, suggestion, QUESTION_DAYS)
    return decision is not None and not hasattr(decision, "question") and not suggestion.is_under_appeal


def can_appeal(user, suggestion):
    """The proposer, once, for thirty days after a refusal."""
    refused = suggestion.status == Status.DECLINED and not hasattr(suggestion, "appeal")
    return refused and _answer_to(user, suggestion, APPEAL_DAYS) is not None


def _answer_to(user, suggestion, days):
    """The newest answer if it is the user's to speak about and no older than that; what a ledger says has no words."""
    decision = newest_answer(suggestion) if suggestion.conclusion and is_proposer(user, suggestion) else None
    spoken = decision is not None and decision.source != Source.LEDGER
    return decision if spoken and is_within(decision, days) else None


def can_nudge(user, suggestion):
    """The proposer, once in each period that was promised (催一下)."""
    return is_proposer(user, suggestion) and may_nudge(suggestion)


def can_show_name(user, suggestion):
    """Only with an account: a guest's name is not known well enough to be shown."""
    return user.is_authenticated and suggestion.name_hidden and is_proposer(user, suggestion)


def consent_of(user, suggestion):
    """What the user has agreed to about being named, None for nothing."""
    if not user.is_authenticated:
        return None
    return NameConsent.objects.in_force().of(user).filter(proposer__suggestion=suggestion).first()


def can_consent(user, suggestion):
    """Each proposer with an account, from the adoption on; where the name is hidden it has to be shown first."""
    worth_it = suggestion.status in WORTH_THANKS and not suggestion.spam_at and not suggestion.name_hidden
    return worth_it and user.is_authenticated and is_proposer(user, suggestion)


def can_withdraw_consent(user, suggestion):
    return consent_of(user, suggestion) is not None


def can_confirm(user, suggestion):
    implementation = getattr(suggestion, "implementation", None)
    return bool(implementation and implementation.waits_for_proposer and is_proposer(user, suggestion))
