"""What stands behind the addresses of the comparison and of what is checked, in the access table."""

from django.utils import timezone

from alliance_portal.attachments import read_attachment
from members.models import Person
from suggestions.models import FlagCase
from tests.factories import PersonFactory
from tests.paper_files import pdf
from tests.suggestions import spot_checking


def checked(cast, staff):
    """A number that the enterprise was asked about; a spot check in each of its states."""
    year = timezone.localdate().year
    FlagCase.objects.create(enterprise=cast.enterprise, code="unreviewed", year=year, part=20, whole=20)
    asked = {"year": year, "enterprise": cast.enterprise.code, "code": "unreviewed"}
    return _spot_checks(cast, staff) | {
        "district-owed-rows": {"code": "answers", "?": f"enterprise={cast.enterprise.code}"},
        "suggestions:flag": asked,
    }


def figures(workshop, alliance):
    """Of a workshop of the enterprise, and of an alliance it belongs to."""
    return {
        "dashboard-workshop-rows": {"?": f"figure=sessions&workshop={workshop.slug}"},
        "dashboard-alliance": {"slug": alliance.slug},
        "dashboard-alliance-export": {"slug": alliance.slug},
    }


def _spot_checks(cast, staff):
    """One planned, one being checked with a file, one closed: that one the enterprise reads."""
    rows = spot_checking.adopted(cast, 3, by=PersonFactory(department=cast.team, work_number="0911"))
    # Numbered, because the table of words names people by their numbers.
    Person.objects.filter(implementations__suggestion__in=rows).update(work_number="0912")
    planned, drawn = spot_checking.planned(staff), spot_checking.drawn(staff, size=2)
    row = drawn.rows.get(place=1)
    spot_checking.found(row, staff, files=[read_attachment(pdf())])
    ready = spot_checking.all_found(spot_checking.drawn(staff, size=1), staff)
    closed = spot_checking.closed(staff, size=1)
    file = {"pk": row.files.get().pk}
    return {
        "suggestions:spot-check": {"pk": closed.pk},
        "suggestions:spot-check-row": {"pk": closed.pk, "place": 1},
        "suggestions:spot-check-draw": {"pk": planned.pk},
        "suggestions:spot-check-close": {"pk": ready.pk},
        **{f"suggestions:spot-check-{name}": {"pk": drawn.pk} for name in ("call-off", "sheet", "workbook")},
        "suggestions:spot-check-file": file,
        "suggestions:spot-check-file-remove": file,
    }
