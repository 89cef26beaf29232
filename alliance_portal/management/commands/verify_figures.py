"""Count everything twice."""

from itertools import chain

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from members.models import Enterprise
from suggestions.models import Suggestion
from suggestions.statistics.recount import differences
from workshops.models import Designation
from workshops.statistics.recount import differences as differences_of_plates


class Command(BaseCommand):
    help = "Recounts every figure from the rows, the tally and the histories; exit code 1 on any difference."

    def handle(self, **options):
        names = dict(Enterprise.objects.values_list("pk", "short_name"))
        found, now = 0, timezone.now()
        everything = chain(differences(now), differences_of_plates(now))
        for (enterprise, month), what, counted, recounted in everything:
            found += 1
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
        rows = {"rows": Suggestion.objects.count(), "plates": Designation.objects.count()}
        if found:
            words = _("%(n)s differences in %(rows)s suggestions and %(plates)s plates.")
            self.stdout.write(words % {"n": found, **rows})
            raise SystemExit(1)
        self.stdout.write(_("%(rows)s suggestions and %(plates)s plates recounted, no difference.") % rows)
