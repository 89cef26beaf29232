"""Two staff with the same spot check at the same moment; each race with what would happen without the lock."""

import pytest

from alliance_portal import workflow
from suggestions import services
from suggestions.models import SpotCheck, SpotCheckComment, SpotCheckRow
from tests.at_once import outcomes
from tests.suggestions.spot_checking import adopted, all_found, drawn, found, fresh, planned, verbs

racing = pytest.mark.django_db(transaction=True)


def without_lock(monkeypatch):
    """Each believes what was shown, before the other one began."""
    monkeypatch.setattr(workflow, "lock", lambda record, *, version=None: record)


def draw_twice(check, staff):
    pages = [fresh(check), fresh(check)]
    return outcomes(*(lambda one=one: services.spot_checks.draw(one, by=staff) for one in pages))


@racing
def test_two_who_draw_at_once_draw_one_sample(transactional_db, cast, staff):
    adopted(cast)
    check = planned(staff)
    assert draw_twice(check, staff) == ["done", "told"]
    assert check.rows.count() == 3
    assert verbs(check) == ["planned", "drawn"]


@racing
def test_without_the_lock_both_would_draw(transactional_db, cast, staff, monkeypatch):
    adopted(cast)
    check = planned(staff)
    without_lock(monkeypatch)
    # Each of them gets as far as the sample, which the database lets in once.
    assert draw_twice(check, staff) == ["broken", "done"]


def close_twice(check, staff):
    pages = [fresh(check), fresh(check)]
    return outcomes(*(lambda one=one: services.close_spot_check(one, by=staff) for one in pages))


@racing
def test_two_who_close_at_once_close_once(transactional_db, cast, staff):
    adopted(cast)
    check = all_found(drawn(staff), staff)
    assert close_twice(check, staff) == ["done", "told"]
    assert verbs(check).count("closed") == 1


@racing
def test_without_the_lock_it_would_be_closed_twice(transactional_db, cast, staff, monkeypatch):
    adopted(cast)
    check = all_found(drawn(staff), staff)
    without_lock(monkeypatch)
    assert close_twice(check, staff) == ["done", "done"]
    assert verbs(check).count("closed") == 2


def close_while_correcting(check, staff):
    row, page = check.rows.select_related("spot_check").first(), fresh(check)
    return outcomes(
        lambda: services.close_spot_check(page, by=staff), lambda: found(row, staff, "different", "只装了一半")
    )


@racing
def test_a_finding_is_corrected_before_it_is_closed_or_not_at_all(transactional_db, cast, staff):
    adopted(cast)
    check = all_found(drawn(staff), staff)
    close_while_correcting(check, staff)
    corrected = SpotCheckRow.objects.filter(finding="different").exists()
    order = [verb for verb in verbs(check) if verb in ("found_different", "closed")]
    assert order == (["found_different", "closed"] if corrected else ["closed"])
    assert fresh(check).is_closed


@racing
def test_two_findings_from_the_same_page_leave_the_first(transactional_db, cast, staff):
    adopted(cast)
    row = drawn(staff).rows.first()
    works = [
        lambda words=words: services.spot_checks.find(
            fresh(row), by=staff, finding="different", words=words, version=row.version
        )
        for words in ("甲看到的", "乙看到的")
    ]
    assert outcomes(*works) == ["done", "told"]
    assert fresh(row).version == row.version + 1


@racing
def test_two_findings_without_the_lock_would_overwrite_each_other(transactional_db, cast, staff, monkeypatch):
    adopted(cast)
    row = drawn(staff).rows.select_related("spot_check", "suggestion").first()
    without_lock(monkeypatch)
    pages = [SpotCheckRow.objects.select_related("spot_check").get(pk=row.pk) for _n in range(2)]
    works = [
        lambda one=one: services.spot_checks.find(one, by=staff, finding="different", words="看", version=row.version)
        for one in pages
    ]
    assert outcomes(*works) == ["done", "done"]


@racing
def test_two_officers_comment_at_once_and_one_is_heard(transactional_db, cast, staff):
    adopted(cast)
    check = services.close_spot_check(all_found(drawn(staff), staff), by=staff)
    works = [
        lambda words=words: services.comment_on_spot_check(check, cast.enterprise, by=cast.officer, words=words)
        for words in ("甲说", "乙说")
    ]
    assert outcomes(*works) == ["done", "told"]
    assert SpotCheckComment.objects.count() == 1
    assert SpotCheck.objects.get().is_closed
