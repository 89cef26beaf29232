"""What judges do: score entries without knowing whose they are, and step aside where they know."""

from itertools import groupby

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ..forms.award_entries import ScoreForm
from ..forms.awards import AsideForm
from ..models import AwardAssignment, AwardConflict
from ..services import awards as services
from ..services.awards.blindness import hide_names, telling_names
from ..services.awards.ranking import mean_of, present_mean
from .acting import carry_out
from .steps import Step


def _own(request):
    return AwardAssignment.objects.visible_to(request.user)


@require_safe
def judging(request):
    """What waits for one's score, round by round, and what is in."""
    rows = list(_own(request).with_means().order_by("-entry__round__scores_by", "entry__round", "entry__number"))
    for row in rows:
        row.mean = mean_of(row.entry) if row.scored_at else None
    rounds = [(award, list(group)) for award, group in groupby(rows, key=lambda row: row.entry.round)]
    return render(request, "workshops/awards/judging.html", {"rounds": rounds})


def _assignment(request, slug, number):
    return get_object_or_404(_own(request).for_judging(), entry__round__slug=slug, entry__number=number)


def _is_open(row):
    return row.scored_at is None and row.entry.is_eligible and row.entry.round.status == "review"


@require_http_methods(["GET", "HEAD", "POST"])
def entry(request, slug, number):
    """One entry: its words, the rubric, and the form; once the own score is in, the mean."""
    row = _assignment(request, slug, number)
    if request.method != "POST":
        return _show(request, row, ScoreForm(record=row))
    form = ScoreForm(request.POST, record=row)
    return carry_out(
        request, form, lambda form: services.score(row, by=request.user, **form.facts),
        done=(row.get_absolute_url(), _("Your score is in.")),
        show=lambda form, status: _show(request, _assignment(request, slug, number), form, status),
    )  # fmt: skip


def _show(request, row, form, status=200):
    names = telling_names(row.entry.what)
    award = row.entry.round
    following = _own(request).waiting().filter(entry__round=award).exclude(pk=row.pk).select_related("entry__round")
    context = {
        "row": row,
        "award": award,
        "title": hide_names(row.entry.title, names),
        "case": hide_names(row.entry.case, names),
        "form": form if _is_open(row) else None,
        "refusals": form.non_field_errors() if form.is_bound and not _is_open(row) else [],
        "mean": present_mean(row.entry) if row.scored_at else None,
        "most": award.rubric.points,
        "scores": row.scores.select_related("criterion"),
        "following": following.order_by("entry__number").first(),
    }
    return render(request, "workshops/awards/score.html", context, status=status)


class StepAside(Step):
    """A judge says that an entry is not theirs to judge."""

    form_class = AsideForm

    def find(self, slug, number):
        return _assignment(self.request, slug, number)

    def may_open(self, row):
        return True

    def fits(self, row):
        return _is_open(row)

    def perform(self, form):
        kind = AwardConflict.Kind.DECLARED
        return services.name_conflict(self.record.judge, self.record.entry, by=self.user, kind=kind, **form.facts)

    def show_again(self, form, status):
        return self.show(form, status)

    def address(self, result):
        return reverse("workshops:judging")

    def done(self, _result):
        return _("You do not judge this entry. It goes to another judge.")

    def back(self):
        return self.record.get_absolute_url(), _("Back to the entry")

    def words(self):
        return {
            "title": _("Step aside for entry %(number)s?") % {"number": self.record.entry.number},
            "text": _("Another judge scores it. This cannot be taken back."),
            "button": _("Step aside"),
            "too_late": _("Only an entry that you have not scored, while judging goes on, is passed on."),
            "danger": True,
        }
