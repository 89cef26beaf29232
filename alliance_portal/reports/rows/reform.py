"""⑥ 产改季报: a line for each enterprise, made of figures alone; the last one counts the whole, each thing once."""

from ..figures import Figures
from . import Drawn


def draw(scope):
    figures = Figures(scope)
    rows = [(str(one.pk), {"unit": one.name} | _line(figures, one.pk)) for one in figures.enterprises]
    return Drawn(rows, {"unit": f"共{len(rows)}家"} | _line(figures, None))


def _line(figures, pk):
    tally, whole, plates = figures.tally(pk), figures.training("all", pk), figures.plates(pk)
    mentoring, ideology = figures.mentoring(pk), figures.training("ideology", pk)
    contests = figures.training("contests", pk)
    return {
        "talks": figures.training("talks", pk).sessions,
        "ideology_sessions": ideology.sessions,
        "ideology_person_times": ideology.person_times,
        "education_person_times": figures.training("education", pk).person_times,
        "skill_person_times": figures.training("skill", pk).person_times,
        "contests": contests.sessions,
        "contest_person_times": contests.person_times,
        "sessions": whole.sessions,
        "person_times": whole.person_times,
        "people": whole.people,
        "received": tally["received"],
        "adopted": tally["adopted"],
        "implemented": tally["implemented"],
        "verified_yuan": tally["verified_yuan"],
        "proposers": tally.proposers,
        "headcount": tally.headcount,
        "workshops": plates.workshops,
        "designations": plates.designations,
        "mentorships": mentoring.mentorships,
        "mentor_pairs": mentoring.pairs,
        "five_smalls": figures.five_smalls[pk],
    }
