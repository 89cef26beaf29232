"""Settings of the tests: the portal's own, made fast, kept apart from the developer's data, and strict."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

# The developer's environment does not decide what the tests see.
for _name in (
    "SECRET_KEY",
    "ALLOWED_HOSTS",
    "BASE_URL",
    "DATABASE_URL",
    "CACHE_URL",
    "EMAIL_URL",
    "DEFAULT_FROM_EMAIL",
    "CHAT_HOSTS",
):
    os.environ.pop(_name, None)
os.environ["DEBUG"] = "true"

from alliance_portal.settings import *  # noqa: E402, F403 - the environment has to be set first
from alliance_portal.settings import BASE_DIR, DATABASES, INSTALLED_APPS, MIDDLEWARE, TEMPLATES  # noqa: E402

from .undefined import UndefinedVariable  # noqa: E402

_memory = "/dev/shm"  # noqa: S108 - only the place for a private folder with a random name
_place = _memory if os.access(_memory, os.W_OK) else None
_scratch = Path(tempfile.mkdtemp(prefix="portal-tests-", dir=_place))
atexit.register(shutil.rmtree, _scratch, ignore_errors=True)

MEDIA_ROOT = _scratch / "media"
STATIC_ROOT = _scratch / "static"
for _folder in (MEDIA_ROOT, STATIC_ROOT):
    _folder.mkdir()

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# What is put into the outbox stays there until a test delivers it.
OUTBOX_AT_ONCE = False
# Tests of the second step turn it on; everywhere else staff come in by their password.
STAFF_MFA = False
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

if os.environ.get("TEST_PGHOST"):
    DATABASES["default"] = {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": os.environ["TEST_PGHOST"],
        "USER": "postgres",
        "NAME": "postgres",
    }
else:
    # A file, because threads cannot share a database in memory: it answers "table is locked".
    DATABASES["default"]["TEST"] = {"NAME": str(_scratch / "test.sqlite3")}

# A page that asks the same question once per row fails its test.
INSTALLED_APPS = [*INSTALLED_APPS, "zeal"]
MIDDLEWARE = [*MIDDLEWARE, "zeal.middleware.zeal_middleware"]
ZEAL_ALLOWLIST = [
    # Signing in reads the session twice: for its content, and to give it a new key.
    {"model": "sessions.Session"},
    # Many links at once: each locks its own person and account.
    {"model": "members.Person", "field": "get()"},
    {"model": "members.User", "field": "get()"},
    # A service locks its row, and the move it is made of locks it again.
    {"model": "members.Story", "field": "get()"},
    {"model": "suggestions.*", "field": "get()"},
    {"model": "workshops.*", "field": "get()"},
    {"model": "training.*", "field": "get()"},
]

# A variable that the view forgot, or that the template misspells, fails the test of that page.
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = UndefinedVariable.for_templates_below(BASE_DIR)
