"""The demo of what people know: everything is alive, the files are real, and nobody is shown who has not agreed."""

import io
import zipfile

import openpyxl
import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction

from alliance_portal import demo
from alliance_portal.demo import papers
from members.models import Consent, Notice, Person, Speciality, User
from workshops.models import Document, DocumentFile, HelpRequest, Workshop
from workshops.services import remind_of_help


@pytest.fixture(scope="module")
def _made(django_db_setup, django_db_blocker):
    """The demo, made once for this module and rolled back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        assert demo.build(password="try-it-out")
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def made(_made, db):
    """The demo; what a test changes is undone after it."""


def user(code, number):
    return User.objects.get(username=f"{code}-{number}")


def test_the_catalogue_is_what_people_and_workshops_are_found_by():
    assert Speciality.objects.count() >= 25
    assert not Workshop.objects.filter(specialities=None).exists()
    willing = Person.objects.willing_to_help()
    assert set(willing.values_list("enterprise__code", flat=True)) == {"CF", "JC", "CJ"}
    assert Person.objects.exclude(specialities=None).count() > willing.count() == Consent.objects.count()
    assert [one.name for one in Speciality.objects.matching("铸件老有砂眼")] == ["气孔与夹砂"]


def test_a_request_is_in_every_state_and_one_waits_for_the_worker():
    assert set(HelpRequest.objects.values_list("status", flat=True)) == set(HelpRequest.Status.values)
    worker = user("CF", "010101")
    visible = HelpRequest.objects.visible_to(worker)
    assert visible.waiting_for(worker).count() == 1
    assert visible.asked_by(worker).count() == 1
    assert Notice.objects.filter(user=worker, kind="help_asked", read_at=None).count() == 1
    assert remind_of_help() == 0


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
