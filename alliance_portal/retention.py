"""What is kept only for a time (Art. 19 PIPL): one list for the hourly run and for a look at what would go.

Spans of time stand where the rows are; the words of the privacy notice (`personal_data.kinds`) name the same ones.
"""

from dataclasses import dataclass

from django.db import transaction

from members import notifications
from members import services as members
from suggestions import services as suggestions
from training import services as training

from . import outbox


@dataclass(frozen=True)
class Rule:
    """Something that goes after its time. `carry_out()` returns how many, `would_go()` says it and leaves them."""

    kind: str
    what: str
    carry_out: callable
    count: callable = None

    def would_go(self):
        """Counted where it can be; else done in a transaction that is given up, so that files stay as well."""
        if self.count:
            return self.count()
        with transaction.atomic():
            number = self.carry_out()
            transaction.set_rollback(True)
        return number


def _forget_drafts():
    return sum(suggestions.throw_away_drafts())


RULES = (
    Rule("notices", "Old notices deleted", notifications.forget_old),
    Rule("notices", "Undeliverable messages blanked", outbox.forget),
    Rule("stories", "Stories of people who left, taken off", members.stories.withdraw_of_leavers),
    Rule("stories", "Stories taken back and erased", members.stories.erase_withdrawn),
    Rule("account", "Browsers forgotten whose sessions ran out", members.sessions.forget_old),
    Rule("imports", "Rows of ledgers older than a year deleted", members.retention.forget_rows_of_ledgers),
    Rule("opinions", "Who answered about sessions of more than 30 days ago, forgotten", training.opinions.forget),
    Rule("requests", "Requests about data answered three years ago, words deleted", members.retention.forget_requests),
    Rule("work", "Marks of phones at check-ins blanked", training.door.forget_phones),
    Rule("drafts", "Drafts and photos not sent in time, thrown away", _forget_drafts, suggestions.count_expired_drafts),
)


def carry_out():
    """[(rule, number)] of what has gone."""
    return [(rule, rule.carry_out()) for rule in RULES]


def would_go():
    """[(rule, number)] of what would go now; nothing does."""
    return [(rule, rule.would_go()) for rule in RULES]
