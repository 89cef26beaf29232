"""Results as tests need them: shared, with files and photos, and taken over elsewhere at each step."""

import datetime as dt

from django.utils import timezone

from alliance_portal.attachments import read_attachment
from alliance_portal.files import read_picture
from tests.factories import ResultFactory, picture
from tests.paper_files import pdf
from workshops.models import Result, RollOutAnswer, SharedUse
from workshops.services import result_files, roll_outs, shared_uses

Status = SharedUse.Status


def day(days=0):
    return timezone.localdate() + dt.timedelta(days=days)


def shared(enterprise, **words):
    """A result that everybody reads and may use."""
    return ResultFactory(enterprise=enterprise, in_use_since=day(-100), **words)


def with_files(result, by, purpose="drawing", name="夹具图.pdf"):
    document = read_attachment(pdf(name, text="canary"))
    facts = {"documents": [document], "before": [read_picture(picture())], "after": [read_picture(picture())]}
    return result_files.add(result, by=by, purpose=purpose, **facts)


def asked(result, cast, department=None, by=None):
    """The cast's shop asks for it."""
    return shared_uses.ask(result, by=by or cast.officer, department=department or cast.shop, purpose="点焊线也要用。")


def tried(result, cast, keeper=None, **words):
    use = asked(result, cast, **words)
    if use.status == Status.ASKED:
        use = shared_uses.agree(use, by=keeper, terms="免费，注明来源。")
    return shared_uses.begin(use, by=cast.officer, on=day(-20))


def used(result, cast, came=Status.ADOPTED, **words):
    use = tried(result, cast, words.pop("keeper", None))
    return shared_uses.conclude(use, by=cast.officer, came=came, experience="照着做就行。", **words)


def rolled_out(result, by, *departments, days=7):
    facts = {"words": "请试一试。", "due_on": day(days)}
    return roll_outs.send(result, by=by, departments=departments, **facts)


def answer_of(department):
    return RollOutAnswer.objects.get(department=department)


def fresh(record):
    return type(record).objects.get(pk=record.pk)


def unit_count(result):
    return Result.objects.with_unit_count().get(pk=result.pk).unit_count
