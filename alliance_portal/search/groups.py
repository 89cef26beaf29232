"""What can be found, each kind through the same rule by which its own pages show it."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from members.models import Story
from suggestions.filters import LATEST_DONE
from suggestions.models import Suggestion
from suggestions.search import Search
from training.models import Mentorship, Session
from workshops.models import Alliance, AwardRound, Document, Honour, Problem, Result, Venue, Workshop

from ..models import News
from ..moments import day_words, local_day
from ..statements.pieces import pieces

SHOWN = 5
# Nobody reads further; counting on would cost more than it tells.
CAP = 50
MOST = 500


@dataclass(frozen=True)
class Kind:
    """One kind of thing: `rows(user, word)` those a word finds, `line(row)` title and note.

    `page` is its own list where that takes the word (`?q=`); what has none is listed by the search itself.
    """

    code: str
    label: str
    rows: Callable
    line: Callable
    page: str = ""
    url: Callable = field(default=lambda row: row.get_absolute_url())

    def found(self, user, words):
        """The rows in which all the words are found."""
        rows = self.rows(user, words[0])
        for word in words[1:]:
            rows = rows.filter(pk__in=self.rows(user, word).order_by().values("pk"))
        return rows

    def count(self, rows):
        return rows.order_by()[: CAP + 1].count()

    def lines(self, rows):
        """(address, title, note) of each."""
        return [(self.url(row), *self.line(row)) for row in rows]


class Improvements(Kind):
    """Of these there may be millions: `rows(user)` are all of them, and `search` finds those with the words."""

    def found(self, user, words):
        return Search(tuple(words), Suggestion.objects.tells_of).among(self.rows(user), LATEST_DONE)

    def count(self, rows):
        return len(rows[: CAP + 1])


class Pages(Kind):
    """What the portal says of itself: `rows(user, word)` are pieces of text, each with its `text`."""

    def found(self, user, words):
        pieces = self.rows(user, "")
        return [one for one in pieces if all(word.casefold() in one.text for word in words)]

    def count(self, rows):
        return len(rows)


@dataclass(frozen=True)
class Found:
    """What was found of a kind: the first lines, and how many there are up to the cap."""

    kind: Kind
    lines: list
    count: int
    more: str

    @property
    def is_capped(self):
        return self.count > CAP


def search(user, words):
    """[Found] of every kind in which all the words are found; two queries at most for each kind, and for each word."""
    found = (_found(kind, user, words) for kind in KINDS)
    return [one for one in found if one.lines]


def all_of(code, user, words):
    """(Kind, all its rows in which the words are found) for the code of a kind, or None."""
    kind = next((one for one in KINDS if one.code == code), None)
    return kind and (kind, kind.found(user, words)[:MOST])


def _found(kind, user, words):
    rows = kind.found(user, words)
    first = list(rows[: SHOWN + 1])
    count = len(first) if len(first) <= SHOWN else kind.count(rows)
    return Found(kind, kind.lines(first[:SHOWN]), count, _more(kind, words))


def _more(kind, words):
    """The kind's own list where it takes all that was looked for, else all of it here."""
    asked = {"q": " ".join(words)}
    if kind.page and len(words) == 1:
        return f"{reverse(kind.page)}?{urlencode(asked)}"
    return f"{reverse('search')}?{urlencode(asked | {'kind': kind.code})}"


def _workshops(user, word):
    return Workshop.objects.visible_to(user).active().matching(word).select_related("enterprise").order_by("name")


def _stories(user, word):
    return Story.objects.visible_to(user).public().matching(word).for_pages().newest_first()


def _problems(user, word):
    rows = Problem.objects.visible_to(user).on_the_board().matching(word)
    return rows.select_related("enterprise").order_by("-pk")


def _results(user, word):
    return Result.objects.visible_to(user).published().matching(word).select_related("enterprise").newest_first()


def _improvements(user):
    return Suggestion.objects.in_gallery(user).select_related("enterprise")


def _documents(user, word):
    return Document.objects.visible_to(user).published().matching(word).newest_first()


def _news(user, word):
    return News.objects.visible_to(user).shown_at(timezone.now()).matching(word).newest_first()


def _honours(user, word):
    valid = Honour.objects.visible_to(user).valid_on(timezone.localdate()).telling_everybody_of(word)
    return valid.with_holders(user).order_by("-granted_on", "-pk")


def _alliances(user, word):
    return Alliance.objects.visible_to(user).filter(name__icontains=word).order_by("name")


def _venues(user, word):
    rows = Venue.objects.visible_to(user).in_use().matching(word)
    return rows.select_related("enterprise").order_by("name", "pk")


def _rounds(user, word):
    return AwardRound.objects.visible_to(user).called().filter(title__icontains=word).order_by("-pk")


def _sessions(user, word):
    rows = Session.objects.visible_to(user).announced().matching(word).select_related("enterprise")
    return rows.order_by("-starts_at", "-pk")


def _told(session):
    return session.topic, f"{day_words(local_day(session.starts_at))} {session.enterprise.short_name}"


def _own_suggestions(user, word):
    rows = Suggestion.objects.visible_to(user).mine(user).saying(word) if user.is_authenticated else _none(Suggestion)
    return rows.order_by("-received_at", "-pk")


def _own_mentorships(user, word):
    if not user.is_authenticated:
        return _none(Mentorship)
    own = Mentorship.objects.visible_to(user).of(user).exclude(status__in=Mentorship.UNSEEN)
    return own.matching(word, user).order_by("-starts_on", "-pk")


def _none(model):
    return model.objects.none()


def _titled(row):
    return row.title, row.enterprise.short_name


KINDS = (
    Kind("workshops", _("Workshops"), _workshops, lambda row: (row.name, row.enterprise.short_name), "workshops:list"),
    Kind(
        "stories",
        _("Stories of people"),
        _stories,
        lambda row: (row.public_title, row.person.enterprise.short_name),
    ),
    Kind("problems", _("Problems"), _problems, _titled, "workshops:problems"),
    Kind("results", pgettext_lazy("navigation", "Results"), _results, _titled, "workshops:results"),
    Improvements(
        "improvements",
        _("Improvements"),
        _improvements,
        _titled,
        "suggestions:gallery",
        url=lambda row: reverse("suggestions:improvement", args=[row.number]),
    ),
    Kind(
        "documents",
        _("Methods and documents"),
        _documents,
        lambda row: (row.title, row.get_kind_display()),
        "workshops:exchange",
    ),
    Kind("news", _("News and policy"), _news, lambda row: (row.title, row.get_kind_display()), "news"),
    Kind(
        "honours",
        _("Honours"),
        _honours,
        lambda row: (row.title, row.public_name),
    ),
    Kind(
        "alliances",
        _("Alliances"),
        _alliances,
        lambda row: (row.name, row.get_scope_display()),
    ),
    Kind("sessions", _("Training sessions"), _sessions, _told, "training:sessions"),
    Kind("venues", _("Shared venues"), _venues, lambda row: (row.name, row.enterprise.short_name), "workshops:venues"),
    Kind(
        "rounds",
        _("Award rounds"),
        _rounds,
        lambda row: (row.title, row.get_status_display()),
    ),
    Kind(
        "own-suggestions",
        _("My suggestions"),
        _own_suggestions,
        lambda row: (row.title, row.get_status_display()),
    ),
    Kind(
        "own-mentoring",
        _("My mentoring"),
        _own_mentorships,
        lambda row: (f"{row.trade} {row.number}", row.get_status_display()),
        url=lambda row: reverse("training:my-mentorship", args=[row.pk]),
    ),
    Pages(
        "about",
        _("Help and about this portal"),
        lambda user, word: pieces(),
        lambda piece: (piece.title, piece.of),
        url=lambda piece: piece.address,
    ),
)
