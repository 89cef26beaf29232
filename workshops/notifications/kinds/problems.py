"""What is told of problems on the board, in words."""

from django.utils.translation import gettext as _

from members.models import Topic
from members.notifications import kind

from ...models import Problem
from .words import day_of


@kind(Topic.WORKSHOPS)
def problem_to_complete(title, number):
    words = _("A suggestion has become a problem for the board: “%(title)s” (%(number)s). Please fill in the rest.")
    return words % {"title": title, "number": number}


@kind(Topic.WORKSHOPS)
def problem_to_check(title, number, enterprise):
    words = _("%(enterprise)s wants to put a problem on the board: “%(title)s” (%(number)s). Please check it.")
    return words % {"enterprise": enterprise, "title": title, "number": number}


@kind(Topic.WORKSHOPS)
def problem_sent_back(title, number, text):
    words = _("“%(title)s” (%(number)s) is not on the board yet. What is to be changed: %(text)s")
    return words % {"title": title, "number": number, "text": text}


@kind(Topic.WORKSHOPS)
def problem_opened(title, number, day):
    words = _("“%(title)s” (%(number)s) is on the board. Workshops may bid until %(day)s.")
    return words % {"title": title, "number": number, "day": day_of(day)}


@kind(Topic.WORKSHOPS)
def problem_bid(title, number, workshop):
    words = _("%(workshop)s bids for “%(title)s” (%(number)s).")
    return words % {"workshop": workshop, "title": title, "number": number}


@kind(Topic.WORKSHOPS)
def problem_bid_chosen(title, number):
    words = _("Your bid for “%(title)s” (%(number)s) is chosen. Please plan the milestones and sign the task book.")
    return words % {"title": title, "number": number}


@kind(Topic.WORKSHOPS)
def problem_bid_not_chosen(title, number, text):
    words = _("Another workshop solves “%(title)s” (%(number)s). Thank you for your bid. %(text)s")
    return (words % {"title": title, "number": number, "text": text}).strip()


@kind(Topic.WORKSHOPS)
def problem_bid_stands(title, number, day):
    words = _("“%(title)s” (%(number)s) is open to bids again until %(day)s, and yours stands.")
    return words % {"title": title, "number": number, "day": day_of(day)}


@kind(Topic.WORKSHOPS)
def problem_reopened(title, number, text):
    words = _("“%(title)s” (%(number)s) is open to bids again, and yours is taken back: %(text)s")
    return words % {"title": title, "number": number, "text": text}


@kind(Topic.WORKSHOPS)
def problem_signed(title, number, day):
    words = _("The task book of “%(title)s” (%(number)s) is signed. To be solved by %(day)s.")
    return words % {"title": title, "number": number, "day": day_of(day)}


@kind(Topic.WORKSHOPS)
def problem_reported(title, number, milestone):
    words = _("“%(title)s” (%(number)s): the milestone “%(milestone)s” is reported. Please check it.")
    return words % {"title": title, "number": number, "milestone": milestone}


@kind(Topic.WORKSHOPS)
def problem_passed(title, number, milestone, text):
    words = _("“%(title)s” (%(number)s): the milestone “%(milestone)s” is reached. %(text)s")
    return (words % {"title": title, "number": number, "milestone": milestone, "text": text}).strip()


@kind(Topic.WORKSHOPS)
def problem_not_passed(title, number, milestone, text):
    words = _("“%(title)s” (%(number)s): the milestone “%(milestone)s” is not reached yet: %(text)s")
    return words % {"title": title, "number": number, "milestone": milestone, "text": text}


@kind(Topic.WORKSHOPS)
def problem_delivered(title, number):
    words = _("The solution of “%(title)s” (%(number)s) is delivered. Please try it and say whether you accept it.")
    return words % {"title": title, "number": number}


@kind(Topic.WORKSHOPS)
def problem_accepted(title, number, result):
    words = _("“%(title)s” (%(number)s) is solved, thank you. The result is entered as a draft: %(result)s.")
    return words % {"title": title, "number": number, "result": result}


@kind(Topic.WORKSHOPS)
def problem_reward_due(title, number, reward):
    words = _("“%(title)s” (%(number)s) is solved, so the reward is due: %(reward)s. Please enter when it is paid.")
    return words % {"title": title, "number": number, "reward": reward}


@kind(Topic.WORKSHOPS)
def problem_rework(title, number, text):
    words = _("“%(title)s” (%(number)s): something is still to be done before it is accepted: %(text)s")
    return words % {"title": title, "number": number, "text": text}


@kind(Topic.WORKSHOPS)
def problem_closed(title, number, status, text):
    facts = {"title": title, "number": number, "status": Problem.Status(status).label, "text": text}
    return _("“%(title)s” (%(number)s): %(status)s. %(text)s") % facts


@kind(Topic.WORKSHOPS)
def problem_paid(title, number, reward):
    words = _("The reward for “%(title)s” (%(number)s) is paid: %(reward)s.")
    return words % {"title": title, "number": number, "reward": reward}


@kind(Topic.WORKSHOPS)
def problem_choose(title, number):
    words = _("Bids for “%(title)s” (%(number)s) are closed. Please choose one, or say that none fits.")
    return words % {"title": title, "number": number}


@kind(Topic.WORKSHOPS)
def problem_milestone_soon(title, number, milestone, day):
    words = _("“%(title)s” (%(number)s): the milestone “%(milestone)s” is due on %(day)s.")
    return words % {"title": title, "number": number, "milestone": milestone, "day": day_of(day)}
