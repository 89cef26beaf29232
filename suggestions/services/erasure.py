"""What binds somebody who closes the account: money that is on its way, and tasks taken on."""

from django.utils.translation import gettext as _

from ..models import Implementation, Reward, RewardShare


def binds(person):
    """Words for each; rewards are paid to the person as finance knows them, tasks are given to somebody else."""
    unpaid = RewardShare.objects.filter(person=person, reward__status__in=Reward.UNDER_WAY)
    for share in unpaid.select_related("reward__suggestion"):
        facts = {"number": share.reward.suggestion.number}
        yield _("A reward for %(number)s is not paid yet. Ask your union officer how you get it.") % facts
    if RewardShare.objects.filter(person=person).exclude(paid_on=None).exists():
        yield _("Rewards that were paid stay in the accounts, as the law asks; without your name here.")
    for task in Implementation.objects.filter(owner=person, finished_at=None).select_related("suggestion"):
        yield _("You put %(number)s into practice: somebody else has to take it over.") % {
            "number": task.suggestion.number
        }
