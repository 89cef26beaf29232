"""What is told after which move, and to whom. Each is called by its service, in the transaction of the move."""

from members.models import ChatRobot, Topic
from members.notifications import path_to, settle, tell_robots

from .kinds import answering, money, own, practice
from .lines import adopted_line, done_line, received_line
from .recipients import accounts_of, authors_of, backers_of, lead_of, owner_of, verifiers_of, with_role
from .telling import about_visit, brief, tell_about, tell_authors, tell_holders, tell_owner


def _nothing_to_answer(suggestion):
    settle(suggestion.number, Topic.ANSWERING)


def received(suggestion, occurred_at=None):
    """It has come in: whoever answers is told, and the groups that want to hear of it."""
    tell_holders(
        answering.received, suggestion, sort=suggestion.kind, day=suggestion.due_on.isoformat(), now=occurred_at
    )
    tell_robots(
        suggestion.enterprise,
        ChatRobot.Tells.RECEIVED,
        key=f"received:{suggestion.number}",
        line=lambda: received_line(suggestion),
        path=path_to("suggestions:review", suggestion.number),
        now=occurred_at,
    )


def taken(suggestion, *, occurred_at=None, **_given):
    tell_authors(own.taken, suggestion, day=suggestion.due_on.isoformat(), now=occurred_at)


def asked(suggestion, *, question, occurred_at=None, **_given):
    _nothing_to_answer(suggestion)
    tell_about(own.asked, authors_of(suggestion), suggestion, "more", text=brief(question), now=occurred_at)


def supplemented(suggestion, occurred_at=None):
    tell_holders(answering.supplemented, suggestion, day=_promised(suggestion), now=occurred_at)


def _promised(suggestion):
    due_on = suggestion.appeal.due_on if suggestion.is_under_appeal else suggestion.due_on
    return due_on.isoformat()


def went_on(suggestion, *, occurred_at=None, **_given):
    tell_authors(own.went_on, suggestion, day=_promised(suggestion), now=occurred_at)


def handed_on(suggestion, *, to, note, occurred_at=None, **_given):
    """The author reads where it is now, and whoever has to answer from now on that it is theirs."""
    _nothing_to_answer(suggestion)
    day = suggestion.due_on.isoformat()
    tell_authors(own.handed_on, suggestion, place=to.name if to else "", day=day, now=occurred_at)
    tell_holders(answering.handed_over, suggestion, day=day, text=brief(note), now=occurred_at)


def reclassified(suggestion, *, occurred_at=None, **_given):
    tell_authors(own.reclassified, suggestion, sort=suggestion.kind, day=suggestion.due_on.isoformat(), now=occurred_at)


def answered(suggestion, *, reason, occurred_at=None, **_given):
    """Whoever had the idea reads how it was concluded and why; a recorder is asked to pass it on."""
    _nothing_to_answer(suggestion)
    facts = {"conclusion": suggestion.conclusion, "text": brief(reason)}
    tell_authors(own.answered, suggestion, **facts, now=occurred_at)
    if suggestion.recorded_by:
        tell_about(
            own.answered_for,
            [suggestion.recorded_by],
            suggestion,
            "detail",
            number=suggestion.number,
            now=occurred_at,
            **facts,
        )
    _followers_read(suggestion, own.main_answered, own.met_answered, **facts, now=occurred_at)


def _followers_read(suggestion, of_theirs, of_what_they_met, **facts):
    """Whoever sent in the same reads it beside their own, whoever has met it too in short; no name is in either."""
    for merged in suggestion.merged.select_related("recorded_by"):
        tell_about(of_theirs, _concerned(merged), merged, "detail", number=suggestion.number, **facts)
    tell_about(of_what_they_met, backers_of(suggestion), suggestion, "in-short", **facts)


def _concerned(suggestion):
    """Whoever had the idea, and whoever entered it for them and passes on what is told."""
    return [*authors_of(suggestion), suggestion.recorded_by]


def parted(suggestion, *, occurred_at=None, **_given):
    """A merge is taken back: it waits for its own answer again."""
    day = suggestion.due_on.isoformat()
    tell_about(own.parted, _concerned(suggestion), suggestion, "detail", day=day, now=occurred_at)
    tell_holders(answering.answer_again, suggestion, day=day, now=occurred_at)


def adopted(suggestion, *, by, reason, occurred_at=None, **_given):
    """As every answer; and the owner has a task from now on."""
    answered(suggestion, reason=reason, occurred_at=occurred_at)
    tell_owner(practice.task, suggestion, by=by, day=suggestion.implementation.due_on.isoformat(), now=occurred_at)
    tell_robots(
        suggestion.enterprise,
        ChatRobot.Tells.ANSWERED,
        key=f"adopted:{suggestion.number}",
        line=lambda: adopted_line(suggestion),
        path=path_to("suggestions:detail", suggestion.number),
        now=occurred_at,
    )


def kept(suggestion, *, reason, occurred_at=None, **_given):
    _nothing_to_answer(suggestion)
    tell_authors(own.kept, suggestion, text=brief(reason), now=occurred_at)


def asked_again(suggestion, *, occurred_at=None, **_given):
    due_on = suggestion.decisions.latest("decided_at", "pk").question.due_on
    tell_holders(answering.asked_again, suggestion, day=due_on.isoformat(), now=occurred_at)


def explained(suggestion, *, text, occurred_at=None, **_given):
    _nothing_to_answer(suggestion)
    tell_authors(own.explained, suggestion, text=brief(text), now=occurred_at)


def appealed(suggestion, *, occurred_at=None, **_given):
    tell_holders(answering.appealed, suggestion, day=suggestion.appeal.due_on.isoformat(), now=occurred_at)


def problem_moved(suggestion, *, problem, verb, occurred_at=None):
    """Whoever had the idea, entered it for somebody, or had the same one reads how it goes on over the board."""
    facts = {"verb": verb, "number": problem.number, "text": brief(problem.outcome) if problem.outcome else ""}
    tell_about(own.problem_moved, _concerned(suggestion), suggestion, "detail", **facts, now=occurred_at)
    for merged in suggestion.merged.select_related("recorded_by"):
        tell_about(own.problem_moved, _concerned(merged), merged, "detail", **facts, now=occurred_at)


def withdrawn(suggestion, *, occurred_at=None, **_given):
    _nothing_to_answer(suggestion)


def set_aside(suggestion, *, reason, occurred_at=None, **_given):
    _nothing_to_answer(suggestion)
    tell_authors(own.set_aside, suggestion, text=brief(reason), now=occurred_at)


def taken_back_in(suggestion, *, occurred_at=None, **_given):
    tell_authors(own.taken_back_in, suggestion, day=suggestion.due_on.isoformat(), now=occurred_at)
    received(suggestion, occurred_at)


def named_together(suggestion, people, occurred_at=None):
    """These people are asked whether they had the idea too, with the share that is theirs now."""
    tell_about(own.named, accounts_of(people), suggestion, "named", number=suggestion.number, now=occurred_at)


def confirmed_together(suggestion, *, occurred_at=None, **_given):
    tell_about(own.colleague_confirmed, lead_of(suggestion), suggestion, "together", now=occurred_at)


def left_together(suggestion, *, occurred_at=None, **_given):
    tell_about(own.colleague_left, lead_of(suggestion), suggestion, "together", now=occurred_at)


def progressed(suggestion, *, note, occurred_at=None, **_given):
    tell_authors(own.progressed, suggestion, text=brief(note), now=occurred_at)


def step_done(suggestion, *, step, note="", occurred_at=None, **_given):
    progressed(suggestion, note=f"{step.title} {note}".strip(), occurred_at=occurred_at)


def day_changed(suggestion, *, step=None, due_on, reason, occurred_at=None, **_given):
    """Only the day of the whole task was promised to anybody."""
    if step is None:
        facts = {"day": due_on.isoformat(), "text": brief(reason), "now": occurred_at}
        tell_authors(own.day_changed, suggestion, **facts)


def task_handed_on(suggestion, *, by, reason, occurred_at=None, **_given):
    """The new owner has a task, the one before has it no longer; the proposers read who does it now."""
    task, facts = suggestion.implementation, {"now": occurred_at, "text": brief(reason)}
    due_on = task.due_on.isoformat() if task.due_on else ""
    tell_owner(practice.task, suggestion, by=by, day=due_on, now=occurred_at)
    before = task.handovers.latest("handed_at", "pk").from_owner
    settle(suggestion.number, Topic.PRACTICE, users=accounts_of([before] if before else []))
    was = [account for account in accounts_of([before] if before else []) if account != by]
    tell_about(practice.task_gone, was, suggestion, "track", number=suggestion.number, name=task.owner.name, **facts)
    tell_authors(own.owner_changed, suggestion, name=task.owner.name, **facts)


def reported(suggestion, until, occurred_at=None):
    """Reported as done, or as tried without success: whoever had the idea is asked to have a look, until that day."""
    settle(suggestion.number, Topic.PRACTICE, users=owner_of(suggestion))
    said = own.trial_reported if suggestion.implementation.is_learned else own.reported
    tell_about(said, authors_of(suggestion), suggestion, "confirm", day=until.isoformat(), now=occurred_at)


def confirmed(suggestion, *, occurred_at=None, **_given):
    tell_owner(practice.confirmed, suggestion, now=occurred_at)
    _implemented(suggestion, occurred_at)


def denied(suggestion, *, note, occurred_at=None, **_given):
    tell_owner(practice.denied, suggestion, text=brief(note), now=occurred_at)


def closed_by_silence(suggestion, occurred_at=None):
    is_learned = suggestion.implementation.is_learned
    tell_authors(own.tried if is_learned else own.done, suggestion, now=occurred_at)
    _implemented(suggestion, occurred_at)


def _implemented(suggestion, occurred_at):
    """What was tried without success is told as such; it has no benefit, and no group hears that it is done."""
    if suggestion.implementation.is_learned:
        _followers_read(suggestion, own.main_tried, own.met_tried, now=occurred_at)
        return
    _followers_read(suggestion, own.main_done, own.met_done, now=occurred_at)
    if hasattr(suggestion, "benefit"):
        claimed(suggestion.benefit, occurred_at=occurred_at)
    tell_robots(
        suggestion.enterprise,
        ChatRobot.Tells.DONE,
        key=f"done:{suggestion.number}",
        line=lambda: done_line(suggestion),
        path=path_to("suggestions:detail", suggestion.number),
        now=occurred_at,
    )


def to_verify(suggestion, occurred_at=None):
    """Finance, without whoever has a part in it; who that is does not show where the name is hidden."""
    finance = verifiers_of(suggestion)
    tell_about(money.to_verify, finance, suggestion, "benefit", number=suggestion.number, now=occurred_at)


def claimed(benefit, *, occurred_at=None, **_given):
    """Once it is done, finance is told what money is to be verified."""
    has_money = benefit.claimed_yuan is not None or benefit.claimed_soft_yuan is not None
    if has_money and benefit.suggestion.status == benefit.suggestion.Status.IMPLEMENTED:
        to_verify(benefit.suggestion, occurred_at)


def verified(benefit, *, occurred_at=None, **_given):
    suggestion, amounts = benefit.suggestion, (benefit.verified_yuan, benefit.verified_soft_yuan)
    settle(suggestion.number, Topic.MONEY)
    yuan, soft = ("" if amount is None else str(amount) for amount in amounts)
    tell_authors(money.verified, suggestion, yuan=yuan, soft=soft, now=occurred_at)
    others = [user for user in owner_of(suggestion) if user not in authors_of(suggestion)]
    tell_about(money.verified, others, suggestion, "track", yuan=yuan, soft=soft, now=occurred_at)


def quota_kept(suggestion, *, months, occurred_at=None, **_given):
    until = suggestion.implementation.quota_protected_until
    facts = {"months": months, "day": until.isoformat() if until else "", "now": occurred_at}
    tell_authors(own.quota_kept, suggestion, **facts)
    tell_owner(practice.task_quota_kept, suggestion, **facts)


def revisited(visit, *, by, occurred_at=None, **_given):
    """The proposers read whether it lasts; if it does not as it was, the owner and the union officers too."""
    suggestion = visit.suggestion
    settle(about_visit(suggestion), Topic.PRACTICE)
    facts = {"months": visit.months, "result": visit.result, "text": brief(visit.note), "now": occurred_at}
    tell_authors(own.revisited, suggestion, **facts)
    if visit.result != visit.Result.IN_USE:
        tell_owner(practice.found_changed, suggestion, by=by, **facts)
        officers = [user for user in with_role(suggestion.enterprise_id, "officer") if user != by]
        tell_about(practice.found_changed, officers, suggestion, "track", number=suggestion.number, **facts)


def became_result(suggestion, *, occurred_at=None, **_given):
    tell_authors(own.became_result, suggestion, now=occurred_at)


def name_learnt(envelope, *, occurred_at=None, **_given):
    """Whoever hides the name reads by whom it was learnt, and why."""
    names = [str(envelope.asked_by), str(envelope.answered_by)]
    facts = {"number": envelope.suggestion.number, "names": names, "text": brief(envelope.reason)}
    tell_authors(own.name_learnt, envelope.suggestion, **facts, now=occurred_at)
