from django.utils.translation import gettext_lazy as _

from alliance_portal.definitions import Definition

from .awards import DEFINITIONS as AWARDS
from .honours import DEFINITIONS as HONOURS
from .plans import DEFINITIONS as PLANS
from .problems import DEFINITIONS as PROBLEMS
from .requirements import REPORTS_SAVED
from .results import DEFINITIONS as RESULTS
from .skills import DEFINITIONS as SKILLS

PLATES = (
    Definition(
        "workshops",
        _("Workshops"),
        _(
            "Workshops in operation on the last day of the period, today while it runs. One that carries "
            "several plates counts once. One that was closed counts on the days before."
        ),
    ),
    Definition(
        "workshops_by_level",
        _("Workshops by level"),
        _(
            "Each workshop once, by the highest level among its plates that are valid on the day. The sum of "
            "all levels and of those without a valid plate is the number of workshops."
        ),
    ),
    Definition(
        "designations",
        _("Plates"),
        _(
            "Plates valid on the day: granted by then, not revoked by then, and within their term. A review or "
            "something to be put right does not change that. One workshop may hold several, of several levels "
            "and systems, so there may be more plates than workshops; a plate that is revoked leaves the counts "
            "from that day on and stays in those of earlier days."
        ),
    ),
)
DEFINITIONS = (
    *PLATES,
    REPORTS_SAVED,
    Definition(
        "willing_people",
        _("People who may be asked"),
        _(
            "People in service, with an open account, who have said themselves that colleagues may ask them, and have"
            " not taken it back. By speciality: whoever has several counts under each."
        ),
    ),
    *PLANS,
    *PROBLEMS,
    *RESULTS,
    *HONOURS,
    *AWARDS,
    *SKILLS,
)
