"""The scan of what was signed on paper: kept, replaced, taken away, and who gets it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from alliance_portal import workflow
from alliance_portal.attachments import read_attachment
from members.services import erasure
from tests.at_once import outcomes
from tests.factories import picture
from tests.paper_files import pdf
from tests.training import mentoring
from training import services
from training.models import Mentorship, SignedPaper

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def files_in(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def at(name, made):
    return reverse(f"training:mentorship{name}", args=[made.pk])


def send(client, user, made, step, **facts):
    client.force_login(user)
    version = Mentorship.objects.get(pk=made.pk).version
    return client.post(at(step, made), {"version": version, **facts})


def verbs(made):
    return list(made.events.order_by("pk").values_list("verb", flat=True))


@pytest.fixture
def done(django_capture_on_commit_callbacks):
    return django_capture_on_commit_callbacks


def test_from_the_paper_to_the_scan_another_one_and_none(client, cast, media, done):
    made = mentoring.draft(cast)
    day = mentoring.today()
    sent = send(client, cast.officer, made, "-paper", signed_on=day, scan=pdf("王海协议.pdf"))
    assert sent.status_code == 302
    page = client.get(at("", made)).content.decode()
    assert at("-scan", made) in page
    assert "王海协议.pdf" in page
    got = client.get(at("-scan", made))
    assert b"".join(got.streaming_content).startswith(b"%PDF")
    assert got.headers["Content-Disposition"].startswith("attachment")
    assert got.headers["Cache-Control"] == "private, no-store"

    with done(execute=True):
        send(client, cast.officer, made, "-scan-put", scan=picture("协议.png"))
    assert (SignedPaper.objects.get().kind, len(files_in(media))) == ("jpg", 1)
    refused = send(client, cast.officer, made, "-scan-remove", reason="")
    assert "reason" in refused.context["form"].errors
    with done(execute=True):
        send(client, cast.officer, made, "-scan-remove", reason="扫错了")
    assert (SignedPaper.objects.count(), files_in(media)) == (0, [])
    assert verbs(made)[-3:] == ["on_paper", "rescanned", "unscanned"]
    assert made.events.latest("pk").note == "扫错了"
    assert client.get(at("-scan", made)).status_code == 404
    assert client.get(at("-scan-remove", made)).context["fits"] is False


def test_what_is_no_paper_is_refused_at_its_field_and_nothing_has_happened(client, cast, media):
    made = mentoring.draft(cast)
    for bad in (SimpleUploadedFile("协议.pdf", b"MZ not a paper"), pdf(objects=b"<< /JavaScript (x) >>")):
        page = send(client, cast.officer, made, "-paper", signed_on=mentoring.today(), scan=bad)
        assert list(page.context["form"].errors) == ["scan"]
        assert f'value="{mentoring.today()}"' in page.content.decode()
    made.refresh_from_db()
    assert (made.status, files_in(media)) == ("draft", [])


def test_a_scan_is_for_those_at_the_desk_and_is_kept_by_those_who_keep_it(client, cast, strangers, staff):
    made = mentoring.in_force(cast, apprentices=[cast.worker.person, mentoring.guest(strangers).person])
    services.put_scan(made, by=cast.officer, scan=read_attachment(pdf()))
    expected = {
        cast.officer: (200, 200), staff: (200, 200), cast.leader: (200, 403), strangers.officer: (200, 403),
        cast.owner: (404, 404), cast.worker: (404, 404), strangers.reviewer: (404, 404),
    }  # fmt: skip
    for user, codes in expected.items():
        client.force_login(user)
        got = client.get(at("-scan", made))
        got.getvalue() if got.streaming else None
        assert (got.status_code, client.get(at("-scan-put", made)).status_code) == codes, user
        assert client.post(at("-scan-remove", made), {}).status_code == codes[1], user


def test_what_was_signed_on_the_phone_has_no_scan(client, cast):
    made = mentoring.sent(cast)
    for user in (cast.owner, cast.worker):
        made = services.sign(made, by=user)
    client.force_login(cast.officer)
    assert client.get(at("-scan-put", made)).context["fits"] is False
    with pytest.raises(workflow.TransitionError):
        services.put_scan(made, by=cast.officer, scan=read_attachment(pdf()))


@pytest.mark.parametrize("who", ["owner", "worker"])
def test_it_goes_with_the_account_of_anybody_on_it(cast, media, who, done):
    made = mentoring.in_force(cast)
    services.put_scan(made, by=cast.officer, scan=read_attachment(pdf()))
    with done(execute=True):
        erasure.close_for_good(by=getattr(cast, who))
    assert (SignedPaper.objects.count(), files_in(media)) == (0, [])


def put_at_once(cast):
    made = mentoring.in_force(cast)
    version = made.version
    scans = [read_attachment(pdf()) for _n in range(2)]
    return outcomes(
        *(
            lambda scan=scan: services.put_scan(
                Mentorship.objects.get(pk=made.pk), by=cast.officer, scan=scan, version=version
            )
            for scan in scans
        )
    )


@pytest.mark.django_db(transaction=True)
def test_of_two_scans_at_once_one_is_kept_and_the_other_is_told(cast, media):
    assert put_at_once(cast) == ["done", "told"]
    assert (SignedPaper.objects.count(), len(files_in(media))) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_nobody_would_be_told(cast, media, monkeypatch):
    monkeypatch.setattr(workflow, "lock", lambda record, *, version=None: record)
    assert "told" not in put_at_once(cast)
