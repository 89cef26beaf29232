"""Count everything twice."""

from contextlib import contextmanager

from django.core.management.base import BaseCommand
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alliance_portal.models import Snapshot
from alliance_portal.snapshots import differences as differences_of_reports
from members.models import DataRequest, Enterprise
from members.statistics.recount import differences as differences_of_requests
from suggestions.models import Suggestion
from suggestions.statistics.recount import differences
from training.models import Mentorship, Session
from training.statistics.recount import differences as differences_of_mentoring
from training.statistics.recount_sessions import differences as differences_of_training
from workshops.models import Designation
from workshops.statistics.recount import differences as differences_of_plates


@contextmanager
def _one_state():
    """Work may go on meanwhile: PostgreSQL shows the same state from the first to the last question."""
    if connection.vendor != "postgresql" or connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def _lasting():
    """What differs; on SQLite what still does when it is asked again, and not what was written between two counts."""
    found = _differences()
    if not found or connection.vendor == "postgresql":
        return found
    before = {(place, what) for place, what, *_numbers in found}
    return [one for one in _differences() if one[:2] in before]


def _differences():
    ways = (
        differences, differences_of_plates, differences_of_mentoring, differences_of_training,
        differences_of_requests, differences_of_reports,
    )  # fmt: skip
    now = timezone.now()
    return [one for way in ways for one in way(now)]


class Command(BaseCommand):
    help = "Recounts every figure from the rows, the tally and the histories; exit code 1 on any difference."

    def handle(self, **options):
        with _one_state():
            self._verify()

    def _verify(self):
        names = dict(Enterprise.objects.values_list("pk", "short_name")) | {None: _("The whole district")}
        found = _lasting()
        for (enterprise, month), what, counted, recounted in found:
            self.stdout.write(
                _("%(enterprise)s %(month)s %(what)s: counted %(counted)s, recounted %(recounted)s")
                % {
                    "enterprise": names.get(enterprise, enterprise),
                    "month": f"{month:%Y-%m}",
                    "what": what,
                    "counted": counted,
                    "recounted": recounted,
                }
            )
        self._conclude(len(found))

    def _conclude(self, found):
        rows = {"rows": Suggestion.objects.count(), "plates": Designation.objects.count()}
        rows |= {"agreements": Mentorship.objects.count(), "sessions": Session.objects.count()}
        rows |= {"requests": DataRequest.objects.count(), "reports": Snapshot.objects.count()}
        if found:
            words = _(
                "%(n)s differences in %(rows)s suggestions, %(plates)s plates, %(agreements)s agreements, "
                "%(sessions)s sessions, %(requests)s requests about data and %(reports)s frozen reports."
            )
            self.stdout.write(words % {"n": found, **rows})
            raise SystemExit(1)
        words = _(
            "%(rows)s suggestions, %(plates)s plates, %(agreements)s agreements, %(sessions)s sessions, "
            "%(requests)s requests about data and %(reports)s frozen reports recounted, no difference."
        )
        self.stdout.write(words % rows)
