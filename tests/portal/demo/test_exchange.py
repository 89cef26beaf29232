"""The demo of what people know: everything is alive, the files are real, and nobody is shown who has not agreed."""

import io
import zipfile

import openpyxl
import pytest
from django.contrib.auth.models import AnonymousUser

from alliance_portal.demo import papers
from members.models import Consent, Notice, Person, Speciality, User
from workshops.models import Document, DocumentFile, HelpRequest, Result, SharedUse, Workshop
from workshops.services import remind
from workshops.statistics import summarise_results

pytestmark = pytest.mark.usefixtures("made")


def user(code, number):
    return User.objects.get(username=f"{code}-{number}")


def test_the_catalogue_is_what_people_and_workshops_are_found_by():
    assert Speciality.objects.count() >= 25
    assert not Workshop.objects.filter(specialities=None).exists()
    willing = Person.objects.willing_to_help()
    assert set(willing.values_list("enterprise__code", flat=True)) == {"CF", "JC", "CJ"}
    assert (
        Person.objects.exclude(specialities=None).count()
        > willing.count()
        == Consent.objects.filter(purpose="help").count()
    )
    assert [one.name for one in Speciality.objects.matching("铸件老有砂眼")] == ["气孔与夹砂"]


def test_a_request_is_in_every_state_and_one_waits_for_the_worker():
    assert set(HelpRequest.objects.values_list("status", flat=True)) == set(HelpRequest.Status.values)
    worker = user("CF", "010101")
    visible = HelpRequest.objects.visible_to(worker)
    assert visible.waiting_for(worker).count() == 1
    assert visible.asked_by(worker).count() == 1
    assert Notice.objects.filter(user=worker, kind="help_asked", read_at=None).count() == 1
    assert remind()["requests for help"] == 0


def test_documents_differ_in_who_reads_them():
    everybody, worker = AnonymousUser(), user("CF", "010101")
    stranger = user("JC", "070091")
    counts = [Document.objects.visible_to(one).published().count() for one in (everybody, worker, stranger)]
    assert counts == [2, 5, 4], "CF and JC share an alliance"
    assert set(Document.objects.values_list("visibility", flat=True)) == set(Document.Visibility.values)
    assert set(Document.objects.values_list("status", flat=True)) == set(Document.Status.values)


def test_every_file_is_a_real_one():
    for stored in DocumentFile.objects.all():
        with stored.file.open("rb") as file:
            data = file.read()
        assert len(data) == stored.size
        if stored.kind == "xlsx":
            assert openpyxl.load_workbook(io.BytesIO(data)).active["B2"].value == "推荐值"
        elif stored.kind == "docx":
            assert "预热" in zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()
        else:
            assert data.startswith((b"%PDF-1.4", b"\xff\xd8\xff"))


def test_the_objects_of_a_pdf_stand_where_its_table_says():
    data = papers.attachment("试.pdf", "点焊", ["一", "二"]).content.read()
    rows = data[data.index(b"xref") :].split(b"\n")[3:9]
    for number, row in enumerate(rows, 1):
        assert data[int(row.split()[0]) :].startswith(b"%d 0 obj" % number)
    start = int(data.rstrip().split(b"\n")[-2])
    assert data[start:].startswith(b"xref")


def test_results_are_taken_over_elsewhere_and_each_unit_has_its_own_benefit():
    figures = summarise_results(Result.objects.all())
    assert (figures.shared, figures.used_elsewhere, figures.units) == (6, 2, 2)
    assert (figures.verified_yuan, figures.verified_elsewhere_yuan) == (103200, 19800)
    assert set(SharedUse.objects.values_list("status", flat=True)) >= {"asked", "trial", "adopted", "adapted"}
    assert Result.objects.filter(status="draft", suggestions__isnull=False).count() == 1
    assert (figures.answered, figures.asked) == (1, 1)
    assert not Result.objects.published().filter(photos=None).exists()
