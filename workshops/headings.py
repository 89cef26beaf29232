"""What a workshop needs to be named: the “six haves” (六有) and the eight headings of the acceptance, as data."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True)
class Heading:
    """`asks` says what it means; `most` are the points the acceptance gives for it at most, 0 where it gives none."""

    code: str
    name: str
    asks: str
    most: int = 0


SIX = (
    Heading(
        "leader", pgettext_lazy("heading", "A leader"), _("A model worker, craftsman, technician or expert leads it.")
    ),
    Heading("team", pgettext_lazy("heading", "A team"), _("At least 3 people, better 5, of several skills and ages.")),
    Heading("means", _("A place and money"), _("A fixed place to work in, and money of its own every year.")),
    Heading(
        "rules", pgettext_lazy("heading", "Rules"), _("How it is run, how people are trained and rewarded, in writing.")
    ),
    Heading("projects", _("Problems in hand"), _("At least 1 problem a year is being solved.")),
    Heading("results", pgettext_lazy("heading", "Results"), _("What was solved is in use, with proof of its effect.")),
)
EIGHT = (
    Heading("sign", _("Plate and signs"), _("The plate hangs at the door, the rules hang on the wall."), 5),
    Heading("venue", _("Fixed place"), _("A room or an area of its own; many rules ask for 50 m² and more."), 10),
    Heading("equipment", _("Equipment"), _("Machines, tools and means of teaching, fit for the trade."), 10),
    Heading("innovators", _("Innovation team"), _("Who belongs to it, with skill grades and certificates."), 15),
    Heading(
        "management",
        _("Management rules"),
        _("Rules for training, management and rewards, and the plan of the year."),
        10,
    ),
    Heading("funds", _("Secured money"), _("Where the money of the year comes from, and what it was spent on."), 10),
    Heading("ledger", _("Working ledger"), _("Records of meetings, training and problem-solving, with photos."), 15),
    Heading(
        "effect", _("Effect of innovation"), _("Results, patents and benefit, with proof from whoever uses them."), 25
    ),
)
HEADINGS = {heading.code: heading for heading in (*SIX, *EIGHT)}
CHOICES = [(heading.code, heading.name) for heading in HEADINGS.values()]
SCORED = [(heading.code, heading.name) for heading in EIGHT]
MOST_POINTS = sum(heading.most for heading in EIGHT)
