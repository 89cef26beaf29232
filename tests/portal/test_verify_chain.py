"""A printed check value is compared on the command line: it holds, it holds as of a step, or it does not hold."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from suggestions import services
from tests.suggestions import stages


def run(*arguments):
    out = StringIO()
    with translation.override("en"):
        try:
            call_command("verify_chain", *arguments, stdout=out)
        except SystemExit as end:
            return end.code, out.getvalue()
    return 0, out.getvalue()


def printed(suggestion):
    """The value of today, as it stands on the paper."""
    return run(suggestion.number)[1].splitlines()[-1].split(": ")[1].split()


def test_every_step_is_listed_with_its_digits(cast):
    begun = stages.begun(cast)

    code, said = run(begun.number.lower())

    assert code == 0
    lines = said.splitlines()
    assert [line.split()[0] for line in lines[:-1]] == ["1", "2", "3"]
    assert lines[-1].startswith("Check value as of step 3: ")
    assert lines[2].split()[1] == printed(begun)[0]


def test_a_value_holds_while_nothing_happens(cast):
    begun = stages.begun(cast)

    assert run(begun.number, *printed(begun))[0] == 0
    code, said = run(begun.number, "-".join(printed(begun)).lower())

    assert code == 0
    assert "holds: nothing was changed and nothing added" in said


def test_what_came_later_leaves_it_holding_as_of_its_step(cast):
    begun = stages.begun(cast)
    paper = printed(begun)
    finished = services.report_progress(begun, by=cast.owner, note="周五装")
    services.report_progress(finished, by=cast.owner, note="装了一半")

    code, said = run(begun.number, *paper)

    assert code == 0
    assert "holds as of step 3. Added since: steps 4 to 5." in said


@pytest.mark.parametrize("change", [{"note": "没有答应过。"}, {"occurred_at": stages.days_ago(9)}, {"actor": None}])
def test_what_was_changed_makes_it_fail_and_the_digits_say_where(cast, change):
    begun = stages.begun(cast)
    paper, before = printed(begun), run(begun.number)[1].splitlines()
    begun.events.filter(verb="adopted").update(**change)

    code, said = run(begun.number, *paper)

    assert code == 1
    assert "does not hold" in said
    same = [one == two for one, two in zip(before[:3], said.splitlines()[:3], strict=True)]
    assert same == [True, False, False]


def test_what_was_taken_away_makes_it_fail(cast):
    begun = stages.begun(cast)
    paper = printed(begun)
    begun.events.last().delete()

    assert run(begun.number, *paper)[0] == 1


def test_the_value_of_another_suggestion_does_not_hold(cast):
    paper = printed(stages.begun(cast))

    assert run(stages.begun(cast).number, *paper)[0] == 1


def test_a_suggestion_that_does_not_exist_and_a_value_that_cannot_be_one_are_said(cast):
    begun = stages.begun(cast)

    with pytest.raises(CommandError, match="no suggestion"):
        run("CF-2026-99999")
    with pytest.raises(CommandError, match="16 to 64 digits"):
        run(begun.number, "3F2A", "91C0")


def test_the_request_for_a_hidden_name_is_no_step_of_it(cast, staff):
    hidden = stages.begun(cast, hide_name=True)
    paper = printed(hidden)
    services.ask_envelope(hidden, by=staff, reason="核实")

    assert "nothing was changed and nothing added" in run(hidden.number, *paper)[1]
