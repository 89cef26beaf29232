"""What was said of a session, as sums: from five answers on, because fewer would tell who said what."""

from collections import Counter
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from alliance_portal.definitions import Definition

from ..models import Opinion
from ..querysets.afterwards import FEWEST_OPINIONS

OPINIONS = (
    Definition(
        "opinions",
        _("Opinions of a session"),
        _(
            "How many of those who were there answered the three questions within 30 days. What they answered is shown "
            "as a sum, five answers or more at a time, and never with a name or a time."
        ),
    ),
)


@dataclass
class Question:
    """One question with [(words, how many said so)], the best first."""

    label: str
    answers: list
    number: int

    @property
    def good(self):
        """How many chose one of the two best answers."""
        return sum(n for _words, n in self.answers[:2])


@dataclass
class OpinionFigures:
    """`number` have answered, `told` of them are in the sums; `questions` is empty while fewer than five are."""

    number: int
    asked: int
    told: int = 0
    questions: list = field(default_factory=list)

    fewest = FEWEST_OPINIONS

    @property
    def is_shown(self):
        return self.told >= self.fewest


def opinions_of(session):
    """Three queries at most, whatever the number of answers."""
    names = list(Opinion.QUESTIONS)
    answered = session.opinions.order_by("pk").values_list("is_told", *names)
    rows = [row for is_told, *row in answered if is_told]
    figures = OpinionFigures(len(answered), session.attendances.count(), len(rows))
    if figures.is_shown:
        for place, (label, words) in enumerate(Opinion.QUESTIONS.values()):
            counted = Counter(row[place] for row in rows)
            answers = [(one.label, counted[one.value]) for one in reversed(words)]
            figures.questions.append(Question(label, answers, len(rows)))
    return figures
