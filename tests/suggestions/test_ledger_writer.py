"""The bulk form obeys the same table of moves as the single one."""

import pytest

from alliance_portal import workflow
from alliance_portal.models import Source
from alliance_portal.periods import EARLIEST, start_of
from alliance_portal.workflow import Step, TransitionError, walk
from suggestions.models import Suggestion
from tests.factories import SuggestionFactory

Status = Suggestion.Status
MOMENT = start_of(EARLIEST)


@pytest.mark.parametrize("start", Status.values)
@pytest.mark.parametrize("to", Status.values)
def test_a_step_is_allowed_exactly_when_the_table_says_so(start, to):
    record = Suggestion(pk=1, status=start)
    record._state.adding = False
    if to in Suggestion.TRANSITIONS.get(start, ()):
        assert [event.to_status for event in walk(record, [Step("x", MOMENT, to=to)], source=Source.LEDGER)] == [to]
        assert (record.status, record.version) == (to, 2)
    else:
        with pytest.raises(TransitionError):
            walk(record, [Step("x", MOMENT, to=to)], source=Source.LEDGER)
        assert record.status == start


def test_a_new_record_begins_where_it_is_and_each_event_continues_the_last():
    record = Suggestion()
    steps = [Step("submitted", MOMENT, to="submitted"), Step("adopted", MOMENT, to="adopted"), Step("verified", MOMENT)]
    events = walk(record, steps, source=Source.LEDGER)
    moves = [(event.from_status, event.to_status) for event in events]
    assert moves == [("", "submitted"), ("submitted", "adopted"), ("", "")]
    assert (record.status, record.version) == ("adopted", 1)


def test_what_is_put_back_makes_open_forms_stale(db):
    suggestion = SuggestionFactory(status="adopted")
    workflow.put_back(suggestion, {"status": "submitted"})
    suggestion.save()
    with pytest.raises(workflow.StaleError):
        workflow.lock(suggestion, version=1)
    assert Suggestion.objects.get().status == "submitted"
