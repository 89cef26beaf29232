"""The burden self-check (减负自查): what 国办函〔2026〕12号 forbids portals of public bodies, and how it is kept here.

Only what holds of the code belongs here; a change that makes a sentence untrue changes the sentence.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Point:
    """What is never asked, how that is kept, and the page that shows it: (name of the address, words of the link).

    `anchor` is the place on that page.
    """

    code: str
    never: str
    kept: tuple
    page: tuple = ()
    anchor: str = ""


POINTS = (
    Point(
        "forms",
        _("No form is filled in at will or twice"),
        (
            _("Of a suggestion one sentence is asked; everything else may be left out."),
            _("What is entered once is counted for every plate and every superior."),
            _(
                "District staff sees which superiors ask the same and asks it as one; tables are filled from"
                " what is here."
            ),
            _("Ledgers that offices keep anyway are taken over as they are."),
        ),
        ("definitions", _("How many reports that saves, and how it is counted")),
        "reports_saved",
    ),
    Point(
        "check_in",
        _("No compulsory check-in, no points, no ranking of persons, no time online"),
        (
            _(
                "There are no points, and nobody is ranked by what they do here. Whoever is thanked stands in"
                " the order of names."
            ),
            _(
                "How long or how often somebody is here is not counted. When somebody signed in stands in the audit,"
                " which auditors alone may search to find misuse."
            ),
            _("No page reads the position of a phone."),
        ),
        ("suggestions:thanks", _("The thanks of the month, without numbers")),
    ),
    Point(
        "install",
        _("Nothing to install, no share of installations, no duty to sign in"),
        (
            _("This is a web site: there is no app and no mini-program, so there is nothing to count."),
            _("A suggestion can be made from a poster without an account, or on paper that the officer enters."),
            _("Nobody has to sign in at any interval."),
        ),
        ("suggestions:new", _("Make a suggestion")),
    ),
    Point(
        "appraisal",
        _("No appraisal by likes, votes, forwarding or time, and no compulsory traces"),
        (
            _("There is nothing to like and no count of readers. “I have met this too” counts in no figure."),
            _("Photos of a suggestion are voluntary."),
            _(
                "One photo is asked when work is reported as done: of the changed place, for whoever had the"
                " idea to see."
            ),
            _(
                "What a camera writes into a photo, place and time included, is removed. There are no videos"
                " and no tracks."
            ),
        ),
        ("definitions", _("How every figure is made")),
    ),
    Point(
        "business",
        _("No business"),
        (
            _("There is no advertising, no shop and no paid service."),
            _("Pages load nothing from other companies, so nobody elsewhere learns who reads them."),
        ),
    ),
)
