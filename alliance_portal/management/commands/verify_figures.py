"""Count everything twice."""

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from members.models import Enterprise
from suggestions.models import Suggestion
from suggestions.statistics.recount import differences


class Command(BaseCommand):
    help = "Recounts every figure from the rows, the tally and the histories; exit code 1 on any difference."

    def handle(self, **options):
        names = dict(Enterprise.objects.values_list("pk", "short_name"))
        found = 0
        for (enterprise, month), what, counted, recounted in differences(timezone.now()):
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
        number = Suggestion.objects.count()
        if found:
            self.stdout.write(_("%(n)s differences in %(rows)s suggestions.") % {"n": found, "rows": number})
            raise SystemExit(1)
        self.stdout.write(_("%(rows)s suggestions recounted, no difference.") % {"rows": number})
