"""What is kept of the second step: encrypted, under a key that may change."""

import importlib
import logging

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.apps import apps
from django.db import connection

from members import services

from .test_second_step import CODE, code_of, demanded, is_in, later, set_up, sign_in  # noqa: F401 - a fixture

OLD, NEW = "the-former-key-of-this-portal-0123456789-abcdefghij", "the-present-key-of-this-portal-0123456789-abcdefgh"


def rows():
    """As they lie in the database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM mfa_authenticator")
        return str(cursor.fetchall())


def in_clear(user):
    """As they were kept before there was a key; the key of the app, and the recovery codes."""
    for kept in Authenticator.objects.all():
        name = "secret" if kept.type == "totp" else "seed"
        kept.data[name] = {"secret": "JBSWY3DPEHPK3PXP", "seed": "ab" * 40}[name]
        kept.save()
    return "JBSWY3DPEHPK3PXP", RecoveryCodes(Authenticator.objects.get(user=user, type="recovery_codes"))


def comes_in(staff, code):
    client = sign_in(staff.username)
    client.post(CODE, {"code": code})
    return is_in(client)


def test_the_rows_tell_neither_key_nor_codes(staff, time_machine):
    secret = set_up(sign_in(staff.username))
    codes = RecoveryCodes(Authenticator.objects.get(type="recovery_codes"))
    seed = codes.instance.data["seed"]
    assert rows().count("fernet:") == 2
    assert secret not in rows()
    assert not any(code in rows() or code in seed for code in codes.get_unused_codes())
    later(time_machine)
    assert comes_in(staff, code_of(secret))


def test_another_key_of_the_portal_keeps_it_working(staff, time_machine, settings):
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = OLD, []
    secret = set_up(sign_in(staff.username))
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, [OLD]
    later(time_machine)
    assert comes_in(staff, code_of(secret))
    assert services.second_steps.encrypt_anew() == 2
    assert services.second_steps.encrypt_anew() == 0
    settings.SECRET_KEY_FALLBACKS = []
    later(time_machine)
    assert comes_in(staff, code_of(secret))


def test_without_the_key_nobody_comes_in_and_nothing_is_lost(staff, time_machine, settings, caplog):
    settings.SECRET_KEY = OLD
    secret = set_up(sign_in(staff.username))
    settings.SECRET_KEY = NEW
    later(time_machine)
    before = rows()
    with caplog.at_level(logging.WARNING):
        assert not comes_in(staff, code_of(secret))
        assert services.second_steps.encrypt_anew() == 0
    assert rows() == before
    assert secret not in caplog.text


@pytest.mark.parametrize("how", ["migration", "hourly"])
def test_what_was_kept_in_clear_is_encrypted_and_works_before_and_after(staff, time_machine, how):
    set_up(sign_in(staff.username))
    secret, codes = in_clear(staff)
    first, second, *_rest = codes.generate_codes()
    later(time_machine)
    assert comes_in(staff, first)
    if how == "hourly":
        assert services.second_steps.encrypt_anew() == 2
    else:
        importlib.import_module("members.migrations.0009_second_step_encrypted").encrypt(apps, None)
    assert secret not in rows()
    assert "ab" * 40 not in rows()
    assert not comes_in(staff, first)
    assert comes_in(staff, second)
    assert comes_in(staff, code_of(secret))
