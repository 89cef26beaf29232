"""What finance has paid, from the list of a batch: each row becomes a paid share of a reward."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal import ledgers
from alliance_portal.ledgers import Code, Day, Name, Yuan
from members.ledger_import import LedgerImport, Outcome, date_or_none
from members.models import ImportBatch

from ..models import Reward, RewardBatch, RewardShare
from ..services import rewards
from ..services.rewards.arithmetic import to_fen, to_yuan

# More than a batch holds; each row is noted like one that is marked by hand.
MOST_ROWS = 1000
READ_AT_ONCE = 500


@dataclass(frozen=True, kw_only=True)
class Paid(Yuan):
    """An amount that was paid: in yuan unless the cell or the name of the column says otherwise."""

    @property
    def heading(self):
        return f"{self.names[0]}（元）"

    def hint(self):
        return _("The amount as it was paid, in yuan, such as 300 or 33.34.")

    def read(self, value, unit):
        return super().read(value, unit or 1)


class Payments(LedgerImport):
    """Batch, work number, amount and day say which share was paid; the suggestion's number where there are several."""

    kind = ImportBatch.Kind.PAYMENTS
    identified_by = "work_number"
    columns = (
        Code(id="batch", names=("批次号", "奖励批次", "批次"), required=True),
        Code(id="work_number", names=("工号", "职工号", "员工号"), required=True),
        Name(id="name", names=("姓名", "职工姓名"), limit=60),
        Code(id="number", names=("建议编号", "编号")),
        Paid(id="amount", names=("金额", "实发金额", "奖励金额", "发放金额"), required=True),
        Day(id="paid_on", names=("发放日期", "发放日", "实发日期"), required=True),
    )

    def identity(self, values):
        told = [values.get(name) for name in ("batch", "work_number", "amount")]
        return (*map(ledgers.key, told), ledgers.key(values.get("number") or "")) if all(told) else None

    def plan(self, rows):
        """Changed are the shares that become paid; refused is whatever is not exactly what was sent to finance."""
        batches = self._batches(rows)
        shares, taken = self._shares(batches.values()), {}
        for row in rows:
            row.problems = row.problems if row.outcome == Outcome.REFUSED else []
            batch = self._batch(row, batches)
            row.share = self._share(row, batch, shares, taken) if batch else None
            self._compare(row, batch)
            if row.outcome != Outcome.REFUSED:
                row.object_id = row.share.pk
                self.judge(row, ["paid_on"])
        for row in [row for row in rows if row.outcome == Outcome.CHANGED][MOST_ROWS:]:
            self.refuse(row, "work_number", _("At most %(n)s rows fit into one file.") % {"n": MOST_ROWS})

    def _batches(self, rows):
        named = {ledgers.key(row.values["batch"]) for row in rows if row.values.get("batch")}
        own = RewardBatch.objects.filter(enterprise=self.enterprise)
        return {ledgers.key(batch.number): batch for batch in own if ledgers.key(batch.number) in named}

    def _shares(self, batches):
        """{(batch, work number): shares}, the first sent first."""
        keys = [batch.pk for batch in batches]
        if self.locking:
            # The reward before its shares, as every other step takes them: nobody waits in a circle.
            list(Reward.objects.select_for_update().filter(batch__in=keys).order_by("pk"))
        known = RewardShare.objects.filter(reward__batch__in=keys)
        known = known.select_related("person", "reward__suggestion", "reward__batch").order_by("pk")
        if self.locking:
            known = known.select_for_update(of=["self"])
        found = {}
        for share in known:
            key = share.reward.batch_id, ledgers.key(share.person.work_number)
            found.setdefault(key, []).append(share)
        return found

    def _batch(self, row, batches):
        number = row.values.get("batch")
        if not number:
            return None
        batch = batches.get(ledgers.key(number))
        if batch is None:
            self.refuse(row, "batch", _("There is no batch %(number)s in this enterprise.") % {"number": number})
        return batch

    def _share(self, row, batch, shares, taken):
        """The share the row means: of several of one person that of the suggestion, or an open one of the amount."""
        worker, number = row.values.get("work_number"), row.values.get("number")
        own = shares.get((batch.pk, ledgers.key(worker)), []) if worker else []
        if worker and not own:
            self.refuse(row, "work_number", _("Nobody with the number %(n)s is in this batch.") % {"n": worker})
        meant = [one for one in own if not number or ledgers.key(one.reward.suggestion.number) == ledgers.key(number)]
        if own and not meant:
            self.refuse(row, "number", _("In this batch %(n)s is not paid for this suggestion.") % {"n": worker})
        share = min(meant, key=lambda one: self._distance(one, row, taken), default=None)
        if share and taken.setdefault(share.pk, row.number) != row.number:
            message = _("This is already in row %(n)s of the file.") % {"n": taken[share.pk]}
            self.refuse(row, "work_number", message)
        return share

    @staticmethod
    def _distance(share, row, taken):
        """Of several shares of a person first one that no row of the file has, of the same amount, not yet paid."""
        return share.pk in taken, share.fen != _fen(row.values.get("amount")), share.paid_on is not None

    def _compare(self, row, batch):
        if row.share is None:
            return
        values, share = row.values, row.share
        name, fen, day = values.get("name"), _fen(values.get("amount")), date_or_none(values.get("paid_on"))
        if name and ledgers.key(name) != ledgers.key(share.person.name):
            told = {"number": values["work_number"], "known": share.person.name, "name": name}
            self.refuse(row, "name", _("On the roster %(number)s is %(known)s, here it is %(name)s.") % told)
        if fen is not None and fen != share.fen:
            told = {"sent": f"{to_yuan(share.fen):,.2f}", "paid": f"{to_yuan(fen):,.2f}"}
            self.refuse(row, "amount", _("The batch has CNY %(sent)s, here it is CNY %(paid)s.") % told)
        if share.paid_on:
            self.refuse(row, "paid_on", _("Paid already, on %(day)s.") % {"day": share.paid_on.isoformat()})
        elif day and day < timezone.localtime(batch.sent_at).date():
            self.refuse(row, "paid_on", _("This is before the batch was sent to finance."))

    def write(self, rows, *, by):
        for row in rows:
            paid_on = date_or_none(row.values["paid_on"])
            rewards.pay(row.share, by=by, paid_on=paid_on)
            row.before, row.after = {"paid_on": None}, {"paid_on": paid_on.isoformat()}

    def touched(self, rows):
        """What was confirmed, said to be missing or taken back since, or is not as it was paid here."""
        self.current = self._current(rows)
        return {row.number: row.values["work_number"] for row in rows if not self._is_as_it_was(row)}

    def _current(self, rows):
        ids = [row.object_id for row in rows]
        known = RewardShare.objects.select_for_update(of=["self"]).select_related("reward")
        return {
            share.pk: share
            for start in range(0, len(ids), READ_AT_ONCE)
            for share in known.filter(pk__in=ids[start : start + READ_AT_ONCE])
        }

    def _is_as_it_was(self, row):
        share = self.current.get(row.object_id)
        if share is None or not share.waits_for_receipt or share.missing_answer or share.taken_back_fen:
            return False
        return share.paid_on.isoformat() == row.after["paid_on"] and share.reward.status != "clawed_back"

    def put_back(self, rows, *, by):
        for row in rows:
            rewards.unpay(self.current[row.object_id], by=by, reason=_("The import was undone."))


def _fen(text):
    return to_fen(Decimal(text)) if text is not None else None
