"""Figures on other sites: which sites are sites, and what becomes of an address."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import ValidationError

from alliance_portal.audit import AuditEntry
from alliance_portal.workflow import StaleError, WorkflowError
from suggestions import permissions
from suggestions.models import FigureEmbed
from suggestions.services.embeds import change_embed, create_embed, note_shown, renew_embed, revoke_embed
from suggestions.sites import clean_site

NOW = dt.datetime(2026, 8, 31, 10, tzinfo=dt.UTC)
FACTS = {"name": "官网", "numbers": ["adoption_rate"], "sites": ["https://www.example.org"]}


@pytest.fixture
def embed(cast):
    return create_embed(by=cast.leader, enterprise=cast.enterprise, **FACTS)


@pytest.mark.parametrize(
    ("typed", "site"),
    [
        ("https://www.example.org", "https://www.example.org"), (" HTTPS://WWW.Example.ORG/ ", "https://www.example.org"),
        ("https://www.example.org/index.html", "https://www.example.org"), ("http://10.1.2.3:8080", "http://10.1.2.3:8080"),
        ("https://www.example.org:443", "https://www.example.org"), ("http://intranet", "http://intranet"),
        ("https://工会.中国", "https://xn--6oq837a.xn--fiqs8s"), ("http://a.example:80/x", "http://a.example"),
    ],
)  # fmt: skip
def test_a_site_is_kept_as_browsers_write_it(typed, site):
    assert clean_site(typed) == site
    assert clean_site(site) == site


@pytest.mark.parametrize(
    "typed",
    [
        "", "www.example.org", "*", "https://*", "https://*.example.org", "'self'", "https:", "https://", "ftp://a.example",
        "javascript:alert(1)", "data:text/html,x", "https://a.example; script-src *", "https://a.example, https://b.example",
        "https://user:pw@a.example", "https://a.example?x=1", "https://a.example#x", "https://a_b.example",
        "https://-a.example", "https://a..example", "https://a.example:99999", "https://a.example:x", "https://[::1]",
        "https://a.example https://b.example", "https://a.example\\evil", "null", "https://" + "a" * 300,
        "https://" + "a" * 64 + ".example", "https://a.example\x00",
    ],
)  # fmt: skip
def test_what_is_no_site_gets_into_no_header(typed):
    with pytest.raises(ValidationError):
        clean_site(typed)


def test_an_address_nobody_can_guess_is_made_and_noted_without_it(cast, embed):
    assert len(embed.token) >= 32
    assert create_embed(by=cast.leader, enterprise=cast.enterprise, **FACTS).token != embed.token
    entry = AuditEntry.objects.filter(act="exported").order_by("pk").first()
    assert (entry.actor, entry.enterprise, entry.detail) == (
        cast.leader.pk,
        cast.enterprise.pk,
        f"/boards/embeds/{embed.pk}/",
    )


@pytest.mark.parametrize(
    "facts",
    [
        {"sites": []}, {"sites": ["https://a.example"] * 2}, {"sites": ["*"]}, {"sites": ["https://a.example/x"]},
        {"sites": [f"https://a{n}.example" for n in range(11)]}, {"numbers": ["proposers"]}, {"name": ""},
        {"theme": "red"},
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused(cast, facts):
    with pytest.raises(ValidationError):
        create_embed(by=cast.leader, enterprise=cast.enterprise, **FACTS | facts)
    assert not FigureEmbed.objects.exists()


def test_what_it_shows_is_changed_and_the_address_stays(cast, embed):
    changed = change_embed(
        embed, by=cast.officer, version=embed.version, numbers=[], sites=["https://b.example"], theme="dark"
    )
    assert (changed.token, changed.sites, changed.theme) == (embed.token, ["https://b.example"], "dark")
    with pytest.raises(StaleError):
        change_embed(embed, by=cast.leader, version=embed.version, name="又一个")
    with pytest.raises(ValidationError):
        change_embed(changed, by=cast.leader, version=changed.version, sites=["*"])
    changed.refresh_from_db()
    assert changed.sites == ["https://b.example"]


def test_other_sites_are_noted_and_another_name_is_not(cast, embed):
    for facts, noted in (({"name": "首页"}, 1), ({"sites": ["https://b.example"]}, 2)):
        change_embed(embed, by=cast.leader, **facts)
        assert AuditEntry.objects.filter(act="exported").count() == noted


def test_what_a_form_has_set_already_and_taking_back_are_noted_once(cast, embed):
    """A form writes into the object it was made of: what was there before is asked of the database."""
    embed.sites = ["https://b.example"]
    changed = change_embed(embed, by=cast.officer, sites=embed.sites)
    for _twice in range(2):
        revoke_embed(changed, by=cast.leader)
    entries = AuditEntry.objects.filter(act="exported").order_by("pk")
    where = f"/boards/embeds/{embed.pk}/"
    assert [(entry.actor, entry.detail) for entry in entries][1:] == [
        (cast.officer.pk, where), (cast.leader.pk, f"{where}revoke/"),
    ]  # fmt: skip


def test_a_new_address_kills_the_old_one(cast, embed):
    note_shown(embed)
    renewed = renew_embed(embed, by=cast.leader)
    assert (renewed.pk, renewed.token == embed.token, renewed.seen_at) == (embed.pk, False, None)
    assert not FigureEmbed.objects.filter(token=embed.token).exists()


def test_what_was_taken_back_stays_taken_back(cast, embed):
    first = revoke_embed(embed, by=cast.leader)
    again = revoke_embed(embed, by=cast.officer)
    assert (again.revoked_at, again.revoked_by) == (first.revoked_at, cast.leader)
    for late in (lambda: renew_embed(embed, by=cast.leader), lambda: change_embed(embed, by=cast.leader, name="x")):
        with pytest.raises(WorkflowError):
            late()


def test_showing_it_is_noted_every_ten_minutes(embed, django_assert_num_queries):
    moments = []
    for minutes in (0, 9, 10, 19, 30):
        with time_machine.travel(NOW + dt.timedelta(minutes=minutes), tick=False):
            note_shown(embed)
        embed.refresh_from_db()
        moments.append((embed.seen_at - NOW).total_seconds() / 60)
    assert moments == [0, 0, 10, 10, 30]
    with time_machine.travel(NOW + dt.timedelta(minutes=31), tick=False), django_assert_num_queries(0):
        note_shown(embed)


def test_who_makes_changes_and_takes_back_which(cast, strangers, staff, embed):
    of_district = create_embed(by=staff, **FACTS)
    own, none = (True, True, True, False), (False, False, False, False)
    may = {"leader": own, "officer": own, "worker": none, "reviewer": none}
    for who, (makes, changes, revokes, districts) in may.items():
        user = getattr(cast, who)
        told = permissions.can_make_embeds(user), permissions.can_change_embed(user, embed)
        told += permissions.can_revoke_embed(user, embed), permissions.can_change_embed(user, of_district)
        assert (who, told) == (who, (makes, changes, revokes, districts))
    assert not permissions.can_revoke_embed(strangers.leader, embed)
    assert (permissions.can_change_embed(staff, embed), permissions.can_revoke_embed(staff, embed)) == (False, True)
    assert permissions.can_change_embed(staff, of_district)
    seen = FigureEmbed.objects
    assert list(seen.visible_to(strangers.leader)) == list(seen.visible_to(cast.worker)) == []
    assert (seen.visible_to(cast.leader).get(), seen.visible_to(staff).count()) == (embed, 2)
