"""A box of paper slips as a file: each becomes a suggestion that waits, and the batch can be taken back."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from members import ledger_import
from members.models import ImportBatch
from suggestions import services
from suggestions.imports import PaperSlips, paper
from suggestions.models import Suggestion
from suggestions.statistics import summarise
from tests.ledger_files import workbook

HEADER = ["部门", "现状与问题", "改进措施", "类别", "建议人", "工号", "提出日期"]
LEAK = ["焊装一班", "气管接头漏气，整班都在响。", "换快插接头", "节能", "王海", "0001", "2026-07-03"]
FLOOR = ["冲焊车间", "地沟盖板翘起来，推车会卡。", None, None, "老陈", None, None]
NAMELESS = ["设备科", "扳手不够用。", None, None, None, None, None]


def slips(*rows):
    return workbook(HEADER, *rows)


@pytest.fixture
def officer(cast, client):
    client.force_login(cast.officer)
    return client


def upload(officer, content, kind="paper", enterprise=None):
    form = {"kind": kind, "enterprise": enterprise, "file": SimpleUploadedFile("意见箱.xlsx", content)}
    return officer.post(reverse("import-upload"), form, follow=True)


def commit(officer, content, cast):
    upload(officer, content, enterprise=cast.enterprise.pk)
    batch = ImportBatch.objects.latest("pk")
    officer.post(reverse("import-commit", args=[batch.pk]))
    return ImportBatch.objects.get(pk=batch.pk)


def test_slips_become_suggestions_that_wait(cast, officer):
    batch = commit(officer, slips(LEAK, FLOOR, NAMELESS), cast)

    assert (batch.state, ledger_import.counts(batch)["new"]) == ("committed", 3)
    leak, floor, nameless = Suggestion.objects.order_by("number")
    assert (leak.channel, leak.recorded_by, leak.department, leak.status) == (
        "paper", cast.officer, cast.team, "submitted",
    )  # fmt: skip
    assert leak.proposers.get().person == cast.worker.person
    assert timezone.localdate(leak.received_at).isoformat() == "2026-07-03"
    assert (leak.due_on - timezone.localdate()).days == 7
    assert (floor.slip.name, floor.proposers.count()) == ("老陈", 0)
    assert not hasattr(nameless, "slip")
    assert summarise(Suggestion.objects.all())["received"] == 3


def test_the_result_tells_the_numbers_to_write_on_the_slips(cast, officer):
    batch = commit(officer, slips(LEAK), cast)

    page = officer.get(reverse("import-result", args=[batch.pk])).content.decode()

    assert Suggestion.objects.get().number in page


def test_the_same_box_again_brings_nothing_new(cast, officer):
    commit(officer, slips(LEAK, FLOOR), cast)

    again = commit(officer, slips(LEAK, FLOOR, NAMELESS), cast)

    counts = ledger_import.counts(again)
    assert (counts["same"], counts["new"]) == (2, 1)
    assert Suggestion.objects.count() == 3


def test_bad_rows_are_refused_with_their_reason_and_the_others_come_in(cast, officer):
    unknown = ["锅炉房", "漏水。", None, None, None, None, None]
    stranger = ["设备科", "缺灯。", None, None, None, "9999", None]
    other_name = ["设备科", "缺灯管。", None, None, "李四", "0001", None]

    batch = commit(officer, slips(LEAK, unknown, stranger, other_name, ["设备科", None]), cast)

    reasons = dict(batch.rows.filter(outcome="refused").values_list("number", "problems"))
    assert {number: problems[0][0] for number, problems in reasons.items()} == {
        3: "部门", 4: "工号", 5: "建议人", 6: "现状与问题",
    }  # fmt: skip
    assert Suggestion.objects.count() == 1


def test_a_box_holds_no_more_than_five_hundred(cast, officer, monkeypatch):
    monkeypatch.setattr(paper, "MOST_SLIPS", 2)

    batch = commit(officer, slips(LEAK, FLOOR, NAMELESS), cast)

    assert ledger_import.counts(batch) == {"new": 2, "changed": 0, "same": 0, "refused": 1}


def test_the_batch_is_taken_back_while_nobody_has_worked_on_it(cast, officer):
    batch = commit(officer, slips(LEAK, FLOOR), cast)

    officer.post(reverse("import-undo", args=[batch.pk]))

    assert not Suggestion.objects.exists()


def test_what_was_taken_up_meanwhile_stays_and_is_named(cast, officer):
    batch = commit(officer, slips(LEAK, FLOOR), cast)
    taken = services.take(Suggestion.objects.order_by("number").first(), by=cast.reviewer)

    page = officer.post(reverse("import-undo", args=[batch.pk])).content.decode()

    assert taken.number in page
    assert Suggestion.objects.count() == 2


@pytest.mark.parametrize("who", ["worker", "reviewer", "leader"])
def test_boxes_are_brought_in_by_officers(cast, client, who):
    client.force_login(getattr(cast, who))

    assert client.get(reverse("import-list")).status_code == 403
    assert client.get(reverse("import-upload")).status_code == 403


def test_another_enterprise_s_box_does_not_exist(cast, strangers, officer, client):
    batch = commit(officer, slips(LEAK), cast)

    client.force_login(strangers.officer)
    assert client.get(reverse("import-result", args=[batch.pk])).status_code == 404
    assert client.post(reverse("import-undo", args=[batch.pk])).status_code == 404
    assert "enterprise" in upload(client, slips(LEAK), enterprise=cast.enterprise.pk).context["form"].errors


def test_an_officer_brings_in_no_ledger_of_the_staff(cast, officer):
    answer = upload(officer, slips(LEAK), kind="suggestions", enterprise=cast.enterprise.pk)

    assert "kind" in answer.context["form"].errors
    assert officer.get(reverse("import-template", args=["suggestions"])).status_code == 404
    assert officer.get(reverse("import-template", args=["paper"])).status_code == 200


def test_the_columns_of_the_template_are_the_columns_of_the_ledger():
    assert [column.heading for column in PaperSlips.columns] == HEADER


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_however_long_it_is(cast, officer, django_assert_num_queries, rows):
    for _n in range(rows):
        ImportBatch.objects.create(
            kind="paper", enterprise=cast.enterprise, file_name="箱.xlsx", uploaded_by=cast.officer
        )

    with django_assert_num_queries(6):
        assert len(officer.get(reverse("import-list")).context["page_obj"]) == rows
