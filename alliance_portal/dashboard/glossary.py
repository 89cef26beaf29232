"""All definitions of the portal, chapter by chapter."""

from django.utils.translation import gettext as _

from members.statistics import DEFINITIONS as DATA_REQUESTS
from suggestions.statistics import CLEAR_RATE, RATES, flags
from suggestions.statistics import DEFINITIONS as SUGGESTIONS
from suggestions.statistics.spot_checks import SPOT_CHECKS
from training.statistics import CONTESTS, HOURS, MENTORING, OPINIONS, PARTNERS
from training.statistics import SESSIONS as TRAINING
from workshops.statistics import DEFINITIONS as WORKSHOPS
from workshops.statistics.visits import DEFINITIONS as VISITS


def chapters():
    """[(title, definitions)], the rates first: they are what people quote."""
    counted = [definition for definition in SUGGESTIONS if definition not in RATES]
    return [
        (_("Rates"), (*RATES, CLEAR_RATE)),
        (_("Suggestions"), counted),
        (_("Spot checks"), SPOT_CHECKS),
        (_("Numbers to be checked"), flags.RULES),
        (_("Training"), (*TRAINING, *OPINIONS, *HOURS)),
        (_("Mentoring"), MENTORING),
        (_("Contests and certificates"), CONTESTS),
        (_("Partners"), PARTNERS),
        (_("Workshops"), WORKSHOPS),
        (_("Visits"), VISITS),
        (_("Personal information"), DATA_REQUESTS),
    ]
