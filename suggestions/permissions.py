"""Who may do what with a suggestion now; the same function shows the button and guards the page."""

from alliance_portal.models import Source
from members.permissions import department_ids_headed_by, enterprise_ids_with, has_role, is_district_staff

from .models import AnswerRating, NameConsent, Photo, Suggestion
from .querysets import READING_ROLES, RECHECKING_ROLES, TRACKING_ROLES
from .rechecks import owed_point
from .services.backing import CLOSED_TO_BACKERS
from .services.drafts import MOST_PHOTOS
from .services.gallery import WORTH_THANKS
from .services.later import may_be_followed
from .services.merging import is_fresh
from .services.nudges import may_nudge, may_urge
from .services.parts import has_held_task, has_part_in
from .services.voice import APPEAL_DAYS, QUESTION_DAYS, RATING_DAYS, is_within, newest_answer

Status = Suggestion.Status
RECORDING_ROLES = ("officer", "reviewer")


def can_submit(user):
    """Whoever is in service on a roster."""
    person = getattr(user, "person_or_none", None)
    return person is not None and person.in_service


def is_proposer(user, suggestion):
    """Whether the idea is the user's own, as they have said themselves, or was opened by its query code."""
    if not user.is_authenticated:
        return suggestion.pk in getattr(user, "guest_of", ())
    return any(proposer.person.user_id == user.pk and proposer.confirmed_at for proposer in suggestion.proposers.all())


def is_lead(user, suggestion):
    """Whether the user brought the idea in, and says who had it too."""
    rows = suggestion.proposers.all() if user.is_authenticated else ()
    return any(row.is_lead and row.person.user_id == user.pk for row in rows)


def can_name_together(user, suggestion):
    return is_lead(user, suggestion) and suggestion.status != Status.WITHDRAWN


def can_confirm_together(user, suggestion):
    """Whether the user was named and has not answered yet."""
    rows = suggestion.proposers.all() if user.is_authenticated else ()
    return any(row.person.user_id == user.pk and row.confirmed_at is None for row in rows)


def has_brought(user, suggestion):
    """Whether it came in by this person: as the author, or entered for somebody else."""
    entered = user.is_authenticated and suggestion.recorded_by_id == user.pk
    return entered or is_proposer(user, suggestion)


def is_owner(user, suggestion):
    """Whether the user has to put it into practice."""
    implementation = getattr(suggestion, "implementation", None)
    owner = implementation.owner if implementation else None
    return bool(owner and user.is_authenticated and owner.user_id == user.pk)


def can_review(user, suggestion):
    """Reviewers of the enterprise, and the head of the department it was handed to; never of what they brought."""
    if has_brought(user, suggestion) or has_refused(user, suggestion):
        return False
    return _reviews(user, suggestion)


def _reviews(user, suggestion):
    """Whether answering it is among the user's tasks at all."""
    reviewing = has_role(user, suggestion.enterprise_id, "reviewer") or _was_handed(user, suggestion)
    return reviewing or _decides_appeal(user, suggestion)


def has_refused(user, suggestion):
    """An appeal is for somebody else."""
    return suggestion.is_under_appeal and suggestion.appeal.decision.decided_by_id == user.pk


def _decides_appeal(user, suggestion):
    """The officer, where nobody else answers."""
    is_left_to_officers = suggestion.is_under_appeal and suggestion.appeal.to_officers
    return is_left_to_officers and has_role(user, suggestion.enterprise_id, "officer")


def _was_handed(user, suggestion):
    return suggestion.handler_id is not None and suggestion.handler_id in department_ids_headed_by(user)


def can_settle(user, suggestion):
    """The fast lane: the head of the team or shop it came from, unless more may be done anyway."""
    own = _came_from_own_people(user, suggestion) and not has_brought(user, suggestion)
    open_now = suggestion.status in (Status.SUBMITTED, Status.IN_REVIEW) and not suggestion.spam_at
    small = suggestion.kind != Suggestion.Kind.MAJOR and suggestion.handler_id is None
    return own and open_now and small and not can_review(user, suggestion)


def has_queue(user):
    """Whoever answers as a matter of course: reviewers, and heads of departments."""
    return bool(enterprise_ids_with(user, "reviewer") or department_ids_headed_by(user))


def can_open_in_queue(user, suggestion):
    """Whether the suggestion is a matter of this person's queue at all, whatever may still be done with it."""
    return _reviews(user, suggestion) or _came_from_own_people(user, suggestion)


def _came_from_own_people(user, suggestion):
    """A hidden name does not go to the head of the own team."""
    return not suggestion.name_hidden and suggestion.department_id in department_ids_headed_by(user)


def can_take(user, suggestion):
    return suggestion.status == Status.SUBMITTED and not suggestion.spam_at and can_review(user, suggestion)


def can_answer(user, suggestion):
    """Unanswered and not waiting for the worker, or reserved and now to be adopted."""
    open_now = suggestion.status in (Status.SUBMITTED, Status.IN_REVIEW, Status.RESERVED)
    return open_now and not suggestion.spam_at and can_review(user, suggestion)


def can_reclassify(user, suggestion):
    return suggestion.is_unanswered and can_review(user, suggestion)


def can_resume(user, suggestion):
    return _waits_for_details(suggestion) and can_review(user, suggestion)


def can_supplement(user, suggestion):
    return _waits_for_details(suggestion) and is_proposer(user, suggestion)


def _waits_for_details(suggestion):
    return suggestion.status == Status.NEEDS_INFO and not suggestion.spam_at


def can_add_photos(user, suggestion):
    """The proposer, for a day and until the answer: photos that did not get through with the words."""
    room = sum(photo.kind == photo.Kind.BEFORE for photo in suggestion.photos.all()) < MOST_PHOTOS
    return room and may_be_followed(suggestion) and is_proposer(user, suggestion)


def can_withdraw(user, suggestion):
    """The proposer before an answer, unless others were merged into it."""
    open_now = suggestion.is_unanswered and is_proposer(user, suggestion)
    return open_now and not suggestion.merged.all()


def can_merge_into(user, suggestion):
    """Nobody lets others' ideas go into their own."""
    return not has_brought(user, suggestion)


def can_unmerge(user, suggestion):
    """Reviewers, within a day."""
    return suggestion.status == Status.MERGED and is_fresh(suggestion) and can_review(user, suggestion)


def can_back(user, suggestion):
    """A colleague in service, while something may still come of it; never for one's own."""
    if not can_submit(user) or user.person_or_none.enterprise_id != suggestion.enterprise_id:
        return False
    closed = suggestion.spam_at or suggestion.status in CLOSED_TO_BACKERS
    return not closed and not is_named(user, suggestion)


def is_named(user, suggestion):
    """Whether the user is among those who had the idea, confirmed or not."""
    return any(row.person.user_id == user.pk for row in suggestion.proposers.all())


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


def can_urge(user, suggestion):
    """Leaders and union officers of the enterprise, together once a day (催办); what it comes to they do not decide."""
    return has_role(user, suggestion.enterprise_id, "leader", "officer") and may_urge(suggestion)


def can_explain(user, suggestion):
    """Reviewers, when the proposer has asked about the answer."""
    return suggestion.asked_again_at is not None and can_review(user, suggestion)


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


def runs_gallery(user, suggestion):
    """Whoever has a say in what everybody sees of it: the officers, and district staff, whose site it is."""
    return has_role(user, suggestion.enterprise_id, "officer") or is_district_staff(user)


def can_show_in_gallery(user, suggestion):
    """Officers of the enterprise decide what leaves the house."""
    return suggestion.shown_publicly_at is None and has_role(user, suggestion.enterprise_id, "officer")


def can_take_out_of_gallery(user, suggestion):
    return suggestion.shown_publicly_at is not None and runs_gallery(user, suggestion)


def can_open_file(user, suggestion):
    """Whoever reads it by role, who had the idea, and who puts it into practice or did: each with an account."""
    if not user.is_authenticated:
        return False
    reads = is_district_staff(user) or has_role(user, suggestion.enterprise_id, *READING_ROLES)
    heads = _was_handed(user, suggestion) or _came_from_own_people(user, suggestion)
    return reads or heads or is_proposer(user, suggestion) or has_held_task(user, suggestion)


def can_confirm(user, suggestion):
    implementation = getattr(suggestion, "implementation", None)
    return bool(implementation and implementation.waits_for_proposer and is_proposer(user, suggestion))


def can_follow(user, suggestion):
    """See how far it is: whoever answers or leads in the enterprise, the owner, and whoever handed the task on."""
    return has_role(user, suggestion.enterprise_id, *TRACKING_ROLES) or has_held_task(user, suggestion)


def can_keep_record(user, suggestion):
    """Note progress at all, whatever the status: the owner, or in the owner's place a reviewer."""
    return is_owner(user, suggestion) or can_review(user, suggestion)


def can_report(user, suggestion):
    """The owner, or a reviewer who keeps the record; nobody reports as a reviewer on an idea of their own."""
    if suggestion.status not in Suggestion.IN_PRACTICE:
        return False
    return can_keep_record(user, suggestion)


def can_plan(user, suggestion):
    """Change the work, its days, its owner: as long as nothing has been reported."""
    return can_report(user, suggestion) and not suggestion.implementation.finished_at


def can_add_photo_before(user, suggestion):
    """Where the proposer sent none, and the work has not begun."""
    open_now = suggestion.status in Suggestion.ADOPTIONS and can_keep_record(user, suggestion)
    return open_now and not _has_photo(suggestion, Photo.Kind.BEFORE)


def can_choose_pair(user, suggestion):
    return _has_photo(suggestion, Photo.Kind.AFTER) and can_keep_record(user, suggestion)


def _has_photo(suggestion, kind):
    return any(photo.kind == kind for photo in suggestion.photos.all())


def can_set_quota(user, suggestion):
    """Promise that the old work quota is kept at all: reviewers and officers, never for what they brought."""
    return has_role(user, suggestion.enterprise_id, "reviewer", "officer") and not has_brought(user, suggestion)


def can_protect_quota(user, suggestion):
    """For what is or will be in use."""
    in_use = suggestion.status in (*Suggestion.IN_PRACTICE, Status.IMPLEMENTED) and not is_learned(suggestion)
    return in_use and can_set_quota(user, suggestion)


def is_learned(suggestion):
    """Reported as a trial that did not work."""
    task = getattr(suggestion, "implementation", None)
    return task is not None and task.is_learned


def can_see_rechecks(user):
    return bool(enterprise_ids_with(user, *TRACKING_ROLES))


def may_recheck(user, suggestion):
    """Look again at all, whenever that is: reviewers and officers, but not whoever has or had the task."""
    return has_role(user, suggestion.enterprise_id, *RECHECKING_ROLES) and not has_held_task(user, suggestion)


def can_recheck(user, suggestion):
    """When a visit is owed."""
    return may_recheck(user, suggestion) and owed_point(suggestion) > 0


def can_claim_benefit(user, suggestion):
    begun = suggestion.status in (Status.IMPLEMENTING, Status.IMPLEMENTED) and not is_learned(suggestion)
    verified = getattr(suggestion, "benefit", None) and suggestion.benefit.verified_at
    return begun and not verified and can_keep_record(user, suggestion)


def can_verify_benefit(user, suggestion):
    """Finance of the enterprise, once it is done and works, and never whoever has a part in it."""
    done = suggestion.status == Status.IMPLEMENTED and not is_learned(suggestion)
    finance = has_role(user, suggestion.enterprise_id, "finance")
    return finance and done and not has_part_in(user, suggestion)


def role_in(user, suggestion):
    """In which role the user acts on the implementation: as its owner, or as the reviewer who keeps the record."""
    return "owner" if is_owner(user, suggestion) else "reviewer"


def desk_role_in(user, suggestion):
    """In which role of the enterprise the user acts: as a reviewer, or as a union officer."""
    return "reviewer" if has_role(user, suggestion.enterprise_id, "reviewer") else "officer"


def can_hang_posters(user):
    """Officers in their enterprise, district staff everywhere."""
    return is_district_staff(user) or bool(enterprise_ids_with(user, "officer"))


def can_record(user):
    """Enter what a colleague said or wrote: officers, reviewers, and heads of departments."""
    return bool(enterprise_ids_with(user, *RECORDING_ROLES) or department_ids_headed_by(user))


def can_run_boards(user):
    """Officers and leaders hang boards up in their enterprise, district staff everywhere."""
    return is_district_staff(user) or bool(enterprise_ids_with(user, "officer", "leader"))
