"""How far each suggestion had come by a moment: for lists whose rows have to say what the sums above them say."""

from django.db.models import BooleanField, Case, CharField, Value, When

from ..models import Suggestion
from .moment import Moment


def with_standing(rows, at):
    """Add `known_conclusion` ("" while it waits), `known_done`, `known_learned` and `known_verified` as known at `at`.

    Each is the very condition that counts the figure, so that a list and its sums cannot disagree.
    """
    moment = Moment(at)
    conclusions = [
        When(moment.merged if code == Suggestion.Conclusion.MERGED else moment.concluded(code), then=Value(code))
        for code in Suggestion.Conclusion.values
    ]
    return rows.annotate(
        known_conclusion=Case(*conclusions, default=Value(""), output_field=CharField()),
        known_done=_whether(moment.implemented),
        known_learned=_whether(moment.learned),
        known_verified=_whether(moment.verified),
    )


def _whether(condition):
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())
