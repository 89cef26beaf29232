"""Search by tokens finds what a comparison with every text finds, and the index is what the texts are."""

import random
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from alliance_portal import workflow
from alliance_portal.keyset import Order
from suggestions import search, services, word_index
from suggestions.filters import LATEST_DONE
from suggestions.models import Suggestion, SuggestionEvent, WordIndex
from suggestions.search import Search
from suggestions.services.ledger import Entry, LedgerWriter, take_back
from suggestions.tokens import cut, fold, wanted
from tests.factories import SuggestionFactory
from tests.suggestions import stages

NEWEST = Order("-received_at", "-pk")
LETTERS = "电极焊机漏气三号线aAbBéÉßſ０１Ａａ0 1-2%_'\"\\\n。，🔧👷🏽|&!:*()<>"


@pytest.fixture(autouse=True)
def _small_windows(monkeypatch):
    """So few are compared that a dozen rows need the index."""
    monkeypatch.setattr(search, "NEAR", 3)
    monkeypatch.setattr(search, "FURTHER", 6)


def text(dice, length):
    return "".join(dice.choice(LETTERS) for _place in range(length))


@pytest.fixture
def texts(cast):
    dice = random.Random(11)
    return [
        SuggestionFactory(
            department=cast.team,
            title=text(dice, dice.randrange(1, 12)),
            problem=text(dice, dice.randrange(1, 40)),
            idea=text(dice, dice.randrange(0, 20)),
            name_hidden=dice.random() < 0.3,
        )
        for _number in range(60)
    ]


def words_in(texts):
    """Of one to five characters: out of the texts, in another case, and made up."""
    dice = random.Random(12)
    for length in (1, 2, 3, 5):
        for _number in range(12):
            whole = dice.choice(texts).problem
            start = dice.randrange(max(len(whole) - length, 0) + 1)
            yield whole[start : start + length]
            yield whole[start : start + length].swapcase()
            yield text(dice, length)


def index_was_asked(captured):
    return any("MATCH" in one["sql"] or "tsquery" in one["sql"] for one in captured)


def test_the_same_is_found_in_the_same_order_as_by_comparing(texts):
    asked, found_any = 0, 0
    for word in filter(None, words_in(texts)):
        for says in (Suggestion.objects.says, Suggestion.objects.tells_of):
            looked_for = Search((word,), says)
            rows = Suggestion.objects.all()
            due = list(NEWEST.sort(rows.filter(says(word))))
            with CaptureQueriesContext(connection) as captured:
                assert looked_for.first_of(rows, NEWEST, 100) == due, repr(word)
            asked, found_any = asked + index_was_asked(captured), found_any + bool(due)
            assert looked_for.first_of(rows, NEWEST, 2) == due[:2]
            assert looked_for.first_of(rows, NEWEST.opposite, 3) == due[::-1][:3]
            assert looked_for.among(rows, NEWEST)[1:4] == due[1:4]
    assert asked > 100
    assert found_any > 100


def test_all_of_several_words_have_to_be_found(texts):
    rows, dice = Suggestion.objects.all(), random.Random(13)
    for _number in range(40):
        words = (text(dice, 1), text(dice, dice.choice((1, 2))))
        due = list(NEWEST.sort(rows.filter(rows.says(words[0]), rows.says(words[1]))))
        assert Search(words, rows.says).first_of(rows, NEWEST, 100) == due, words


def test_other_conditions_stay(texts, cast):
    rows = Suggestion.objects.filter(name_hidden=True)
    for word in ("焊", "电极", "气"):
        due = list(NEWEST.sort(rows.filter(rows.says(word))))
        assert Search((word,), rows.says).first_of(rows, NEWEST, 100) == due


def test_a_frequent_word_needs_no_index(cast):
    for number in range(8):
        SuggestionFactory(department=cast.team, title=f"漏气{number}")
    with CaptureQueriesContext(connection) as captured:
        assert len(Search(("漏气",), Suggestion.objects.says).first_of(Suggestion.objects.all(), NEWEST, 3)) == 3
    assert not index_was_asked(captured)


def test_a_short_list_needs_no_index(cast):
    SuggestionFactory.create_batch(2, department=cast.team)
    with CaptureQueriesContext(connection) as captured:
        assert Search(("没有",), Suggestion.objects.says).first_of(Suggestion.objects.all(), NEWEST, 3) == []
    assert not index_was_asked(captured)


@pytest.mark.parametrize(
    "word", ["\x00", "焊\x00", "'" * 30, "\\" * 31, "焊" * 500, "*", "a:*", "' | 'b", "\ud83d\ude00"]
)
def test_odd_words_break_nothing(texts, word):
    word = word.replace("\x00", "") or "x"
    word = word.encode("utf-16", "surrogatepass").decode("utf-16")
    Search((word,), Suggestion.objects.says).first_of(Suggestion.objects.all(), NEWEST, 100)


def test_what_contains_a_word_holds_its_tokens():
    dice = random.Random(14)
    for _number in range(2000):
        whole = text(dice, dice.randrange(1, 30))
        start = dice.randrange(len(whole))
        word = whole[start : start + dice.randrange(1, 6)]
        tokens, is_beginning = wanted(word)
        held = cut(whole)
        assert all(any(one.startswith(token) for one in held) if is_beginning else token in held for token in tokens)
    assert fold("ſtraẞe") == fold("STRASSE")


def test_what_is_kept_of_tokens_is_read_as_it_was_written(texts):
    for one in texts[:10]:
        assert set(one.word_index.tokens) == set(cut(one.title, one.problem, one.idea))


# -- kept as the texts are -------------------------------------------------------------------------------------------


def wrong():
    return [suggestion.number for suggestion, _missing, _surplus in word_index.differences()]


def found_by(word):
    rows = Suggestion.objects.all()
    return set(rows.holding([word])) & set(rows.filter(rows.tells_of(word)))


def test_each_way_of_writing_keeps_the_index(cast):
    one, other = stages.sent(cast, title="电极漏气"), stages.sent(cast, title="吊臂太低")
    assert found_by("漏气") == {one}

    one.title = "电极松动"
    one.save(update_fields=["title"])
    assert (found_by("漏气"), found_by("松动")) == (set(), {one})

    Suggestion.objects.filter(title="电极松动").update(title="改了名", idea="加个盖板")
    assert (found_by("松动"), found_by("盖板")) == (set(), {one})

    other.problem = "弯腰去拿"
    Suggestion.objects.bulk_update([other], ["problem"])
    assert found_by("弯腰") == {other}

    one.delete()
    assert found_by("盖板") == set()
    assert wrong() == []
    assert WordIndex.objects.count() == 1


def test_a_change_of_anything_else_asks_for_no_words(cast, django_assert_num_queries):
    one = stages.sent(cast)
    with django_assert_num_queries(1):
        Suggestion.objects.filter(pk=one.pk).update(category="safety")
    with CaptureQueriesContext(connection) as captured:
        workflow.save(one, category="quality")
    assert not any("wordindex" in query["sql"] for query in captured)


def test_what_a_ledger_brings_changes_and_takes_back_keeps_the_index(cast):
    writer = LedgerWriter(cast.enterprise, by=cast.officer)
    facts = {"person": cast.worker.person, "department": cast.team, "shop_id": cast.shop.pk}
    facts |= {"proposed_on": stages.days_ago(3).date()}
    made = writer.add(Entry(title="台账里的漏气", **facts))
    writer.save()
    assert found_by("台账") == {made.suggestion}

    again = LedgerWriter(cast.enterprise, by=cast.officer)
    changed = again.complete(made.suggestion, Entry(title="x", idea="换个接头", **facts))
    again.save()
    assert found_by("接头") == {made.suggestion}

    with transaction.atomic():
        take_back([(Suggestion.objects.get(), changed.before, changed.after)])
    assert (found_by("接头"), wrong()) == (set(), [])


def test_a_report_of_what_was_done_is_found_until_it_is_gone(cast):
    done = stages.done(cast)
    report = done.events.get(verb="finished")
    word = report.note[:4]
    assert found_by(word) >= {done}

    report.note = "换成了别的说法"
    report.save(update_fields=["note"])
    assert (found_by("别的说法"), wrong()) == ({done}, [])


def test_merging_keeps_the_index(cast):
    first, second = stages.sent(cast, title="漏气一"), stages.sent(cast, title="漏气二", by=cast.colleague)
    services.merge(second, by=cast.reviewer, into=first, reason="同一件事")
    assert (found_by("漏气"), wrong()) == ({first, second}, [])


def test_what_went_past_it_is_told_and_mended(cast):
    one = stages.sent(cast, title="电极漏气")
    stages.sent(cast, title="吊臂太低")
    # By no way that the portal has.
    Suggestion._base_manager.filter(pk=one.pk).update(title="电极松动")
    WordIndex.objects.exclude(suggestion=one).delete()
    assert len(wrong()) == 2
    with pytest.raises(SystemExit):
        call_command("search_index", stdout=StringIO())

    call_command("search_index", rebuild=True, stdout=StringIO())
    assert (wrong(), found_by("松动")) == ([], {one})
    call_command("search_index", stdout=StringIO())


def test_the_index_holds_nothing_of_what_has_gone(cast):
    for number in range(3):
        stages.sent(cast, title=f"漏气{number}").delete()
    assert list(Suggestion.objects.holding(["漏气"])) == []
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO suggestion_tokens (suggestion_tokens) VALUES ('integrity-check')")
            cursor.execute("SELECT count(*) FROM suggestion_tokens WHERE suggestion_tokens MATCH %s", ["006f0f*"])
            assert cursor.fetchone() == (0,)


# -- whoever looks ---------------------------------------------------------------------------------------------------


def test_words_of_a_hidden_name_are_found_by_nobody_in_the_gallery(cast):
    hidden = stages.done(cast, title="一处小改", problem="独门的说法", hide_name=True)
    assert SuggestionEvent.objects.filter(record=hidden, verb="finished").exists()
    everything = Suggestion.objects.in_gallery(cast.colleague)
    assert hidden in everything
    looked_for = Search(("独门",), Suggestion.objects.tells_of)
    assert looked_for.first_of(everything, LATEST_DONE, 5) == []
    assert Search(("小改",), Suggestion.objects.tells_of).first_of(everything, LATEST_DONE, 5) == [hidden]


def test_nobody_finds_what_they_may_not_see(cast, strangers):
    stages.done(cast, title="电极漏气")
    rows = Suggestion.objects.in_gallery(strangers.worker)
    assert Search(("漏气",), Suggestion.objects.tells_of).first_of(rows, LATEST_DONE, 5) == []
    for outsider in (strangers.worker, strangers.reviewer):
        assert Search(("漏气",), rows.says).first_of(Suggestion.objects.visible_to(outsider), NEWEST, 5) == []
