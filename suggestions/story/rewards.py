"""A reward in words: how its amount came about, and what its author reads about it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from ..models import Reward, RewardEvent
from ..services.rewards import obstacles_to_split, parts_of
from ..services.rewards.arithmetic import to_yuan
from .words import day_words, local_day

Status, Basis, Verb = Reward.Status, Reward.Basis, RewardEvent.Verb


def fen_words(fen):
    """An amount with both decimals: 300.00元."""
    return _("CNY %(amount)s") % {"amount": f"{to_yuan(fen):,.2f}"}


def band_words(grade):
    """三等奖：100,000元以上，不足500,000元."""
    told = {"grade": grade.name, "from": _value_words(grade.from_fen), "below": _value_words(grade.below_fen or 0)}
    if grade.below_fen is None:
        return _("%(grade)s: %(from)s and more") % told
    if not grade.from_fen:
        return _("%(grade)s: below %(below)s") % told
    return _("%(grade)s: %(from)s and more, below %(below)s") % told


def _value_words(fen):
    """A bound of a band, whose cents are seldom anything but nothing."""
    return _("CNY %(amount)s") % {"amount": f"{to_yuan(fen):,.2f}".removesuffix(".00")}


def amount_words(grade):
    """What a reward of the grade may be."""
    if grade.is_fixed:
        return fen_words(grade.most_fen)
    if not grade.least_fen:
        return _("up to %(most)s") % {"most": fen_words(grade.most_fen)}
    return _("%(least)s to %(most)s") % {"least": fen_words(grade.least_fen), "most": fen_words(grade.most_fen)}


def sums(record):
    """Every step to the amount of a reward, or of a reckoning, as dicts of label, value and is_result."""
    steps = [(_("Graded by"), Basis(record.basis).label)]
    if record.value_fen is not None:
        steps.append((_("Verified value of twelve months"), fen_words(record.value_fen)))
    steps += [*_grade_steps(record), *_amount_steps(record)]
    found = [{"label": label, "value": value, "is_result": False} for label, value in steps]
    if record.due_fen is not None:
        found.append({"label": _("To be paid"), "value": fen_words(record.due_fen), "is_result": True})
    return found


def _grade_steps(record):
    if record.basis == Basis.COUNTED:
        yield _("Grade by value"), band_words(record.graded)
    elif record.basis == Basis.EFFECT:
        yield _("Grade by effect"), record.graded.name
    else:
        yield _("Grade in reserve"), _("%(grade)s: the lowest") % {"grade": record.graded.name}
    if record.is_borrowed:
        lowered = record.grade.pk != record.graded.pk
        words = _("one grade lower: %(grade)s") if lowered else _("the lowest stays the lowest: %(grade)s")
        yield _("Borrowed technique"), words % {"grade": record.grade.name}


def _amount_steps(record):
    yield _("Amount of the grade"), amount_words(record.grade)
    if record.amount_fen is None:
        return
    if not record.grade.is_fixed:
        yield _("Amount chosen"), fen_words(record.amount_fen)
    if record.before_fen:
        yield _("Paid for it before"), f"− {fen_words(record.before_fen)}"
    if record.elsewhere_fen:
        yield _("Awarded elsewhere"), f"− {fen_words(record.elsewhere_fen)}"


@dataclass(frozen=True)
class News:
    """What the author reads: the own amount (None: not told yet), where it is, what comes next, and others' words."""

    reward: Reward
    look: str
    fen: int | None
    is_part: bool
    sentence: str
    words: str
    asks: bool

    @property
    def label(self):
        return Status(self.look).label

    @property
    def amount(self):
        return "" if self.fen is None else fen_words(self.fen)


def reward_news(rewards, user):
    """The news about rewards of the user's own suggestions, in their order; each with its shares and proposers."""
    return [_news(reward, user) for reward in rewards]


def _news(reward, user):
    own = next((share for share in reward.shares.all() if share.person.user_id == user.pk), None)
    return News(
        reward=reward,
        look=_look(reward, own),
        fen=_fen(reward, own, user),
        is_part=own is not None and own.fen != reward.due_fen,
        sentence=_sentence(reward, own),
        words=_words(reward, own),
        asks=own is not None and own.paid_on is not None and own.received_at is None,
    )


def _look(reward, own):
    """The state of the own part of what several people get."""
    if own is None or own.paid_on is None or reward.status == Status.CLAWED_BACK:
        return reward.status
    return Status.RECEIVED.value if own.received_at else Status.PAID.value


def _fen(reward, own, user):
    if own is not None:
        return own.fen
    if reward.status == Status.PROPOSED:
        return None
    parts = parts_of(reward.suggestion, reward.due_fen)
    return next((part.fen for part in parts if part.person.user_id == user.pk), reward.due_fen)


def _sentence(reward, own):
    if own is not None and own.paid_on:
        return _paid_sentence(own)
    return {
        Status.PROPOSED: lambda: _("Proposed. You read the amount here once it is approved."),
        Status.APPROVED: lambda: _approved_sentence(reward.suggestion),
        Status.SENT: lambda: _sent_sentence(reward),
        Status.SETTLED: lambda: _("Graded anew. What was paid before is as much or more, so nothing more is paid."),
    }.get(reward.status, lambda: "")()


def _approved_sentence(suggestion):
    if suggestion.name_hidden:
        return _("Approved and kept for you. It is paid once you show your name.")
    if not suggestion.proposers.all():
        return _("Approved and kept for you. It is paid once the suggestion stands under your account.")
    if obstacle := obstacles_to_split(suggestion):
        return _("Approved. %(obstacle)s") % {"obstacle": obstacle}
    return _("Approved. The union sends it to finance next.")


def _sent_sentence(reward):
    return _("With finance since %(day)s. You are asked to confirm it once it is paid.") % {
        "day": day_words(local_day(reward.batch.sent_at))
    }


def _paid_sentence(own):
    if own.taken_back_fen:
        return _("%(amount)s of it was taken back.") % {"amount": fen_words(own.taken_back_fen)}
    if own.received_at:
        return _("Paid on %(day)s; you have confirmed it.") % {"day": day_words(own.paid_on)}
    if own.missing_at:
        return _("You said on %(day)s that it has not arrived. Finance is looking into it.") % {
            "day": day_words(local_day(own.missing_at))
        }
    if own.missing_answer:
        return _("Finance has looked into it. Please say whether it has arrived now.")
    return _("Paid on %(day)s. Please say whether it has arrived.") % {"day": day_words(own.paid_on)}


def _words(reward, own):
    """What finance found about money said to be missing, or why something was taken back."""
    if own is None or not own.taken_back_fen:
        return own.missing_answer if own and own.waits_for_receipt else ""
    words = [event.note for event in reward.events.all() if event.verb == Verb.CLAWED_BACK]
    return words[-1] if words else ""
