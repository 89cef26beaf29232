"""What the tests of panels and meetings do: a rubric, a panel with its members, votes, drafts."""

import datetime as dt

from django.utils import timezone

from suggestions import services
from suggestions.models import Panel
from tests.suggestions.reviewing import idea
from workshops.models import Anchor, Criterion, Rubric

PANELS = "/en/workbench/panels/"
OPINION = "问题抓得准，可以先在一处试。"


NAME = "示例评分表"


def rubric(name=NAME, enterprise=None, criteria=(("技术", 60), ("效益", 40))):
    made = Rubric.objects.create(name=name, enterprise=enterprise)
    for place, (criterion, points) in enumerate(criteria, 1):
        row = Criterion.objects.create(rubric=made, name=criterion, points=points, place=place)
        Anchor.objects.create(criterion=row, points_from=points // 2, points_to=points, words=f"{criterion}好")
    return made


def usual_rubric():
    """One for all panels of a test."""
    return Rubric.objects.filter(name=NAME).first() or rubric()


def today(days=0):
    return timezone.localdate() + dt.timedelta(days=days)


def called(cast, suggestion=None, *, members=None, stand_ins=(), quorum=2, vote_by=None, by=None, **facts):
    """A panel on the suggestion; unless told otherwise owner, finance and officer are its members."""
    members = members or [cast.owner, cast.finance, cast.officer]
    suggestion = suggestion or idea(cast)
    facts = {"by": by or cast.reviewer, "quorum": quorum} | facts
    facts["rubric"] = facts.get("rubric") or usual_rubric()
    vote_by = vote_by or min(today(5), suggestion.due_on)
    seats = [(member, dict(stand_ins).get(member)) for member in members]
    return services.call_panel(suggestion, seats=seats, vote_by=vote_by, **facts)


def points(panel, *values):
    """{criterion id: points}, in the order of the criteria."""
    return dict(zip([one.pk for one in panel.rubric.criteria.all()], values, strict=True))


def vote(panel, by, *values, recommendation="adopted", opinion=OPINION, **facts):
    scores = points(panel, *(values or (50, 30))) if recommendation != "abstained" else {}
    words = {"recommendation": recommendation, "opinion": opinion, "scores": scores}
    return services.cast_vote(panel, by=by, **words, **facts)


def abstain(panel, by, opinion="我不便评这一条。", **facts):
    return vote(panel, by, recommendation="abstained", opinion=opinion, **facts)


def fresh(panel):
    return Panel.objects.with_votes().get(pk=panel.pk)


def page_of(panel):
    return f"{PANELS}{panel.suggestion.number}/"


def form_of(panel, *values, **data):
    """A filled-in vote as a browser sends it."""
    scores = {f"points_{pk}": value for pk, value in points(panel, *(values or (50, 30))).items()}
    return scores | {"recommendation": "adopted", "opinion": OPINION} | data
