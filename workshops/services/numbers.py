from django.db import transaction

from ..models import NumberSeries


def allocate(letter, year):
    """Take the next public number of a series: R-2026-0042; see `allocate_many`."""
    return allocate_many(letter, year, 1)[0]


def allocate_many(letter, year, count):
    """Take the next `count` public numbers of a series, in order.

    Belongs inside the transaction that uses them; the row stays locked until its end, so no number is given twice.
    """
    with transaction.atomic():
        NumberSeries.objects.get_or_create(letter=letter, year=year)
        series = NumberSeries.objects.select_for_update().get(letter=letter, year=year)
        taken = range(series.last + 1, series.last + count + 1)
        series.last += count
        series.save(update_fields=["last"])
    return [f"{letter}-{year}-{number:04}" for number in taken]
