"""The file of one suggestion (案卷): all that was said, shown and decided about it, to be printed and signed.

It is the same for everybody who may open it, but for two parts: the reward is read by those who keep, pay or get it,
and the advice of a panel by those who answer or lead.
A hidden name is hidden here too, and who asked for it is not told.
Ratings are not in it, because nobody reads them with the suggestion they belong to.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alliance_portal import chain

from . import story
from .models import Panel, Photo, SuggestionEvent
from .permissions import can_open_file, can_read_advice_on, can_read_rewards_of
from .statistics.panel import panel_result, progress

Verb = SuggestionEvent.Verb
# The sections above the table of changes give these words in full.
SAID_ABOVE = story.SAID_ELSEWHERE | {
    Verb.APPEALED, Verb.PROGRESS, Verb.FINISHED, Verb.NOT_DONE, Verb.HANDED_OVER, Verb.TRIAL_REPORTED,
    Verb.BENEFIT_CLAIMED, Verb.BENEFIT_VERIFIED, Verb.RECHECKED
}  # fmt: skip
REPORTS = {Verb.PROGRESS, Verb.FINISHED, Verb.NOT_DONE}
STEP_DIGITS = 4


@dataclass(frozen=True)
class Section:
    """One part: `suggestions/file/_<code>.html` shows under `title` what `content` makes of the suggestion, if any.

    `is_for(user, suggestion)` says whether this user may read it.
    """

    code: str
    title: str
    content: Callable
    is_for: Callable = can_open_file

    @property
    def template(self):
        return f"suggestions/file/_{self.code}.html"


def head(suggestion):
    """(label, value) of what stands on the cover; what is empty is left out."""
    rows = [
        (_("Number"), suggestion.number),
        (_("Enterprise"), suggestion.enterprise.name),
        (_("Department"), suggestion.department),
        (_("Proposer"), story.author_names(suggestion)),
        (_("Kind of suggestion"), suggestion.get_kind_display()),
        (_("Category"), suggestion.get_category_display()),
        (_("Came by"), suggestion.get_channel_display()),
        (_("Entered by"), story.recorder(suggestion)),
        (_("Received on"), story.full_moment(suggestion, suggestion.received_at)),
        (_("Answer promised by"), story.full_day(suggestion.due_on)),
        (_("First answered"), story.full_moment(suggestion, suggestion.answered_at)),
        (_("Done on"), story.full_moment(suggestion, suggestion.implemented_at)),
        (_("State"), story.label(suggestion)),
        (_("Taken by workshop"), suggestion.workshop),
    ]
    return [(label, value) for label, value in rows if value]


def words(suggestion):
    """(label, text) of the form as it was filled in."""
    rows = [
        (_("What is wrong or could be better"), suggestion.problem),
        (_("Idea"), suggestion.idea),
        (_("Expected effect"), suggestion.expected_effect),
    ]
    return [(label, text) for label, text in rows if text]


def answers(suggestion):
    """The answer cards with what was asked about them, the oldest first."""
    return story.answers(suggestion)[::-1]


def advice(suggestion):
    """Every panel that has given its advice, with the numbers of it; no names."""
    panels = suggestion.panels.filter(outcome=Panel.Outcome.ADVICE).with_votes().order_by("pk")
    return [{"panel": panel, "result": panel_result(panel), "progress": progress(panel)} for panel in panels]


def appeal(suggestion):
    return getattr(suggestion, "appeal", None)


def same(suggestion):
    """What it was merged into, what was merged into it, and how many have met it too; no names."""
    main, merged = suggestion.merged_into, suggestion.merged.all()
    if not (main or merged or suggestion.backers):
        return None
    return {"main": main, "merged": merged, "backers": suggestion.backers}


def practice(suggestion):
    """Who does it by when, its steps, what was reported, and how it was confirmed; None before an adoption."""
    implementation = getattr(suggestion, "implementation", None)
    if implementation is None:
        return None
    reports = [event for event in suggestion.events.all() if event.verb in REPORTS and event.note]
    silent = any(event.verb == Verb.CONFIRMED_BY_SILENCE for event in suggestion.events.all())
    steps, handovers = implementation.milestones.all(), implementation.handovers.all()
    parts = {"reports": reports, "silent": silent, "steps": steps, "handovers": handovers}
    return {"implementation": implementation, **parts}


def benefit(suggestion):
    """Money, hard and as an estimate, and what no money measures; None when nothing was claimed."""
    money, effects = getattr(suggestion, "benefit", None), suggestion.effects.all()
    return {"money": money, "effects": effects} if money or effects else None


def revisits(suggestion):
    return suggestion.rechecks.all()


def rewards(suggestion):
    """Each reward with the steps to its amount, how much of it is paid, and what has happened to it."""
    found = suggestion.rewards.for_ledger().order_by("pk")
    return [{"reward": one, "sums": story.sums(one), "events": one.events.all()} for one in found]


def photos(suggestion):
    """(label, photos) of before and after, as far as there are any."""
    kinds = [(kind.label, [each for each in suggestion.photos.all() if each.kind == kind]) for kind in Photo.Kind]
    return [(label, found) for label, found in kinds if found]


def changes(suggestion):
    """Every step with its digits of the chain, and the check value of them all."""
    events = events_on_file(suggestion)
    links = chain.links(suggestion.number, events)
    steps = [
        {
            "event": event,
            "when": story.full_moment(event, event.occurred_at),
            "note": "" if event.verb in SAID_ABOVE else event.note,
            "digits": chain.grouped(link, STEP_DIGITS),
        }
        for event, link in zip(events, links, strict=True)
    ]
    value = chain.check_value(suggestion.number, events)
    return {"steps": steps, "value": value, "shown": chain.grouped(value), "printed_at": timezone.now()}


def events_on_file(suggestion):
    """In the order of recording, without what is told to the author alone: its number would tell it, too."""
    told = [event for event in suggestion.events.all() if event.verb not in story.FOR_THE_AUTHOR]
    return sorted(told, key=lambda event: event.pk)


# A further part takes one line here and one template.
SECTIONS = (
    Section("words", gettext_lazy("What was suggested"), words),
    Section("advice", gettext_lazy("Advice of the review panel"), advice, can_read_advice_on),
    Section("answers", gettext_lazy("Answers"), answers),
    Section("appeal", gettext_lazy("Appeal"), appeal),
    Section("same", gettext_lazy("The same from others"), same),
    Section("practice", gettext_lazy("Putting it into practice"), practice),
    Section("benefit", gettext_lazy("Benefit"), benefit),
    Section("rewards", gettext_lazy("Reward"), rewards, can_read_rewards_of),
    Section("revisits", gettext_lazy("Return visits"), revisits),
    Section("photos", gettext_lazy("Photos"), photos),
    Section("changes", gettext_lazy("Every change"), changes),
)


def parts(suggestion, user):
    """The sections that have something to say to this user, each as dict of title, template and content."""
    made = [(section, section.content(suggestion)) for section in SECTIONS if section.is_for(user, suggestion)]
    return [{"title": part.title, "template": part.template, "content": content} for part, content in made if content]
