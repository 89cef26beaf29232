"""The counting hook: whatever changes a counted row says so here, in the same transaction.

A *cell* is (enterprise id, first day of the month of receipt, bucket); what a bucket is, the model decides.
"""

from collections import Counter

from django.db.models import Sum

from .models import FigureChange


def record(kind, changes):
    """Append the signed changes of cells; `changes` maps (enterprise_id, month, bucket) to a whole number."""
    FigureChange.objects.bulk_create(
        FigureChange(kind=kind, enterprise=enterprise, month=month, bucket=bucket, change=change)
        for (enterprise, month, bucket), change in changes.items()
        if change
    )


def moved(kind, before, after):
    """Record that one row left cell `before` (None: it is new) for cell `after` (None: it is gone)."""
    changes = Counter()
    if before is not None:
        changes[before] -= 1
    if after is not None:
        changes[after] += 1
    record(kind, changes)


def tally(kind):
    """Return {cell: count} as the hook kept it, without empty cells."""
    rows = (
        FigureChange.objects.filter(kind=kind)
        .values_list("enterprise", "month", "bucket")
        .annotate(total=Sum("change"))
        .exclude(total=0)
        .order_by("enterprise", "month", "bucket")
    )
    return {(enterprise, month, bucket): total for enterprise, month, bucket, total in rows}
