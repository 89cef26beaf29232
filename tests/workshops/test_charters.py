"""The charter of an alliance, version after version."""

import pytest
from django.urls import reverse

from alliance_portal.workflow import WorkflowError
from tests.factories import AllianceFactory
from tests.workshops.alliances import day, paper, term
from workshops.models import Charter
from workshops.services.charters import add_charter

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def alliance(db):
    return AllianceFactory(slug="welding")


def add(alliance, by, days, summary="轮值一年一换。"):
    return add_charter(alliance, by=by, attachment=paper(summary), summary=summary, valid_from=day(days))


def test_versions_are_counted_and_stay(alliance, staff):
    first, second = add(alliance, staff, -30), add(alliance, staff, -3, "半年开一次会。")
    assert [first.number, second.number] == [1, 2]
    assert list(Charter.objects.in_force()) == [second, first]
    assert list(Charter.objects.in_force(day(-4))) == [first]
    with first.file.open("rb") as content:
        assert content.read().startswith(b"%PDF")


def test_a_version_does_not_begin_before_the_one_before(alliance, staff, media):
    add(alliance, staff, -3)
    with pytest.raises(WorkflowError, match="later one"):
        add(alliance, staff, -4)
    with pytest.raises(WorkflowError, match="in short"):
        add(alliance, staff, 0, " ")
    assert Charter.objects.count() == 1
    assert len([path for path in media.rglob("*") if path.is_file()]) == 1


def test_no_file_stays_behind_when_the_version_is_refused(alliance, staff, media, monkeypatch):
    def fail(*_args, **_kwargs):
        raise WorkflowError("no")

    monkeypatch.setattr(Charter, "save", fail)
    with pytest.raises(WorkflowError):
        add(alliance, staff, 0)
    assert [path for path in media.rglob("*") if path.is_file()] == []


def test_everybody_downloads_what_holds_and_only_keepers_what_is_to_come(client, alliance, staff, cast):
    add(alliance, staff, -30)
    coming = add(alliance, staff, 3)
    term(alliance, person=cast.worker.person)
    first, second = (reverse("workshops:charter", args=["welding", number]) for number in (1, 2))
    answer = client.get(first)
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer.getvalue().startswith(b"%PDF")
    assert client.get(second).status_code == 404
    client.force_login(cast.worker)
    assert client.get(second).getvalue().startswith(b"%PDF")
    assert coming.get_absolute_url().endswith("/alliances/welding/charters/2/")
