"""What a single suggestion counts as at a moment: the conditions of the figures, row by row instead of added up."""

import datetime as dt
import hashlib
from functools import cache, lru_cache, reduce
from operator import add

from django.db import connections
from django.db.models import BigIntegerField, Case, Count, F, Q, Value, When
from django.db.models.lookups import Exact

from ..models import Decision, Suggestion
from ..models.tally import AMOUNTS, FLAGS, VOICES
from .answer_days import days_taken
from .clarity import voices
from .figures import COUNTED
from .moment import Moment
from .summary import UNREASONED, with_decline_reason

# {reason of a refusal: the flag of those refused for it}
REASONS = {reason: f"declined_{reason or UNREASONED}" for reason in ("", *Decision.DeclineReason.values)}
# The columns of `CountedSuggestion`, as `with_facts` names them.
FACTS = (
    "pk", "enterprise_id", "shop_id", "month", "mask", "holds_until", "tenths", "within_days", *AMOUNTS, *VOICES,
)  # fmt: skip
ANY_MOMENT = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


def conditions(moment):
    """{flag: the condition of the rows that have it}; of rows that `with_decline_reason` has annotated."""
    refused = moment.concluded("declined")
    found = {code: figure.condition(moment) for code, figure in COUNTED.items() if not figure.amount}
    return found | {flag: refused & Q(decline_reason=reason) for reason, flag in REASONS.items()}


def with_facts(queryset, at):
    """Add to each row what it counts as at the moment."""
    moment = Moment(at)
    held = conditions(moment)
    bits = [_whether(held[flag], Value(1 << place), BigIntegerField()) for place, flag in enumerate(FLAGS)]
    tenths, within = days_taken()
    return with_decline_reason(queryset).annotate(
        mask=reduce(add, bits),
        tenths=Case(When(moment.answered_for_good, then=tenths)),
        within_days=Case(When(moment.answered_for_good, then=within)),
        holds_until=moment.holds_until,
        **{code: COUNTED[code].of_one(moment) for code in AMOUNTS},
        **voices(at),
    )


def _whether(condition, value, field):
    return Case(When(condition, then=value), default=Value(0), output_field=field)


@lru_cache(maxsize=4096)
def flags_of(mask):
    """The flags that are set in a mask."""
    return tuple(flag for place, flag in enumerate(FLAGS) if mask >> place & 1)


def sum_of_flag(flag):
    """How many counted suggestions have it."""
    bit = 1 << FLAGS.index(flag)
    return Count("pk", filter=Q(Exact(F("mask").bitand(bit), bit)))


@cache
def fingerprint(using="default"):
    """A digest of all the conditions: another one means that figures count something else than before."""
    rows = with_facts(Suggestion.objects.order_by(), ANY_MOMENT).values_list(*FACTS)
    sql, params = rows.query.get_compiler(using).as_sql()
    return hashlib.sha256(f"{FLAGS} {sql} {params} {connections[using].vendor}".encode()).hexdigest()
