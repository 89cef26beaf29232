"""What the home page tells, panel by panel: each returns its rows, or something empty when there is nothing to tell."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from alliance_portal import charts
from alliance_portal.models import News
from alliance_portal.periods import EARLIEST, Period, month_of
from alliance_portal.templatetags.portal import duration
from members.models import Enterprise, Story
from suggestions.gallery import place_of, shops_of_few
from suggestions.models import Photo, Suggestion
from suggestions.statistics import Scope
from training.models import Session
from training.statistics import summarise as summarise_training
from workshops.models import Alliance, Result, Workshop

DONE_LOOKED_AT, DONE_SHOWN = 12, 3
WORKSHOPS_SHOWN = 6
SESSIONS_SHOWN = 4
RESULTS_SHOWN = 3
STORIES_SHOWN = 3
NEWS_SHOWN = 4
PROGRESS = ("received", "adopted", "pending", "implemented", "learned", "stalled")


def showcase(user, now):
    """The figures of the whole district this year; the public sees them as the leaders do."""
    return progress(Suggestion.objects.all(), Period.this_year(), now, is_whole=True)


def progress(suggestions, period, now, *, is_whole=False):
    """What came of suggestions: the period and its figures, with `steps`; None when nothing was received.

    `is_whole`: these are all suggestions of the district.
    """
    figures = Scope().totals(suggestions, *PROGRESS, period=period, at=now, is_whole=is_whole)
    return {"period": period, "figures": figures, **steps(figures)} if figures["received"] else None


def steps(figures):
    """How far the adopted ones are: done, owed for too long, and the rest in hand; with a bar of the three."""
    done, stalled = figures["implemented"], figures["stalled"]
    in_hand = figures["adopted"] - done - stalled
    parts = [(done, "done"), (in_hand, "adopted"), (stalled, "late")]
    label = _("Done: %(done)s, in hand: %(in_hand)s, owed for more than 90 days: %(stalled)s") % {
        "done": done,
        "in_hand": in_hand,
        "stalled": stalled,
    }
    return {"in_hand": in_hand, "bar": charts.bar(parts, figures["adopted"], label=label)}


def facts(user, now):
    """(label, number, unit) of what the alliance is; what there is none of is left out."""
    period = Period.this_year()
    training = summarise_training(Session.objects.visible_to(user).held_between(period.start, min(period.end, now)))
    rows = [
        (_("Member workshops"), Workshop.objects.visible_to(user).active().count(), pgettext("unit", "workshops")),
        (_("Enterprises taking part"), Enterprise.objects.active().count(), pgettext("unit", "enterprises")),
        (_("Training sessions this year"), training.sessions, pgettext("unit", "sessions")),
        (_("Attended this year"), training.person_times, pgettext("unit", "attendances")),
    ]
    return [row for row in rows if row[1]]


@dataclass(frozen=True)
class Door:
    """A way into the alliance: what it is called, what one finds behind it, and how much of that there is."""

    icon: str
    name: str
    title: str
    text: str
    count_label: str
    count: int
    way: str
    url: str


def doors(user, now):
    """The three doors of the alliance; one without anything behind it stays shut."""
    found = [_door_to_solving(user), _door_to_growing(user, now), _door_to_learning(user)]
    return [door for door in found if door and door.count]


def _door_to_solving(user):
    return Door(
        icon="tool",
        name=_("Where problems are solved"),
        title=_("Find people to tackle a problem with"),
        text=_(
            "Model workers, technicians, craftsmen and experts lead the workshops."
            " Stuck in production? Look for one that knows the matter."
        ),
        count_label=_("Workshops"),
        count=Workshop.objects.visible_to(user).active().count(),
        way=_("Find a workshop"),
        url=reverse("workshops:list"),
    )


def _door_to_growing(user, now):
    """The alliance of the district, where ideas grow into changed workplaces."""
    alliances = Alliance.objects.visible_to(user).filter(scope=Alliance.Scope.DISTRICT)
    district = alliances.order_by("founded_on", "pk").first()
    return district and Door(
        icon="rocket",
        name=_("Where ideas grow"),
        title=_("Good ideas become real changes"),
        text=_(
            "From the idea to the changed workplace somebody is responsible and there is a date."
            " The workshops of several enterprises pull together."
        ),
        count_label=_("Done so far"),
        count=_done_so_far(now),
        way=_("See the alliance"),
        url=district.get_absolute_url(),
    )


def _done_so_far(now):
    """Of all that ever came in."""
    ever = Period(EARLIEST, month_of(now))
    return Scope().totals(Suggestion.objects.all(), "implemented", period=ever, at=now, is_whole=True)["implemented"]


def _door_to_learning(user):
    kind = Workshop.Kind.INDUSTRY_RESEARCH
    return Door(
        icon="book",
        name=_("Where skills are trained"),
        title=_("Learn a skill from those who have it"),
        text=_(
            "Masters teach apprentices, colleges and shops practise together:"
            " the training workshops are open to every enterprise."
        ),
        count_label=_("Training workshops"),
        count=Workshop.objects.visible_to(user).active().filter(kind=kind).count(),
        way=_("See the training workshops"),
        url=f"{reverse('workshops:list')}?kind={kind}",
    )


def done(user, now):
    """Three of the newest that are shown to everybody, those with photos of before and after first."""
    public = Suggestion.objects.public().select_related("enterprise", "shop").prefetch_related("photos")
    shown = list(public[:DONE_LOOKED_AT])
    few = shops_of_few({one.enterprise_id for one in shown})
    found = [_card(one, few) for one in shown]
    return sorted(found, key=lambda card: not (card["before"] and card["after"]))[:DONE_SHOWN]


def _card(suggestion, few):
    return {
        "title": suggestion.title,
        "url": reverse("suggestions:improvement", args=[suggestion.number]),
        "place": place_of(suggestion, few),
        "status": suggestion.get_status_display(),
        "before": _photo(suggestion, Photo.Kind.BEFORE),
        "after": _photo(suggestion, Photo.Kind.AFTER),
        "facts": [
            {"label": _("Answered within"), "value": duration(suggestion.answered_at - suggestion.received_at)},
            {"label": _("Done within"), "value": _whole_days(suggestion.implemented_at - suggestion.received_at)},
        ],
    }


def _whole_days(span):
    return ngettext("%(number)d day", "%(number)d days", span.days) % {"number": span.days}


def _photo(suggestion, kind):
    """Where the first small photo of that kind is: photos of what is shown to everybody are public."""
    for photo in suggestion.photos.all():
        if photo.kind == kind:
            return reverse("suggestions:photo", args=[photo.pk, "small"])
    return ""


def workshops(user, now):
    return list(Workshop.objects.visible_to(user).active().for_list().newest_first()[:WORKSHOPS_SHOWN])


def stories(user, now):
    """The newest stories of people that they agreed to."""
    return list(Story.objects.visible_to(user).public().for_pages().newest_first()[:STORIES_SHOWN])


def news(user, now):
    """The newest notices, policies and campaigns that the reader is meant to read."""
    return list(News.objects.visible_to(user).shown_at(now).newest_first()[:NEWS_SHOWN])


def results(user, now):
    """The newest that the reader may take over."""
    return list(Result.objects.visible_to(user).published().for_list().newest_first()[:RESULTS_SHOWN])


def sessions(user, now):
    return list(Session.objects.visible_to(user).upcoming(now).for_list()[:SESSIONS_SHOWN])
