"""Benefits and rewards. Amounts of rewards are read on their page, not in a letter."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alliance_portal import numbers
from members.models import Topic
from members.notifications import kind

from .words import day_of


@kind(Topic.MONEY)
def verified(title, yuan, soft=""):
    """Hard money and what is an estimate are never added up."""
    hard, estimate = (numbers.thousands(Decimal(amount)) if amount else "" for amount in (yuan, soft))
    if hard and estimate:
        words = _("“%(title)s”: finance has verified CNY %(yuan)s, and CNY %(soft)s as an estimate.")
    elif estimate:
        words = _("“%(title)s”: finance has verified CNY %(soft)s as an estimate.")
    else:
        words = _("“%(title)s”: finance has verified a benefit of CNY %(yuan)s.")
    return words % {"title": title, "yuan": hard, "soft": estimate}


@kind(Topic.MONEY)
def to_verify(number, title):
    return _("“%(title)s” (%(number)s) is done; its benefit is to be verified.") % {"title": title, "number": number}


# What becomes of one's reward.
@kind(Topic.MONEY)
def reward_granted(title, waits_for):
    words = {
        "name": _("“%(title)s”: a reward is granted and kept for you. It is paid once you show your name."),
        "shares": _("“%(title)s”: a reward is granted. It is paid once all who had the idea have confirmed."),
        "": _("“%(title)s”: a reward is granted. The union sends it to finance next."),
    }
    return words[waits_for] % {"title": title}


@kind(Topic.MONEY)
def reward_settled(title):
    words = _("“%(title)s” was graded anew. What was paid before is as much or more, so nothing more is paid.")
    return words % {"title": title}


@kind(Topic.MONEY)
def reward_not_given(title, text):
    words = _("“%(title)s”: the reward that was granted is taken back before it was paid. %(text)s")
    return words % {"title": title, "text": text}


@kind(Topic.MONEY)
def reward_sent(title):
    words = _("“%(title)s”: your reward is with finance. You are asked to confirm it once it is paid.")
    return words % {"title": title}


@kind(Topic.MONEY)
def reward_delayed(title, text):
    words = _("“%(title)s”: your reward goes to finance once more, so it takes longer. %(text)s")
    return words % {"title": title, "text": text}


@kind(Topic.MONEY)
def reward_paid(title, day):
    words = _("“%(title)s”: your reward was paid on %(day)s. Please say whether it has arrived.")
    return words % {"title": title, "day": day_of(day)}


@kind(Topic.MONEY)
def reward_unpaid(title, text):
    words = _("“%(title)s”: finance noted by mistake that your reward was paid. It is still to come. %(text)s")
    return words % {"title": title, "text": text}


@kind(Topic.MONEY)
def reward_looked_into(title, text):
    words = _("“%(title)s”: finance has looked into your reward. %(text)s Please say whether it has arrived now.")
    return words % {"title": title, "text": text}


@kind(Topic.MONEY)
def reward_taken_back(title, text):
    return _("“%(title)s”: something of your reward is taken back. %(text)s") % {"title": title, "text": text}


# What officers and finance have to do about rewards.
@kind(Topic.MONEY)
def reward_to_approve(number, title):
    words = _("A reward for “%(title)s” (%(number)s) is proposed. It takes a second person to approve it.")
    return words % {"title": title, "number": number}


@kind(Topic.MONEY)
def reward_approved(number, title):
    words = _("The reward you proposed for “%(title)s” (%(number)s) is approved.")
    return words % {"title": title, "number": number}


@kind(Topic.MONEY)
def reward_rejected(number, title, text):
    words = _("The reward you proposed for “%(title)s” (%(number)s) is not approved: %(text)s")
    return words % {"title": title, "number": number, "text": text}


@kind(Topic.MONEY)
def reward_withdrawn(number, title, text):
    words = _("The reward you proposed for “%(title)s” (%(number)s) was withdrawn: %(text)s")
    return words % {"title": title, "number": number, "text": text}


@kind(Topic.MONEY)
def reward_payable(number, title):
    words = _("The approved reward for “%(title)s” (%(number)s) can go to finance now.")
    return words % {"title": title, "number": number}


@kind(Topic.MONEY)
def reward_batch(number, count):
    words = ngettext(
        "Batch %(number)s with %(count)d reward is to be paid.",
        "Batch %(number)s with %(count)d rewards is to be paid.",
        count,
    )
    return words % {"number": number, "count": count}


@kind(Topic.MONEY)
def reward_given_back(number, title, text):
    words = _("The reward for “%(title)s” (%(number)s) was taken out of its batch: %(text)s")
    return words % {"title": title, "number": number, "text": text}


@kind(Topic.MONEY)
def reward_missing(number, title, text):
    words = _("A reward for “%(title)s” (%(number)s) has not arrived. Please look into it: %(text)s")
    return words % {"title": title, "number": number, "text": text}


@kind(Topic.MONEY)
def reward_back_to_note(number, title, text):
    words = _("Something of the reward for “%(title)s” (%(number)s) is to be taken back: %(text)s")
    return words % {"title": title, "number": number, "text": text}
