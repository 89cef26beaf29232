import io

import pytest
from django.core.management import CommandError, call_command

from members.models import ImportBatch
from suggestions.models import Suggestion
from tests.factories import EnterpriseFactory
from tests.ledger_files import ROSTER, SUGGESTIONS, path_of


@pytest.fixture
def enterprise(db):
    return EnterpriseFactory(code="CF")


def run(*arguments):
    """(exit code, what was printed)"""
    out = io.StringIO()
    try:
        call_command("import_ledger", *map(str, arguments), stdout=out, stderr=out)
    except SystemExit as stop:
        return stop.code, out.getvalue()
    return 0, out.getvalue()


def roster(state, *options):
    return run(path_of(state, ROSTER), "--kind", "roster", "--enterprise", "CF", *options)


def suggestions(state, *options):
    return run(path_of(state, SUGGESTIONS), "--kind", "suggestions", "--enterprise", "CF", *options)


def test_a_clean_set_is_imported_with_exit_code_zero(enterprise):
    assert roster("clean")[0] == 0
    assert suggestions("clean")[0] == 0
    assert (enterprise.people.count(), Suggestion.objects.count()) == (320, 1720)
    assert set(ImportBatch.objects.values_list("uploaded_by__username", flat=True)) == {"system"}


def test_bad_rows_are_printed_with_every_reason_and_the_rest_goes_in(enterprise):
    roster("messy")
    code, printed = suggestions("messy")
    assert (code, Suggestion.objects.count()) == (1, 1720)
    lines = [line for line in printed.splitlines() if "172" in line.split("，")[0].split(",")[0]]
    numbers = [number for line in lines for number in range(1724, 1730) if str(number) in line]
    assert sorted(set(numbers)) == [1724, 1725, 1726, 1727, 1728, 1729]
    assert len([number for number in numbers if number == 1726]) == 3


def test_a_dry_run_says_the_same_and_leaves_nothing(enterprise):
    code, printed = roster("messy", "--dry-run")
    assert code == 1
    assert "328" in printed
    assert (enterprise.people.count(), ImportBatch.objects.count()) == (0, 0)


def test_all_or_nothing_imports_nothing_when_a_row_is_refused(enterprise):
    assert roster("messy", "--all-or-nothing")[0] == 1
    assert (enterprise.people.count(), ImportBatch.objects.get().state) == (0, "discarded")
    assert roster("clean", "--all-or-nothing")[0] == 0
    assert enterprise.people.count() == 320


def test_somebody_can_be_named_as_the_one_who_imports(enterprise, staff):
    roster("clean", "--by", "district")
    assert ImportBatch.objects.get().uploaded_by == staff


@pytest.mark.parametrize(
    "options",
    [
        ("--kind", "roster", "--enterprise", "XX"),
        ("--kind", "roster", "--enterprise", "CF", "--by", "nobody"),
        ("--kind", "suggestions", "--enterprise", "CF"),
    ],
)
def test_what_cannot_be_started_says_why(enterprise, options):
    with pytest.raises(CommandError) as caught:
        run(path_of("clean", ROSTER), *options)
    assert str(caught.value)
    assert ImportBatch.objects.count() == 0


def test_a_missing_file_is_named(enterprise, tmp_path):
    with pytest.raises(CommandError) as caught:
        run(tmp_path / "没有.xlsx", "--kind", "roster", "--enterprise", "CF")
    assert "没有.xlsx" in str(caught.value)
