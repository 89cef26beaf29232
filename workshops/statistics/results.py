"""Results and what came of them elsewhere: how many are shared, how many units use them, what finance has verified."""

from dataclasses import dataclass

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext_lazy as _

from alliance_portal.definitions import Definition

from ..models import RollOutAnswer, SharedUse


@dataclass(frozen=True)
class ResultFigures:
    """`units` are enterprises, each once however much it uses; amounts are verified and None for nothing."""

    shared: int = 0
    used_elsewhere: int = 0
    units: int = 0
    verified_yuan: object = None
    verified_elsewhere_yuan: object = None
    asked: int = 0
    answered: int = 0


def summarise_results(results):
    """The figures of these results, of which those count that are shared and not withdrawn; four queries."""
    shared = results.published().order_by()
    uses = SharedUse.objects.in_use().filter(result__in=shared.values("pk")).order_by()
    answers = RollOutAnswer.objects.filter(roll_out__result__in=shared.values("pk"))
    return ResultFigures(
        shared=shared.count(),
        used_elsewhere=uses.values("result").distinct().count(),
        units=uses.units(),
        verified_yuan=shared.aggregate(all=Sum("verified_yuan"))["all"],
        verified_elsewhere_yuan=uses.aggregate(all=Sum("verified_yuan"))["all"],
        asked=answers.count(),
        answered=answers.answered().count(),
    )


def summarise_results_by_enterprise(results):
    """{enterprise id: ResultFigures} of the makers' own enterprises, as `summarise_results`; three queries."""
    shared = results.published().order_by()
    uses = SharedUse.objects.in_use().filter(result__in=shared.values("pk")).order_by()
    answers = RollOutAnswer.objects.filter(roll_out__result__in=shared.values("pk")).order_by()
    used = {"used_elsewhere": Count("result", distinct=True), "units": Count("enterprise", distinct=True)}
    asked = {"asked": Count("pk"), "answered": Count("pk", filter=~Q(status="asked"))}
    found = {}
    for rows, owner, counts in (
        (shared, "enterprise", {"shared": Count("pk"), "verified_yuan": Sum("verified_yuan")}),
        (uses, "result__enterprise", {**used, "verified_elsewhere_yuan": Sum("verified_yuan")}),
        (answers, "roll_out__result__enterprise", asked),
    ):
        # Named apart from the columns, some of which are called the same.
        for row in rows.values(owner).annotate(**{f"n_{name}": counted for name, counted in counts.items()}):
            found.setdefault(row[owner], {}).update({name: row[f"n_{name}"] for name in counts})
    return {enterprise: ResultFigures(**numbers) for enterprise, numbers in found.items()}


DEFINITIONS = (
    Definition(
        "results_shared",
        _("Results shared"),
        _("Results that are shared and not withdrawn, each once, however many workshops worked it out together."),
    ),
    Definition(
        "used_by_units",
        _("Used by other units"),
        _(
            "Enterprises other than the makers' own that have concluded a trial with “in use as it is” or “in use, "
            "adapted”. An enterprise counts once for a result, however many of its departments use it. Requests, "
            "trials, and what did not fit do not count."
        ),
    ),
    Definition(
        "results_verified",
        _("Verified benefit of results"),
        _(
            "What twelve months bring in the makers' own enterprise, as its finance has verified it. What is only "
            "claimed does not count."
        ),
    ),
    Definition(
        "results_verified_elsewhere",
        _("Verified benefit elsewhere"),
        _(
            "What twelve months bring in the enterprises that use a result of others, each verified by its own "
            "finance. It is no part of the makers' own benefit, and is never added to it unseen."
        ),
    ),
    Definition(
        "roll_outs_answered",
        _("Roll-outs answered"),
        _("Departments that have answered ÷ departments that were asked. Any answer counts, a no as well."),
    ),
)
