"""A reminder that is made once, however many machines look at the same moment."""

from django.db import transaction

from alliance_portal import workflow


def once(record, rows, field, tell, now):
    """Call `tell(record, now)` and note it in `field`; return whether it was said now.

    It is not, when somebody was faster, in doing what is due or in reminding: the record is no longer among `rows`.
    """
    with transaction.atomic():
        fresh = workflow.lock(record)
        if not rows.filter(pk=fresh.pk).exists():
            return False
        type(fresh).objects.filter(pk=fresh.pk).update(**{field: now})
        tell(fresh, now)
    return True
