"""What a workshop is: from its own record and its enterprise's."""

from operator import attrgetter

from django.utils.translation import gettext_lazy as _

from alliance_portal.facts import Fact, Kind, Source, Timing, register

CHAPTER = _("The workshop")
STATE = {"chapter": CHAPTER, "timing": Timing.STATE}
RECORD = Source(each=lambda workshops, _period: {one.pk: one for one in workshops})


def _words(code, name, text, read):
    return Fact(code, name, text, kind=Kind.WORDS, source=RECORD, read=read, **STATE)


register(
    _words("workshop_name", _("Name of the workshop"), _("As it is registered here."), attrgetter("name")),
    _words(
        "workshop_kind",
        _("Kind of workshop"),
        _("Model-worker, master-craftsman, or industry-university-research training workshop."),
        lambda one: str(one.get_kind_display()),
    ),
    _words(
        "enterprise_name",
        _("Name of the enterprise"),
        _("The full name of the enterprise it belongs to."),
        attrgetter("enterprise.name"),
    ),
    _words(
        "enterprise_industry", _("Industry"), _("The industry of its enterprise."), attrgetter("enterprise.industry")
    ),
    _words("speciality", _("Speciality"), _("What the workshop works on."), attrgetter("speciality")),
    Fact(
        "founded_on",
        _("Founded on"),
        _("The day on which it was founded."),
        kind=Kind.DATE,
        source=RECORD,
        read=attrgetter("founded_on"),
        **STATE,
    ),
)
