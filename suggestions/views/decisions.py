"""What a filled-in form of the reviewer's desk does: one service for each decision."""

from .. import services
from ..forms.review import ASK, KEEP, TRANSFER, SettleForm
from ..models import Suggestion

Conclusion = Suggestion.Conclusion


def _ask(suggestion, data, **facts):
    services.ask(suggestion, question=data["answer"], **facts)


def _transfer(suggestion, data, **facts):
    services.transfer(suggestion, to=data["handler"], note=data["answer"], **facts)


def _adopt(suggestion, data, **facts):
    partly = data["decision"] == Conclusion.PARTLY_ADOPTED
    task = {"owner": data["owner"], "due_on": data["due_on"], "partly": partly, "quota_months": data["quota_months"]}
    services.adopt(suggestion, reason=data["answer"], **task, **facts)


def _reserve(suggestion, data, **facts):
    services.reserve(suggestion, reason=data["answer"], **facts)


def _keep(suggestion, data, **facts):
    services.keep_in_reserve(suggestion, reason=data["answer"], **facts)


def _decline(suggestion, data, **facts):
    why = {name: data[name] for name in ("decline_reason", "would_change", "explained_in_person")}
    services.decline(suggestion, reason=data["answer"], **why, **facts)


def _forward(suggestion, data, **facts):
    services.forward(suggestion, reason=data["answer"], **facts)


def _merge(suggestion, data, **facts):
    services.merge(suggestion, into=data["into"], reason=data["answer"], later_is_main=data["later_is_main"], **facts)


def _fix_at_once(suggestion, data, **facts):
    services.fix_at_once(suggestion, reason=data["answer"], photos=data["photos"], **facts)


def _promise_fix(suggestion, data, **facts):
    task = {"owner": data["owner"], "due_on": data["due_on"]}
    services.promise_fix(suggestion, reason=data["answer"], **task, **facts)


SERVICES = {
    ASK: _ask,
    TRANSFER: _transfer,
    KEEP: _keep,
    Conclusion.ADOPTED: _adopt,
    Conclusion.PARTLY_ADOPTED: _adopt,
    Conclusion.RESERVED: _reserve,
    Conclusion.DECLINED: _decline,
    Conclusion.FORWARDED: _forward,
    Conclusion.MERGED: _merge,
    SettleForm.FIXED: _fix_at_once,
    SettleForm.FIX: _promise_fix,
}


def decide(suggestion, form, *, by):
    """Carry out what a valid form says; raises WorkflowError as the services do."""
    data = form.cleaned_data
    SERVICES[data["decision"]](suggestion, data, by=by, version=data["version"])
