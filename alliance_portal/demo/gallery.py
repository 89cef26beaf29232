"""What of the demo's improvements everybody sees, and who agreed to be named."""

from suggestions import services
from suggestions.models import NameConsent, Proposer, Suggestion

# Of each enterprise the newest ones stay in the house for now; two of three proposers agree, every other one of them
# also before everybody.
AT_HOME = 2
Audience = NameConsent.Audience


def fill_gallery(enterprise, *, officer, now):
    """Show what was done to everybody, and let its proposers say whether they are named."""
    done = list(Suggestion.objects.filter(enterprise=enterprise).lately_done())
    for suggestion in done[AT_HOME:]:
        services.show_in_gallery(suggestion, by=officer, occurred_at=now)
    adopted = Suggestion.objects.filter(enterprise=enterprise, status__in=services.gallery.WORTH_THANKS)
    own = Proposer.objects.filter(suggestion__in=adopted.exclude(channel=Suggestion.Channel.LEDGER))
    for place, row in enumerate(own.order_by("pk").select_related("suggestion", "person__user")):
        if place % 3:
            audience = Audience.EVERYBODY if place % 2 else Audience.ENTERPRISE
            services.give_consent(row.suggestion, by=row.person.user, audience=audience, occurred_at=now)
