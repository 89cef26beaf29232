"""Every file of workshops: who gets it and how it leaves; and that it goes with the row that named it."""

from pathlib import Path

import pytest
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse
from django.utils import translation

from alliance_portal.files import read_picture
from tests.factories import AllianceFactory, picture
from tests.paper_files import package, pdf
from tests.workshops import alliances, asking, honouring, plating, resulting, sharing
from tests.workshops.booking import VenueFactory
from workshops import services
from workshops.models import FactEntry, Requirement
from workshops.services.requests import answering

PDF, XLSX = "application/pdf", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SIGN_IN = 302
# Address: (its content type, what a visitor and another enterprise's officer get).
TABLE = {
    "charter": (PDF, 200, 200),
    "document-file": (PDF, 404, 404),
    "plan-evidence": (PDF, SIGN_IN, 404),
    "plate-document": ("image/jpeg", SIGN_IN, 404),
    "evidence": ("image/jpeg", SIGN_IN, 404),
    "requirement-form": (XLSX, SIGN_IN, 404),
    "proof": (PDF, SIGN_IN, 404),
    "honour-document": ("image/jpeg", SIGN_IN, 404),
    "result-file": (PDF, 404, 404),
}


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def workshop(cast):
    return asking.led_workshop(cast.enterprise, name="焊装劳模工作室")


def files_in(folder):
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def agreed(name, cast, staff, workshop):
    alliance = AllianceFactory()
    alliances.member(alliance, cast.enterprise)
    if name == "charter":
        facts = {"summary": "轮值。", "valid_from": alliances.day(-9), "attachment": alliances.paper()}
        services.charters.add_charter(alliance, by=staff, **facts)
        return [alliance.slug, 1]
    plan = alliances.began(alliance, staff)
    item = alliances.item(plan, workshop, by=staff)
    done = alliances.finish(item, staff, attachment=alliances.paper())
    return [alliance.slug, plan.year, item.number, done.pk]


def shared(name, cast, staff, workshop):
    [file] = sharing.files_of(document := sharing.published(cast.officer, workshop, "enterprise"))
    return [document.code, file.code]


def plated(name, cast, staff, workshop):
    if name == "plate-document":
        return [plating.with_document(plating.hung(workshop, staff), staff).pk]
    said = {"heading": "rules", "state": "there", "documents": [plating.document()]}
    return [services.readiness.say(workshop, by=staff, **said).evidence.get().pk]


def asked(name, cast, staff, workshop):
    if name == "proof":
        return [asking.typed(workshop, "proof", sharing.file(), by=staff).pk]
    made = asking.requirement("季报", enterprises=[cast.enterprise])
    made.blank_form.save("表样.xlsx", package("xlsx"), save=False)
    made.blank_form_name = "表样.xlsx"
    made.save()
    return [made.pk]


def honoured(name, cast, staff, workshop):
    honour = honouring.given(cast.worker, staff)
    return [services.honours.attach_document(honour, by=staff, document=plating.document()).pk]


def resulted(name, cast, staff, workshop):
    result = resulting.with_files(resulting.shared(cast.enterprise, visibility="enterprise"), cast.officer)
    return [result.number, result.files.get().code]


MAKERS = {
    "result-file": resulted,
    "honour-document": honoured,
    **dict.fromkeys(("charter", "plan-evidence"), agreed),
    "document-file": shared,
    **dict.fromkeys(("plate-document", "evidence"), plated),
    **dict.fromkeys(("requirement-form", "proof"), asked),
}


def answer(user, address):
    client = Client()
    if user:
        client.force_login(user)
    response = client.get(address)
    response.getvalue()
    return response


@pytest.mark.parametrize("name", TABLE)
def test_a_file_is_a_download_for_those_who_may_have_it_and_nothing_for_others(name, cast, strangers, staff, workshop):
    asking.led_workshop(strangers.enterprise)
    address = reverse(f"workshops:{name}", args=MAKERS[name](name, cast, staff, workshop))
    kind, for_visitor, for_stranger = TABLE[name]

    for user in (cast.officer, staff):
        given = answer(user, address)
        assert (given.status_code, given["Content-Type"]) == (200, kind)
        assert given["Content-Disposition"].startswith("attachment; filename*=utf-8''%")
        assert given["X-Content-Type-Options"] == "nosniff"
        assert given["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert given["Cache-Control"] == "private, no-store"
    assert [answer(user, address).status_code for user in (None, strangers.officer)] == [for_visitor, for_stranger]


def test_the_table_holds_every_file_of_workshops():
    """Whoever adds a view that hands a file out adds it above."""
    root = Path(__file__).parents[2]
    places = [*root.glob("workshops/views/*.py"), *root.glob("alliance_portal/requirements/views/*.py")]
    assert sum(path.read_text().count("hand_out(") for path in places) == len(TABLE)


def test_a_file_that_is_gone_is_not_found(cast, staff, workshop, media):
    address = reverse("workshops:proof", args=asked("proof", cast, staff, workshop))
    [path.unlink() for path in media.rglob("*.pdf")]
    assert answer(cast.officer, address).status_code == 404


def test_a_photo_of_a_venue_is_a_picture_for_everybody(cast, strangers):
    venue = VenueFactory(enterprise=cast.enterprise)
    services.venues.change_photo(venue, read_picture(picture()), by=cast.officer)
    for user in (None, cast.worker, strangers.officer):
        given = answer(user, reverse("workshops:venue-photo", args=[venue.slug, "small"]))
        assert (given.status_code, given["Content-Type"]) == (200, "image/webp")
        assert given["X-Content-Type-Options"] == "nosniff"


# Answers


def proof(workshop, by, text, version=0):
    return asking.typed(workshop, "proof", sharing.file(text=text), by=by, version=version)


def test_a_proof_that_was_replaced_goes_with_its_file(cast, workshop, media, django_capture_on_commit_callbacks):
    before = proof(workshop, cast.officer, "一").file.name
    with django_capture_on_commit_callbacks() as callbacks:
        entry = proof(workshop, cast.officer, "二", version=1)
        assert len(files_in(media)) == 2
    [done() for done in callbacks]
    assert files_in(media) == [entry.file.name.rpartition("/")[2]] != [before.rpartition("/")[2]]
    with FactEntry.objects.get().file.open("rb") as kept:
        assert "二".encode() in kept.read()


def test_a_proof_that_was_taken_away_goes_with_its_file(cast, workshop, media, django_capture_on_commit_callbacks):
    proof(workshop, cast.officer, "一")
    with django_capture_on_commit_callbacks(execute=True):
        asking.typed(workshop, "proof", None, by=cast.officer, version=1)
    assert (FactEntry.objects.count(), files_in(media)) == (0, [])


def test_a_proof_that_cannot_be_saved_leaves_the_one_before(cast, workshop, media, monkeypatch):
    kept = proof(workshop, cast.officer, "一").file.name

    def fail(*args, **kwargs):
        raise DatabaseError

    monkeypatch.setattr(FactEntry, "save", fail)
    with pytest.raises(DatabaseError):
        proof(workshop, cast.officer, "二", version=1)
    assert files_in(media) == [kept.rpartition("/")[2]]
    assert FactEntry.objects.get().file.name == kept


def test_a_proof_that_comes_too_late_leaves_no_file(cast, workshop, media):
    proof(workshop, cast.officer, "一")
    with pytest.raises(answering.StaleEntryError):
        proof(workshop, cast.officer, "二")
    assert len(files_in(media)) == 1


# Blank forms


@pytest.fixture
def desk(staff):
    client = Client()
    client.force_login(staff)
    return client


def save(desk, made, **changes):
    columns = {"fields-TOTAL_FORMS": "0", "fields-INITIAL_FORMS": "0"}
    facts = {"superior": made.superior_id, "title": made.title, "frequency": "quarterly", "year_begins": "1"}
    days = {"due_after": "1", "due_day": "10", "in_force_from": "2026-01-01"}
    with translation.override("en"):
        address = reverse("admin:workshops_requirement_change", args=[made.pk])
    response = desk.post(address, columns | facts | days | changes)
    assert response.status_code == 302
    return Requirement.objects.get(pk=made.pk)


def test_a_blank_form_is_replaced_and_taken_away_with_its_file(desk, media, django_capture_on_commit_callbacks):
    made = asking.requirement("季报")
    first = save(desk, made, blank_form=package("xlsx", "甲.xlsx"))
    assert len(files_in(media)) == 1
    assert save(desk, made, note="记").blank_form.name == first.blank_form.name
    with django_capture_on_commit_callbacks(execute=True):
        second = save(desk, made, blank_form=pdf("乙.pdf"))
    assert (second.blank_form_name, len(files_in(media))) == ("乙.pdf", 1)
    assert files_in(media)[0] == second.blank_form.name.rpartition("/")[2]
    with django_capture_on_commit_callbacks(execute=True):
        third = save(desk, made, **{"blank_form-clear": "on"})
    assert (third.blank_form.name, third.blank_form_name, files_in(media)) == ("", "", [])


def test_a_blank_form_that_cannot_be_saved_leaves_the_one_before(desk, media, monkeypatch):
    made = save(desk, asking.requirement("季报"), blank_form=package("xlsx", "甲.xlsx"))

    def fail(*args, **kwargs):
        raise DatabaseError

    monkeypatch.setattr("workshops.admin.requirements.RequirementAdmin.save_related", fail)
    with pytest.raises(DatabaseError):
        save(desk, made, blank_form=pdf("乙.pdf"))
    assert files_in(media) == [made.blank_form.name.rpartition("/")[2]]
    assert Requirement.objects.get().blank_form_name == "甲.xlsx"
