"""What becomes of one's own, and of what one has met too; and that a hidden name was learnt."""

from django.utils.translation import gettext as _

from members.models import Topic
from members.notifications import kind

from ...models import Recheck, Suggestion, SuggestionEvent
from .words import day_of, quota_words


@kind(Topic.OWN)
def taken(title, day):
    return _("“%(title)s” has been taken up. You will have an answer by %(day)s.") % {
        "title": title,
        "day": day_of(day),
    }


@kind(Topic.OWN)
def asked(title, text):
    return _("“%(title)s”: before the answer, we would like to know: %(text)s") % {"title": title, "text": text}


@kind(Topic.OWN)
def went_on(title, day):
    words = _("“%(title)s”: we go on without the details. You will have an answer by %(day)s.")
    return words % {"title": title, "day": day_of(day)}


@kind(Topic.OWN)
def handed_on(title, place, day):
    words = _("“%(title)s” is now with %(place)s. The day of the answer stays %(day)s.")
    return words % {"title": title, "place": place or _("the reviewers"), "day": day_of(day)}


@kind(Topic.OWN)
def reclassified(title, sort, day):
    words = _("“%(title)s” is treated as: %(kind)s. You will have an answer by %(day)s.")
    return words % {"title": title, "kind": Suggestion.Kind(sort).label, "day": day_of(day)}


@kind(Topic.OWN)
def answered(title, conclusion, text):
    facts = {"title": title, "conclusion": Suggestion.Conclusion(conclusion).label, "text": text}
    return _("“%(title)s” has an answer. %(conclusion)s: %(text)s") % facts


@kind(Topic.OWN)
def answered_for(number, title, conclusion, text):
    """For whoever entered it for a colleague who may have no account."""
    facts = {"number": number, "title": title, "conclusion": Suggestion.Conclusion(conclusion).label, "text": text}
    words = _(
        "“%(title)s” (%(number)s), which you entered for a colleague, has an answer. Please pass it on. "
        "%(conclusion)s: %(text)s"
    )
    return words % facts


@kind(Topic.OWN)
def kept(title, text):
    return _("“%(title)s” was looked at again and stays in reserve: %(text)s") % {"title": title, "text": text}


@kind(Topic.OWN)
def problem_moved(title, verb, number, text):
    facts = {"title": title, "number": number, "news": SuggestionEvent.Verb(verb).label, "text": text}
    return (_("“%(title)s”, on the problem board as %(number)s. %(news)s. %(text)s") % facts).strip()


@kind(Topic.OWN)
def explained(title, text):
    return _("“%(title)s”: the answer has been explained once more. %(text)s") % {"title": title, "text": text}


@kind(Topic.OWN)
def progressed(title, text):
    return _("“%(title)s” is being put into practice. %(text)s") % {"title": title, "text": text}


@kind(Topic.OWN)
def reported(title, day):
    words = _("“%(title)s” is reported as done. Please go and look; without an objection by %(day)s it counts as done.")
    return words % {"title": title, "day": day_of(day)}


@kind(Topic.OWN)
def trial_reported(title, day):
    words = _(
        "“%(title)s” was tried and did not work. Please read what was learned; without an objection by %(day)s the "
        "trial counts as finished."
    )
    return words % {"title": title, "day": day_of(day)}


@kind(Topic.OWN)
def day_changed(title, day, text):
    words = _("“%(title)s” is now to be done by %(day)s. %(text)s")
    return words % {"title": title, "day": day_of(day), "text": text}


@kind(Topic.OWN)
def owner_changed(title, name, text):
    words = _("“%(title)s” is now put into practice by %(name)s. %(text)s")
    return words % {"title": title, "name": name, "text": text}


@kind(Topic.OWN)
def quota_kept(title, months, day):
    return _("“%(title)s”: %(words)s") % {"title": title, "words": quota_words(months, day)}


@kind(Topic.OWN)
def quota_ends(title, day):
    words = _("“%(title)s”: the time for which the old work quota is kept ends on %(day)s.")
    return words % {"title": title, "day": day_of(day)}


@kind(Topic.OWN)
def revisited(title, months, result, text):
    words = _("“%(title)s” was looked at again after %(months)d months: %(result)s. %(text)s")
    facts = {"title": title, "months": months, "result": Recheck.Result(result).label, "text": text}
    return (words % facts).rstrip()


@kind(Topic.OWN)
def tried(title):
    return _("“%(title)s” was tried without success; what was learned is kept. Thank you.") % {"title": title}


@kind(Topic.OWN)
def main_tried(title, number):
    words = _("“%(title)s” was merged into %(number)s, which was tried without success; what was learned is kept.")
    return words % {"title": title, "number": number}


@kind(Topic.OWN)
def met_tried(title):
    return _("“%(title)s”, which you have met too, was tried without success; what was learned is kept.") % {
        "title": title
    }


@kind(Topic.OWN)
def done(title):
    return _("“%(title)s” has been put into practice. Thank you.") % {"title": title}


@kind(Topic.OWN)
def set_aside(title, text):
    return _("“%(title)s” was set aside, because it is no suggestion: %(text)s") % {"title": title, "text": text}


@kind(Topic.OWN)
def taken_back_in(title, day):
    words = _("“%(title)s” counts again. You will have an answer by %(day)s.")
    return words % {"title": title, "day": day_of(day)}


@kind(Topic.OWN)
def named(title, number):
    words = _(
        "A colleague says that you had the idea “%(title)s” (%(number)s) together. Please say whether that is so."
    )
    return words % {"title": title, "number": number}


@kind(Topic.OWN)
def colleague_confirmed(title):
    return _("“%(title)s”: a colleague has confirmed having had the idea too.") % {"title": title}


@kind(Topic.OWN)
def colleague_left(title):
    return _("“%(title)s”: a colleague does not want to be named. The share is yours.") % {"title": title}


@kind(Topic.OWN)
def details_awaited(title, day):
    words = _("“%(title)s” waits for your details. After %(day)s we may go on without them.")
    return words % {"title": title, "day": day_of(day)}


@kind(Topic.OWN)
def parted(title, day):
    words = _("“%(title)s” stands on its own again. You will have an answer by %(day)s.")
    return words % {"title": title, "day": day_of(day)}


@kind(Topic.OWN)
def main_answered(title, number, conclusion, text):
    words = _("“%(title)s” was merged into %(number)s, which has an answer. %(conclusion)s: %(text)s")
    facts = {"title": title, "number": number, "conclusion": Suggestion.Conclusion(conclusion).label, "text": text}
    return words % facts


@kind(Topic.OWN)
def main_done(title, number):
    words = _("“%(title)s” was merged into %(number)s, which has been put into practice. Thank you.")
    return words % {"title": title, "number": number}


@kind(Topic.OWN)
def met_answered(title, conclusion, text):
    facts = {"title": title, "conclusion": Suggestion.Conclusion(conclusion).label, "text": text}
    return _("“%(title)s”, which you have met too, has an answer. %(conclusion)s: %(text)s") % facts


@kind(Topic.OWN)
def met_done(title):
    return _("“%(title)s”, which you have met too, has been put into practice.") % {"title": title}


# The author's hidden name.
@kind(Topic.NAME)
def name_learnt(number, title, names, text):
    words = _(
        "Union staff (%(names)s) have learnt your hidden name in “%(title)s” (%(number)s). Their reason: %(text)s"
    )
    return words % {"names": _(", ").join(names), "title": title, "number": number, "text": text}


@kind(Topic.OWN)
def became_result(title):
    words = _("“%(title)s” becomes a result that other units can take over. Thank you for the idea.")
    return words % {"title": title}
