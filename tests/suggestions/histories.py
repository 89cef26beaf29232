"""Random histories of two enterprises: everything that may happen to suggestions, and what happens beside services."""

import datetime as dt
import random
import uuid
from collections import Counter
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.db.models import F, ProtectedError
from django.utils import timezone

from alliance_portal.files import read_picture
from alliance_portal.workflow import WorkflowError
from members.services import erasure, roster
from suggestions import services
from suggestions.imports import SuggestionLedger
from suggestions.models import BenefitAssessment, Decision, Proposer, Suggestion
from tests.conftest import make_cast
from tests.factories import DepartmentFactory, member, picture, staff_account
from tests.ledger_files import imported, suggestion_rows, undone

HOUR = dt.timedelta(hours=1)
REFUSED = (WorkflowError, IntegrityError, ProtectedError)


class World:
    """`take_steps` lets a few things happen, or nothing where a rule says no; `happened` counts what did."""

    def __init__(self, seed, clock):
        self.chance, self.clock, self.happened, self.batches = random.Random(seed), clock, Counter(), []
        self.staff = staff_account(username="district", full_name="区总干事")
        self.casts = [make_cast("CF", "长风客车"), make_cast("JC", "甲辰机床")]
        self.photo = picture()
        for cast in self.casts:
            cast.hall = DepartmentFactory(enterprise=cast.enterprise, name="总装车间")
            crew = [member(department=cast.hall, work_number=f"{n:04}", name=f"工友{n}") for n in range(10, 14)]
            cast.crew = [cast.worker, cast.colleague, *crew]

    def take_steps(self):
        for _one in range(self.chance.randrange(1, 6)):
            self._take_step()

    def _take_step(self):
        self.clock.shift(self.chance.choice([HOUR / 60, HOUR, 30 * HOUR, 80 * HOUR, 200 * HOUR]))
        self.cast = self.chance.choice(self.casts)
        act = self.chance.choice(self.ACTS)
        try:
            with transaction.atomic():
                if act(self) is not False:
                    self.happened[act.__name__] += 1
        except REFUSED:
            pass

    def one(self, *statuses, **facts):
        """Any suggestion of the enterprise in one of the statuses; the step ends where there is none."""
        found = self.cast.enterprise.suggestions.filter(**facts)
        found = list((found.filter(status__in=statuses) if statuses else found).order_by("pk"))
        if not found:
            raise WorkflowError("none")
        return self.chance.choice(found)

    def before(self):
        """Now, or earlier: what has happened is told late."""
        return timezone.now() - self.chance.choice([0, 0, 1, 20, 300]) * HOUR

    def author(self):
        return self.chance.choice(self.cast.crew)

    # What comes in.

    def submit(self):
        together = [self.author().person] if self.chance.random() < 0.4 else ()
        by = self.author()
        facts = {"hide_name": self.chance.random() < 0.2, "together": [p for p in together if p != by.person]}
        services.submit(by=by, key=uuid.uuid4(), problem="焊钳电缆拖地", occurred_at=self.before(), **facts)

    def record(self):
        who, key = self.author().person, uuid.uuid4()
        facts = {"department": who.department, "person": who, "channel": "paper", "problem": "过道太暗"}
        services.record(by=self.cast.officer, key=key, received_on=self.before().date(), **facts)

    def bring_a_ledger(self):
        day = timezone.localdate() - dt.timedelta(days=self.chance.randrange(10, 400))
        row = {"单位": "冲焊车间", "建议名称": f"台账{uuid.uuid4()}", "工号": "0001", "提出日期": f"{day}"}
        answered = {"采纳情况": self.chance.choice(["采纳", "部分采纳", "未采纳", "保留"]), "答复日期": f"{day}"}
        done = {
            "采纳情况": "采纳",
            "答复日期": f"{day}",
            "实施情况": "已实施",
            "完成日期": f"{day}",
            "核定效益（万元）": 0.8,
        }
        more = self.chance.choice([{}, answered, done])
        self.batches.append(imported(SuggestionLedger, self.cast.enterprise, suggestion_rows(row | more)))

    def undo_the_ledger(self):
        if not self.batches:
            return False
        undone(self.batches.pop())
        return True

    # What is answered.

    def ask(self):
        services.ask(self.one("submitted", "in_review"), by=self.cast.reviewer, question="哪里？")

    def supplement(self):
        one = self.one("needs_info")
        services.supplement(one, by=self.lead_of(one), text="三号工位")

    def adopt(self):
        due_on, owner = timezone.localdate() + dt.timedelta(days=20), self.cast.owner.person
        facts = {"reason": "好", "owner": owner, "due_on": due_on, "partly": self.chance.random() < 0.3}
        services.adopt(self.one("submitted", "in_review", "reserved"), by=self.cast.reviewer, **facts)

    def reserve(self):
        services.reserve(self.one("submitted", "in_review"), by=self.cast.reviewer, reason="明年再看")

    def decline(self):
        words = {
            "reason": "停不了线",
            "would_change": "大修时",
            "decline_reason": self.chance.choice(["cost", "exists"]),
        }
        services.decline(self.one("submitted", "in_review"), by=self.cast.reviewer, **words)

    def merge(self):
        one, main = self.one("submitted", "in_review"), self.one()
        services.merge(one, by=self.cast.reviewer, into=main, reason="同一件事", later_is_main=True)

    def unmerge(self):
        services.unmerge(self.one("merged"), by=self.cast.reviewer, reason="看错了")

    def appeal(self):
        one = self.one("declined")
        services.appeal(one, by=self.lead_of(one), reason="请再看看")

    def rate(self):
        one = self.one("adopted", "declined", "reserved", "implementing")
        services.rate(one, by=self.lead_of(one), value=self.chance.choice(["clear", "so_so", "unclear"]))

    def withdraw(self):
        one = self.one("submitted", "in_review", "needs_info")
        services.withdraw(one, by=self.lead_of(one))

    def mark_spam(self):
        services.mark_spam(self.one("submitted", "in_review"), by=self.staff, reason="广告")

    def unmark_spam(self):
        services.unmark_spam(self.one(spam_at__isnull=False), by=self.staff, reason="看错了")

    # What becomes practice.

    def finish(self):
        photos = [read_picture(self.photo)]
        services.finish(self.one("adopted", "implementing"), by=self.cast.owner, note="装好了", photos=photos)

    def report_trial(self):
        words = {"tried": "换了三种", "measured": "不行", "learned": "要大修"}
        services.report_trial(self.one("adopted", "implementing"), by=self.cast.owner, **words)

    def confirm(self):
        one = self.one("implementing")
        services.confirm(one, by=self.lead_of(one))

    def claim_benefit(self):
        yuan = Decimal(self.chance.randrange(100, 99_999)) / 100
        one = self.one("implementing", "implemented")
        services.claim_benefit(one, by=self.cast.owner, yuan=yuan, basis="少停线", soft_yuan=yuan, soft_basis="工时")

    def verify_benefit(self):
        yuan = Decimal(self.chance.randrange(100, 99_999)) / 100
        facts = {"basis": "凭证", "soft_yuan": yuan, "soft_basis": "工时"}
        services.verify_benefit(self.one("implemented"), by=self.cast.finance, yuan=yuan, **facts)

    def recheck(self):
        result = self.chance.choice(["in_use", "changed", "gone"])
        services.recheck(self.one("implemented"), by=self.cast.reviewer, result=result, note="去看过")

    # Who it is.

    def lead_of(self, suggestion):
        lead = suggestion.proposers.filter(is_lead=True, person__user__isnull=False).first()
        if lead is None:
            raise WorkflowError("nobody")
        return lead.person.user

    def confirm_together(self):
        named = Proposer.objects.filter(confirmed_at=None, suggestion__enterprise=self.cast.enterprise)
        one = self.chance.choice(list(named.order_by("pk")) or [None])
        return one is not None and bool(services.confirm_together(one.suggestion, by=one.person.user))

    def take_out(self):
        one = self.chance.choice(list(Proposer.objects.filter(is_lead=False).order_by("pk")) or [None])
        return one is not None and services.take_out(one.suggestion, by=self.lead_of(one.suggestion), person=one.person)

    def show_name(self):
        one = self.one(name_hidden=True)
        services.show_name(one, by=self.lead_of(one))

    def move_somebody(self):
        roster.move_person(self.author().person, self.cast.hall, by=self.cast.officer)

    def close_an_account(self):
        if len(self.cast.crew) > 4:
            erasure.close_for_good(by=self.cast.crew[-1])
            self.cast.crew.pop()

    # What happens beside the services.

    def correct_rows(self):
        rows = Suggestion.objects.filter(pk=self.one().pk)
        rows.update(
            **self.chance.choice(
                [
                    {"shop": self.cast.hall}, {"paused_days": F("paused_days") + 1}, {"name_hidden": True},
                    {"due_on": timezone.localdate()}, {"month": dt.date(2026, 1, 1)}, {"spam_at": timezone.now()},
                ]
            )
        )  # fmt: skip

    def correct_answers(self):
        if self.chance.random() < 0.5:
            Decision.objects.filter(suggestion=self.one(), conclusion="declined").update(decline_reason="other")
        else:
            BenefitAssessment.objects.filter(suggestion=self.one()).update(claimed_yuan=Decimal("7.77"))

    def date_ahead(self):
        """By a clock that was wrong, or by hand."""
        later = timezone.now() + self.chance.choice([HOUR / 100, HOUR, 300 * HOUR])
        name = self.chance.choice(["received_at", "implemented_at", "spam_at", "concluded_at"])
        one = self.one() if name != "received_at" else self.one(answered_at=None)
        Suggestion.objects.filter(pk=one.pk).update(**{name: later})
        Decision.objects.filter(suggestion=self.one()).update(decided_at=later)

    def delete(self):
        self.one().delete()

    def fold(self):
        services.fold_figures()

    ACTS = (
        *[submit] * 8, *[record, adopt] * 3, *[bring_a_ledger, decline, merge, finish, confirm, fold] * 2,
        undo_the_ledger, ask, supplement, reserve, unmerge, appeal, rate, withdraw, mark_spam, unmark_spam,
        report_trial, claim_benefit, verify_benefit, recheck, confirm_together, take_out, show_name, move_somebody,
        close_an_account, correct_rows, correct_answers, date_ahead, delete,
    )  # fmt: skip
