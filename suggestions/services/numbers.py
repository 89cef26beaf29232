from django.db import transaction

from ..models import NumberSequence


def allocate(enterprise, year, count=1):
    """Take the next `count` public numbers of an enterprise and year: CF-2026-00042.

    Belongs inside the transaction that uses them; the row stays locked until its end, so no number is given twice.
    """
    with transaction.atomic():
        NumberSequence.objects.get_or_create(enterprise=enterprise, year=year)
        sequence = NumberSequence.objects.select_for_update().get(enterprise=enterprise, year=year)
        first = sequence.last + 1
        sequence.last += count
        sequence.save(update_fields=["last"])
    return [f"{enterprise.code}-{year}-{n:05}" for n in range(first, first + count)]
