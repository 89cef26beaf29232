"""Who is told of results and their use elsewhere; each is called in the transaction of the step."""

from members.models import Topic
from members.notifications import path_to, settle, tell

from ..models import Result, RollOutAnswer
from .kinds import results as kinds
from .recipients import answerers_for, finance_of, keepers_of_result, makers_of, users_of


def _about(record):
    return f"{record._meta.model_name}:{record.pk}"


def _tell(kind, users, record, path, now, **facts):
    tell(kind, users, subject=_about(record), path=path, now=now, **facts)


def _of_use(use):
    return {"title": use.result.title, "enterprise": use.enterprise.short_name}


def _tell_keepers(kind, use, now, **facts):
    path = path_to("workshops:use", use.pk)
    _tell(kind, keepers_of_result(use.result), use, path, now, **_of_use(use), **facts)


def _tell_users(kind, use, now, **facts):
    _tell(kind, users_of(use), use, path_to("workshops:use", use.pk), now, title=use.result.title, **facts)


def asked(use, now):
    """Those who keep it: to answer, or for what is free to use, to know."""
    kind = kinds.use_asked if use.status == use.Status.ASKED else kinds.use_taken_free
    _tell_keepers(kind, use, now)


def agreed(use, now):
    settle(_about(use), Topic.WORKSHOPS)
    _tell_users(kinds.use_agreed, use, now, text=use.answer)


def refused(use, now):
    settle(_about(use), Topic.WORKSHOPS)
    _tell_users(kinds.use_refused, use, now, text=use.answer)


def given_up(use, now):
    settle(_about(use), Topic.WORKSHOPS)
    _tell_keepers(kinds.use_given_up, use, now, text=use.experience)


def concluded(use, now):
    """Those who keep it, and of what is in use those who made it."""
    settle(_about(use), Topic.WORKSHOPS)
    kind = {use.Status.ADOPTED: kinds.use_adopted, use.Status.ADAPTED: kinds.use_adapted}.get(
        use.status, kinds.use_not_applicable
    )
    keepers = keepers_of_result(use.result)
    _tell(kind, keepers, use, path_to("workshops:use", use.pk), now, **_of_use(use))
    if use.is_in_use:
        makers = [user for user in makers_of(use.result) if user not in keepers]
        _tell(kind, makers, use, use.result.get_absolute_url(), now, **_of_use(use))


def to_verify(record, now):
    """Finance of the enterprise that claims a benefit."""
    is_own = isinstance(record, Result)
    name, key = ("workshops:result-verify", record.number) if is_own else ("workshops:use-verify", record.pk)
    title = record.title if is_own else record.result.title
    _tell(kinds.result_to_verify, finance_of(record.enterprise_id), record, path_to(name, key), now, title=title)


def verified(record, now):
    """Those who claimed it; of a use elsewhere those who keep the result too."""
    settle(_about(record), Topic.MONEY)
    facts = {"yuan": str(record.verified_yuan)}
    if isinstance(record, Result):
        path = record.get_absolute_url()
        _tell(kinds.result_verified, keepers_of_result(record), record, path, now, title=record.title, **facts)
        return
    _tell_users(kinds.result_verified, record, now, **facts)
    _tell_keepers(kinds.use_verified, record, now, **facts)


def withdrawn(result, reason, now):
    """All who use it, were about to, or are asked whether it fits them: nobody works by its copies any more."""
    path = result.get_absolute_url()
    uses = result.uses.filter(status__in=(*result.uses.model.ALLOWED,)).select_related("department")
    users = [user for use in uses for user in users_of(use)]
    for answer in RollOutAnswer.objects.filter(roll_out__result=result, status="asked").select_related("department"):
        settle(_about(answer), Topic.WORKSHOPS)
        users += answerers_for(answer.department)
    users = list(dict.fromkeys(users))
    _tell(kinds.result_withdrawn, users, result, path, now, title=result.title, text=reason)


def rolled_out(answer, now):
    result = answer.roll_out.result
    facts = {"title": result.title, "department": str(answer.department)}
    facts |= {"enterprise": result.enterprise.short_name, "day": answer.roll_out.due_on.isoformat()}
    _tell_answerers(kinds.roll_out_asked, answer, now, **facts)


def _tell_answerers(kind, answer, now, **facts):
    path = path_to("workshops:roll-out-answer", answer.pk)
    _tell(kind, answerers_for(answer.department), answer, path, now, **facts)


def roll_out_answered(answer, now):
    """Whoever sent it."""
    settle(_about(answer), Topic.WORKSHOPS)
    facts = {"title": answer.roll_out.result.title, "department": str(answer.department), "text": answer.words}
    facts |= {"enterprise": answer.enterprise.short_name, "status": answer.status}
    path = path_to("workshops:roll-out", answer.roll_out_id)
    _tell(kinds.roll_out_answered, [answer.roll_out.sent_by], answer, path, now, **facts)


def _due(answer):
    return {"title": answer.roll_out.result.title, "day": answer.roll_out.due_on.isoformat()}


def answer_soon(answer, now):
    _tell_answerers(kinds.roll_out_soon, answer, now, **_due(answer))


def answer_late(answer, now):
    _tell_answerers(kinds.roll_out_late, answer, now, **_due(answer))


def waits(use, now):
    _tell_keepers(kinds.use_waits, use, now)


def tried_long(use, now):
    _tell_users(kinds.use_tried_long, use, now)
