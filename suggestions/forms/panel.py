"""Calling a panel, and the vote of one of its members."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alliance_portal.text import clean_line
from alliance_portal.widgets import Segments
from members.fields import PersonField, everybody_called
from workshops.forms.points import points_field

from ..models import Ballot
from ..models.panel import FEWEST_MEMBERS, FEWEST_VOTES
from ..services.panel import is_vacant, latest_vote
from ..services.seats import Aside, steps_aside
from ..story import day_words
from .fields import VersionField, WordsField
from .review import DATE_FORMATS

MOST_MEMBERS = 9
Recommendation = Ballot.Recommendation
# Why somebody steps aside, as whoever calls the panel reads it.
ASIDE = {
    Aside.OWN: _("%(name)s is named with this suggestion and steps aside. Please add a stand-in, or choose another."),
    Aside.TEAM: _("%(name)s is of the team it comes from and steps aside. Please add a stand-in, or choose another."),
    Aside.WORKSHOP: _(
        "%(name)s is of a workshop that it concerns and steps aside. Please add a stand-in, or choose another."
    ),
}


def colleague_field(label):
    widget = forms.TextInput(attrs={"list": "colleagues", "autocomplete": "off"})
    field = forms.CharField(label=label, widget=widget, required=False, max_length=80)
    field.is_plain = True
    return field


class DayField(forms.DateField):
    """A day, with the browser's calendar where there is one."""

    def __init__(self, **kwargs):
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        invalid = {"invalid": _("Please write the day like 2026-08-29.")}
        errors = invalid | kwargs.pop("error_messages", {})
        super().__init__(input_formats=DATE_FORMATS, widget=widget, error_messages=errors, **kwargs)

    def limit(self, first=None, last=None):
        """Tell the browser's calendar the first and the last day that are possible."""
        limits = {"min": first, "max": last}
        self.widget.attrs |= {name: day.isoformat() for name, day in limits.items() if day}


class CallForm(forms.Form):
    """Rubric, members with their stand-ins, how many must vote, and until when."""

    use_required_attribute = False

    version = VersionField()
    rubric = forms.ModelChoiceField(
        queryset=None,
        label=_("Rubric"),
        empty_label=_("Please choose"),
        error_messages={"required": _("Please choose by which rubric it is judged.")},
    )
    quorum = forms.IntegerField(
        label=_("Votes needed"),
        min_value=FEWEST_VOTES,
        max_value=MOST_MEMBERS,
        help_text=_("With fewer votes there is no result. Who abstains is not counted."),
        widget=forms.NumberInput(attrs={"class": "short"}),
        error_messages={
            "required": _("Please write how many have to vote."),
            "invalid": _("Please write a whole number."),
            "min_value": _("At least 2 have to vote."),
        },
    )
    vote_by = DayField(
        label=_("Last day for voting"), error_messages={"required": _("Please choose the last day for voting.")}
    )

    def __init__(self, *args, suggestion, rubrics, **kwargs):
        super().__init__(*args, initial={"version": suggestion.version, "quorum": FEWEST_MEMBERS}, **kwargs)
        self.suggestion, self.today = suggestion, timezone.localdate()
        self.fields["rubric"].queryset = rubrics
        self.fields["vote_by"].limit(self.today, self.latest)
        self.people = suggestion.enterprise.people.in_service().filter(user__is_active=True).select_related("user")
        for n in range(1, MOST_MEMBERS + 1):
            self.fields[f"member_{n}"] = colleague_field(_("Member %(n)d") % {"n": n})
            self.fields[f"stand_in_{n}"] = colleague_field(_("Stand-in %(n)d") % {"n": n})

    @property
    def latest(self):
        return latest_vote(self.suggestion, self.today)

    @property
    def rows(self):
        """Each member's two fields."""
        return [(self[f"member_{n}"], self[f"stand_in_{n}"]) for n in range(1, MOST_MEMBERS + 1)]

    @property
    def first_rows(self):
        """What a usual panel fills in; the others stand under “more”."""
        return self.rows[: FEWEST_MEMBERS + 2]

    @property
    def more_rows(self):
        return self.rows[FEWEST_MEMBERS + 2 :]

    @property
    def more_is_open(self):
        return any(field.value() or field.errors for row in self.more_rows for field in row)

    @property
    def seats(self):
        """The accounts of members and stand-ins, in pairs."""
        return [(member.user, other.user if other else None) for _n, member, other in self._named()]

    def _named(self):
        """Number, member and stand-in (or None) of every row that names a member."""
        for n in range(1, MOST_MEMBERS + 1):
            member, other = (self.cleaned_data.get(f"{name}_{n}") for name in ("member", "stand_in"))
            if member:
                yield n, member, other

    def clean_vote_by(self):
        day = self.cleaned_data["vote_by"]
        if day < self.today:
            raise forms.ValidationError(_("This day is over. Please choose today or later."))
        if day > self.latest:
            late = _("The answer is promised for then or earlier. Please choose %(day)s at the latest.")
            raise forms.ValidationError(late % {"day": day_words(self.latest)})
        return day

    def clean(self):
        data = super().clean()
        self._find_people(data)
        self._check_pairs(data)
        self._check_once(data)
        self._check_size(data)
        self._check_aside()
        return data

    def _find_people(self, data):
        """All names at once: in place of each text comes the colleague it means."""
        typed = {field.name: clean_line(data.get(field.name)) for row in self.rows for field in row}
        called = everybody_called(self.people, filter(None, typed.values()))
        for name, text in typed.items():
            found = called.get(text, [])
            data[name] = found[0] if len(found) == 1 else None
            if text and len(found) != 1:
                self.add_error(name, PersonField.in_doubt(text, several=bool(found)))

    def _check_pairs(self, data):
        for n in range(1, MOST_MEMBERS + 1):
            if data.get(f"stand_in_{n}") and not data.get(f"member_{n}") and f"member_{n}" not in self.errors:
                self.add_error(f"member_{n}", _("Please name the member for this stand-in too."))

    def _check_once(self, data):
        seen = set()
        for name in (field.name for row in self.rows for field in row):
            person = data.get(name)
            if person and person.pk in seen:
                again = _("%(name)s is named already. Everybody sits in the panel once.") % {"name": person.name}
                self.add_error(name, again)
            elif person:
                seen.add(person.pk)

    def _check_size(self, data):
        count = len(list(self._named()))
        wrong = any(name.startswith("member_") for name in self.errors)
        if count < FEWEST_MEMBERS and not wrong:
            self.add_error(f"member_{self._first_empty()}", _("A panel has at least 3 members."))
        elif not wrong and (data.get("quorum") or 0) > count:
            self.add_error("quorum", _("There are only %(count)d members.") % {"count": count})

    def _first_empty(self):
        filled = {n for n, _member, _other in self._named()}
        return next(n for n in range(1, MOST_MEMBERS + 1) if n not in filled)

    def _check_aside(self):
        """Where the name is hidden nobody steps aside openly, so nothing is told here."""
        for n, member, other in list(self._named()):
            if is_vacant(member.user, other and other.user, self.suggestion):
                reason = steps_aside(member.user, self.suggestion)
                self.add_error(f"member_{n}", ASIDE[reason] % {"name": member.name})


class VoteForm(forms.Form):
    """Points for every criterion, a recommendation and an opinion; for an abstention the reason alone."""

    use_required_attribute = False

    recommendation = forms.ChoiceField(
        label=_("Your recommendation"),
        choices=Recommendation.choices,
        widget=Segments,
        error_messages={"required": _("Please choose a recommendation, or abstain.")},
    )
    opinion = WordsField(
        label=_("Your opinion in brief"),
        help_text=_("When abstaining: why. The other members and the reviewers read it, the worker does not."),
        rows=3,
        max_length=500,
        error_messages={"required": _("Please write your opinion in brief, or why you abstain.")},
    )

    def __init__(self, *args, panel, **kwargs):
        super().__init__(*args, **kwargs)
        self.criteria = list(panel.rubric.criteria.all())
        for criterion in self.criteria:
            self.fields[_field_name(criterion)] = points_field(criterion)

    @property
    def score_fields(self):
        return [self[_field_name(criterion)] for criterion in self.criteria]

    def clean(self):
        """Whoever abstains gives no points; what was typed there does not matter."""
        data = super().clean()
        if data.get("recommendation") == Recommendation.ABSTAINED:
            for criterion in self.criteria:
                self.errors.pop(_field_name(criterion), None)
        return data

    @property
    def vote(self):
        """What the service needs."""
        said = {name: self.cleaned_data[name] for name in ("recommendation", "opinion")}
        if said["recommendation"] == Recommendation.ABSTAINED:
            return said | {"scores": {}}
        return said | {"scores": {one.pk: self.cleaned_data[_field_name(one)] for one in self.criteria}}


def _field_name(criterion):
    return f"points_{criterion.pk}"


class AbstainForm(forms.Form):
    """For an author whose name is hidden: an abstention like any other."""

    use_required_attribute = False

    opinion = WordsField(
        label=_("Why you abstain"),
        help_text=_("The others read it. It need not say whose idea it is: “I would rather not judge this” will do."),
        rows=2,
        max_length=500,
        error_messages={"required": _("Please write your opinion in brief, or why you abstain.")},
    )

    def __init__(self, *args, panel, **kwargs):
        super().__init__(*args, **kwargs)

    @property
    def vote(self):
        words = {"recommendation": Recommendation.ABSTAINED, "opinion": self.cleaned_data["opinion"]}
        return words | {"scores": {}}
