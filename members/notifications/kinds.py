"""The kinds of notices that the apps have registered."""

from collections.abc import Callable
from dataclasses import dataclass

KINDS = {}


@dataclass(frozen=True)
class Kind:
    """A kind of notice: its topic, and the function that turns its facts into one sentence or two."""

    code: str
    topic: str
    say: Callable[..., str]


def kind(topic):
    """Make a kind of notice out of a function; its name is the code under which notices are kept."""

    def register(say):
        KINDS[say.__name__] = Kind(say.__name__, topic, say)
        return KINDS[say.__name__]

    return register


def words(notice):
    """What the notice says, in the language of whoever reads it now."""
    return KINDS[notice.kind].say(**notice.facts).strip()


def codes_of(*topics):
    """The codes of the kinds that belong to the topics."""
    return [each.code for each in KINDS.values() if each.topic in topics]
