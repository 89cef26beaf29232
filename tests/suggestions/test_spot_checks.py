"""Spot checks: drawn once and repeatable, found on the spot, closed, commented on once."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import ProtectedError

from alliance_portal.attachments import read_attachment
from alliance_portal.periods import Period
from alliance_portal.workflow import StaleError, TransitionError, WorkflowError
from members.models import Notice
from suggestions import services
from suggestions.checked import last_rows
from suggestions.models import ChecklistItem, SpotCheck, SpotCheckFile, SpotCheckRow
from suggestions.sampling import drawn_again
from suggestions.statistics import spot_checks as figures
from tests.factories import picture
from tests.suggestions.counted import many
from tests.suggestions.spot_checking import (
    MONTHS,
    YEAR,
    Finding,
    adopted,
    all_found,
    closed,
    drawn,
    found,
    fresh,
    numbers,
    planned,
    verbs,
)

PERIOD = Period(MONTHS["first"], MONTHS["last"])


def test_the_sample_is_of_the_chosen_figure_months_and_enterprises_only(cast, strangers, staff):
    adopted(cast, 4)
    many(cast.team, 6, received=f"{YEAR}-01-01", answer="declined")
    many(cast.team, 6, received=f"{YEAR - 1}-12-01", answer="adopted")
    adopted(strangers, 6)
    check = drawn(staff, size=10, enterprises=[cast.enterprise])
    assert check.rows.count() == 4
    assert check.population == {"CF": 4}
    assert set(check.rows.values_list("suggestion__status", flat=True)) == {"adopted"}


def test_anybody_can_draw_the_same_again_with_seed_and_register(cast, strangers, staff):
    adopted(cast, 12)
    adopted(strangers, 7)
    for method, size in (("each", 5), ("all", 9)):
        check = fresh(drawn(staff, method=method, size=size))
        assert numbers(check) == drawn_again(check)
        assert (len(check.seed), len(numbers(check))) == (16, 10 if method == "each" else 9)


def test_what_a_ledger_brings_later_does_not_change_the_draw(cast, staff):
    adopted(cast, 6)
    check = drawn(staff)
    adopted(cast, 20)
    assert numbers(check) == drawn_again(fresh(check))


def test_two_draws_have_two_seeds(cast, staff):
    adopted(cast, 6)
    assert drawn(staff).seed != drawn(staff).seed


def test_the_questions_are_settled_by_the_draw(cast, staff):
    adopted(cast)
    ChecklistItem.objects.all().delete()
    ChecklistItem.objects.create(words="看到了吗？", place=2)
    ChecklistItem.objects.create(words="照片对吗？", place=1)
    ChecklistItem.objects.create(words="不问了", is_active=False)
    check = drawn(staff)
    ChecklistItem.objects.filter(place=1).update(words="改了")
    assert fresh(check).questions == ["照片对吗？", "看到了吗？"]


def test_the_portal_comes_with_questions(db):
    assert ChecklistItem.objects.in_use().count() == 6


def test_where_nothing_was_declared_nothing_is_drawn(cast, staff):
    check = planned(staff)
    with pytest.raises(WorkflowError):
        services.spot_checks.draw(check, by=staff)
    assert (fresh(check).status, check.rows.count()) == ("planned", 0)


def test_it_is_drawn_once(cast, staff):
    adopted(cast)
    check = drawn(staff)
    with pytest.raises(TransitionError):
        services.spot_checks.draw(check, by=staff)
    assert verbs(check) == ["planned", "drawn"]


def test_a_finding_is_kept_with_who_and_when_and_can_be_corrected(cast, staff):
    adopted(cast)
    row = drawn(staff).rows.first()
    found(row, staff, Finding.DIFFERENT, "只装了一半", replies=["yes", "no", "nonsense"])
    row = fresh(row)
    assert (row.finding, row.words, row.checked_by) == ("different", "只装了一半", staff)
    assert row.replies == ["yes", "no", "", "", "", ""]
    found(row, staff)
    assert verbs(row.spot_check)[-2:] == ["found_different", "found_true"]
    assert fresh(row).finding == "confirmed"


@pytest.mark.parametrize("finding", [Finding.DIFFERENT, Finding.UNCHECKED])
def test_what_is_not_as_declared_needs_words(cast, staff, finding):
    adopted(cast)
    row = drawn(staff).rows.first()
    with pytest.raises(WorkflowError):
        services.spot_checks.find(row, by=staff, finding=finding, words="  ")
    assert fresh(row).is_open


def test_an_old_page_overwrites_nothing(cast, staff):
    adopted(cast)
    row = drawn(staff).rows.first()
    found(row, staff, version=row.version)
    with pytest.raises(StaleError):
        found(row, staff, Finding.DIFFERENT, version=row.version)
    assert fresh(row).finding == "confirmed"


def test_files_lie_beside_the_row_and_go_without_a_trace_on_the_disk(cast, staff, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    adopted(cast)
    row = drawn(staff).rows.first()
    found(row, staff, files=[read_attachment(picture("现场.jpg"))])
    kept = SpotCheckFile.objects.get()
    assert (kept.name, kept.added_by) == ("现场.jpg", staff)
    services.remove_spot_check_file(kept, by=staff)
    assert not SpotCheckFile.objects.exists()
    assert "现场.jpg" in row.spot_check.events.order_by("-pk").first().note


def test_no_more_than_six_files_fit(cast, staff, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    adopted(cast)
    row = drawn(staff).rows.first()
    seven = [read_attachment(SimpleUploadedFile(f"{n}.jpg", picture().read())) for n in range(7)]
    with pytest.raises(WorkflowError):
        found(row, staff, files=seven)
    assert fresh(row).is_open
    assert list(tmp_path.rglob("*.jpg")) == []


def test_it_closes_once_something_is_entered_of_every_one(cast, staff):
    adopted(cast)
    check = drawn(staff)
    first, *others = check.rows.order_by("place")
    found(first, staff)
    with pytest.raises(WorkflowError, match="2"):
        services.close_spot_check(check, by=staff)
    for row in others:
        found(row, staff, Finding.UNCHECKED)
    assert services.close_spot_check(fresh(check), by=staff).is_closed


def test_what_is_closed_is_not_changed_any_more(cast, staff):
    adopted(cast)
    check = closed(staff)
    with pytest.raises(TransitionError):
        found(check.rows.first(), staff, Finding.DIFFERENT)
    with pytest.raises(TransitionError):
        services.call_off_spot_check(check, by=staff, reason="不要了")


def test_called_off_it_stays_with_its_reason_and_does_not_count(cast, staff):
    adopted(cast)
    check = all_found(drawn(staff), staff)
    with pytest.raises(WorkflowError):
        services.call_off_spot_check(check, by=staff, reason=" ")
    services.call_off_spot_check(fresh(check), by=staff, reason="名单有误")
    assert (fresh(check).status, check.rows.count()) == ("called_off", 3)
    assert figures.checked_in(SpotCheckRow.objects.all(), PERIOD, fresh(check).updated_at)[None].drawn == 0


def test_the_result_is_declared_beside_verified_with_both_numbers(cast, strangers, staff):
    adopted(cast, 6)
    adopted(strangers, 4)
    check = closed(staff, Finding.DIFFERENT, Finding.UNCHECKED)
    result = figures.by_enterprise(check.rows.all())
    assert {place: (one.drawn, one.looked_at, one.confirmed, one.unchecked) for place, one in result.items()} == {
        cast.enterprise.pk: (3, 2, 1, 1),
        strangers.enterprise.pk: (3, 3, 3, 0),
        None: (6, 5, 4, 1),
    }
    assert str(result[None].rate) == "4/5"


def test_looked_at_twice_it_counts_once_as_it_was_found_last(cast, staff):
    adopted(cast, 1)
    closed(staff, Finding.DIFFERENT)
    closed(staff, Finding.CONFIRMED)
    result = figures.checked_in(SpotCheckRow.objects.all(), PERIOD, SpotCheck.objects.first().closed_at)
    assert (result[None].looked_at, result[None].confirmed) == (1, 1)


def test_that_it_could_not_be_checked_undoes_no_finding(cast, staff):
    adopted(cast, 1)
    closed(staff, Finding.DIFFERENT)
    closed(staff, Finding.UNCHECKED)
    rows, at = SpotCheckRow.objects.all(), SpotCheck.objects.first().closed_at
    assert (figures.checked_in(rows, PERIOD, at)[None].different, last_rows(rows, PERIOD).get().finding) == (
        1,
        "different",
    )


def test_last_is_what_was_found_last_and_not_what_was_closed_last(cast, staff):
    adopted(cast, 1)
    early = all_found(drawn(staff), staff, Finding.DIFFERENT)
    closed(staff, Finding.CONFIRMED)
    services.close_spot_check(fresh(early), by=staff)
    rows, at = SpotCheckRow.objects.all(), fresh(early).closed_at
    assert figures.checked_in(rows, PERIOD, at)[None].confirmed == 1
    assert last_rows(rows, PERIOD).get().finding == "confirmed"


def test_what_is_not_closed_or_of_other_months_does_not_count(cast, staff):
    adopted(cast)
    all_found(drawn(staff), staff)
    check = closed(staff)
    rows, at = SpotCheckRow.objects.all(), fresh(check).closed_at
    assert figures.checked_in(rows, PERIOD, at)[None].drawn == 3
    before = Period(MONTHS["first"].replace(year=YEAR - 1), MONTHS["last"].replace(year=YEAR - 1))
    assert figures.checked_in(rows, before, at)[None].drawn == 0


def test_officers_of_the_sample_are_told_when_it_is_closed_and_nobody_before(cast, strangers, staff):
    adopted(cast)
    check = all_found(drawn(staff), staff)
    assert not Notice.objects.filter(kind="spot_check_result").exists()
    services.close_spot_check(fresh(check), by=staff)
    assert [notice.user for notice in Notice.objects.filter(kind="spot_check_result")] == [cast.officer]


def test_an_enterprise_comments_once_and_staff_who_were_there_read_it(cast, strangers, staff):
    adopted(cast)
    check = closed(staff, Finding.DIFFERENT)
    services.comment_on_spot_check(check, cast.enterprise, by=cast.officer, words="已经装上了")
    with pytest.raises(WorkflowError):
        services.comment_on_spot_check(check, cast.enterprise, by=cast.officer, words="再说一句")
    with pytest.raises(WorkflowError):
        services.comment_on_spot_check(check, strangers.enterprise, by=strangers.officer, words="我们也说")
    assert check.comments.get().words == "已经装上了"
    assert Notice.objects.get(kind="spot_check_commented").user == staff
    assert Notice.objects.get(kind="spot_check_result").read_at


def test_nobody_comments_before_it_is_closed(cast, staff):
    adopted(cast)
    with pytest.raises(WorkflowError):
        services.comment_on_spot_check(drawn(staff), cast.enterprise, by=cast.officer, words="先说")


def test_what_was_drawn_is_not_deleted(cast, staff):
    adopted(cast, 1)
    row = drawn(staff).rows.get()
    with pytest.raises(ProtectedError):
        row.suggestion.delete()
