"""From a suggestion the enterprise cannot carry out alone to a problem, and back to whoever had the idea."""

import io

import openpyxl
import pytest
from django.utils import timezone, translation

from alliance_portal.workflow import TransitionError, WorkflowError
from members import services as member_services
from members.models import Notice, Person
from suggestions import services, story
from suggestions.models import Suggestion
from suggestions.statistics import summarise
from suggestions.statistics.recount import differences
from tests.factories import SpecialityFactory, SuggestionFactory
from tests.workshops import posing
from workshops.models import Result
from workshops.permissions import makers_read_by
from workshops.services import problems

WHY = "厂里没有激光跟踪设备，转给联盟一起攻关。"


@pytest.fixture(autouse=True)
def english():
    """Words are read in English, so that a better Chinese word breaks no test."""
    with translation.override("en"):
        yield


def told(user):
    return list(Notice.objects.filter(user=user).order_by("pk").values_list("kind", flat=True))


def forwarded(cast, **words):
    facts = {"title": "侧围焊缝气孔多", "problem": "每百台七处气孔。", "idea": "上激光跟踪。", **words}
    suggestion = SuggestionFactory(department=cast.team, by=cast.worker.person, **facts)
    return services.forward(suggestion, by=cast.reviewer, reason=WHY)


def verbs(suggestion):
    return [event.verb for event in suggestion.events.order_by("pk")]


def opened(problem, cast, staff):
    """The union officer fills in the rest, staff check it."""
    words = {"target_value": "1处以内", "contact": "孙干事", "visibility": "public", "reward": "3000元"}
    days = {"bids_until": posing.day(10), "due_on": posing.day(60)}
    changed = problems.change(problem, by=cast.officer, specialities=[], **words, **days)
    return problems.put_on_board(problems.hand_in(changed, by=cast.officer), by=staff)


def solved(problem, cast, solver, staff):
    opened(problem, cast, staff)
    bid = posing.offered(problem, solver)
    fresh = problems.choose(posing.closed(problem), by=cast.officer, bid=bid)
    problems.plan(fresh, by=cast.officer, title="样件试焊", due_on=posing.day(20))
    problems.sign(fresh, by=cast.officer, signed_on=posing.day(0))
    problems.report(problem.milestones.get(), by=solver.officer, text="试焊好了。")
    problems.check(problem.milestones.get(), by=cast.officer, reached=True)
    problems.deliver(problem, by=solver.officer, text="都交了。")
    return problems.accept(problem, by=cast.officer, minutes="达到要求。", reached_value="0.6处")


def test_a_forwarded_suggestion_has_its_answer_and_becomes_a_draft_for_the_officer(cast):
    welding = SpecialityFactory(name="焊接", other_words="焊缝")
    suggestion = forwarded(cast)
    problem = suggestion.forwarded_to
    assert (suggestion.status, suggestion.conclusion, suggestion.decisions.get().reason) == (
        "forwarded",
        "forwarded",
        WHY,
    )
    assert (problem.title, problem.description) == ("侧围焊缝气孔多", "每百台七处气孔。\n上激光跟踪。")
    assert (problem.status, problem.enterprise, list(problem.specialities.all())) == (
        "draft",
        cast.enterprise,
        [welding],
    )
    assert problem.events.get().actor_role == "reviewer"
    assert (told(cast.worker), told(cast.officer)) == (["answered"], ["problem_to_complete"])


def test_without_a_reason_nothing_is_forwarded(cast):
    suggestion = SuggestionFactory(department=cast.team, by=cast.worker.person)
    with pytest.raises(WorkflowError):
        services.forward(suggestion, by=cast.reviewer, reason=" ")
    assert posing.fresh(suggestion).status == "submitted"


def test_what_was_answered_is_not_forwarded(cast):
    with pytest.raises(TransitionError):
        services.forward(forwarded(cast), by=cast.reviewer, reason=WHY)


def test_whoever_had_the_idea_reads_every_turn_and_is_named_with_the_result(cast, strangers, staff):
    suggestion = forwarded(cast)
    solved(suggestion.forwarded_to, cast, strangers, staff)
    assert verbs(suggestion)[-3:] == ["problem_open", "problem_claimed", "problem_accepted"]
    assert told(cast.worker) == ["answered", *["problem_moved"] * 3]
    makers = [(maker.person, maker.did) for maker in Result.objects.get().makers.all()]
    assert makers[-1] == (cast.worker.person, "had the idea")
    assert makers[0] == (strangers.owner.person, "主持")


def test_that_bids_are_taken_again_is_told_too(cast, strangers, staff):
    suggestion = forwarded(cast)
    problem = opened(suggestion.forwarded_to, cast, staff)
    bid = posing.offered(problem, strangers)
    chosen = problems.choose(posing.closed(problem), by=cast.officer, bid=bid)
    problems.reopen(chosen, by=cast.officer, reason="人手不够", bids_until=posing.day(15))
    assert verbs(suggestion)[-2:] == ["problem_claimed", "problem_reopened"]
    assert told(cast.worker)[-1] == "problem_moved"


def test_those_who_solved_it_read_who_had_the_idea_only_with_consent(cast, strangers, staff, client):
    name = "欧阳远"
    Person.objects.filter(pk=cast.worker.person.pk).update(name=name)
    suggestion = forwarded(cast)
    solved(suggestion.forwarded_to, cast, strangers, staff)
    result = Result.objects.get()
    Result.objects.filter(pk=result.pk).update(in_use_since="2026-01-05")
    own = {maker.person_id for maker in result.makers.all()} - {cast.worker.person.pk}
    assert {maker.person_id for maker in makers_read_by(strangers.worker, result)} == own
    credits = f"/workbench/results/{result.number}/credits/"
    client.force_login(strangers.officer)
    assert name not in client.get(credits).content.decode()
    client.post(credits, {"version": result.version, "who_1": "0004", "did_1": "主持"})
    assert [maker.person.name for maker in result.makers.all()] == ["周工", name]
    book = openpyxl.load_workbook(io.BytesIO(client.get("/workbench/results/export.xlsx").content))
    cells = [str(cell) for row in book.active.values for cell in row]
    assert [cell for cell in cells if "欧**（长风客车）" in cell]
    assert not [cell for cell in cells if name in cell]
    member_services.give_consent("named", by=cast.worker)
    named = makers_read_by(strangers.worker, posing.fresh(result))
    assert cast.worker.person.pk in {maker.person_id for maker in named}


def test_a_hidden_name_is_not_named_with_the_result(cast, strangers, staff):
    suggestion = forwarded(cast, name_hidden=True)
    solved(suggestion.forwarded_to, cast, strangers, staff)
    assert cast.worker.person not in [maker.person for maker in Result.objects.get().makers.all()]
    assert told(cast.worker)[-1] == "problem_moved"


def test_that_it_is_not_posted_after_all_is_told_with_the_reason(cast):
    suggestion = forwarded(cast)
    problems.drop(suggestion.forwarded_to, by=cast.officer, reason="已经买到设备。")
    assert verbs(suggestion)[-1] == "problem_dropped"
    assert suggestion.events.last().note == "已经买到设备。"


def test_the_page_says_where_it_is_and_how_it_ended(cast, strangers, staff):
    suggestion = forwarded(cast)

    def said():
        fresh = Suggestion.objects.with_story().get(pk=suggestion.pk)
        return story.sentence(fresh, mine=True), [step["state"] for step in story.steps(fresh)]

    number = suggestion.forwarded_to.number
    assert said() == (
        f"Forwarded to the problem board as {number}: Draft.",
        ["done", "done", "now", "later"],
    )
    solved(suggestion.forwarded_to, cast, strangers, staff)
    assert said() == (
        f"Forwarded to the problem board as {number}: Solved.",
        ["done", "done", "done", "done"],
    )


def test_forwarded_counts_as_an_answer_and_as_neither_adopted_nor_refused(cast):
    forwarded(cast)
    SuggestionFactory(department=cast.team, by=cast.worker.person)
    why = {"reason": "现在停线装不了，大修时再看。", "decline_reason": "cost", "would_change": "大修时"}
    services.decline(SuggestionFactory(department=cast.team), by=cast.reviewer, **why)
    counted = summarise(Suggestion.objects.all())
    numbers = {code: counted[code] for code in ("received", "answered", "forwarded", "adopted", "declined", "pending")}
    assert numbers == {"received": 3, "answered": 2, "forwarded": 1, "adopted": 0, "declined": 1, "pending": 1}
    assert str(counted.rate("answer_rate").fraction) == "2/3"
    # Rows of the factory begin without a history.
    assert [found for found in differences(timezone.now()) if not found[1].startswith("history")] == []


def test_the_reviewer_forwards_it_on_the_page(client, cast):
    suggestion = SuggestionFactory(department=cast.team, by=cast.worker.person)
    client.force_login(cast.reviewer)
    address = f"/en/workbench/queue/{suggestion.number}/"
    page = client.get(address)
    assert ("forwarded", "Forward to the problem board") in page.context["form"].fields["decision"].choices
    sent = {"decision": "forwarded", "answer": WHY, "version": suggestion.version, "move": "answer"}
    assert client.post(address, sent).status_code == 302
    problem = posing.fresh(suggestion).forwarded_to
    assert problem.number in client.get(address).text


def test_its_author_and_nobody_else_finds_the_way_back_from_the_problem(client, cast, strangers, staff):
    suggestion = forwarded(cast)
    opened(suggestion.forwarded_to, cast, staff)
    address = "/en" + suggestion.forwarded_to.get_absolute_url().removeprefix("/en")
    for user, finds in ((cast.worker, True), (cast.officer, True), (cast.colleague, False), (strangers.officer, False)):
        client.force_login(user)
        assert (suggestion.number in client.get(address).text) is finds
    client.force_login(cast.worker)
    assert suggestion.forwarded_to.number in client.get(f"/en/suggestions/{suggestion.number}/").text
