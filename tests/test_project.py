"""The project as a whole: migrations, checks, a safe start, templates, static files, lock files."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.db import connection
from django.template.loader import get_template

ROOT = Path(__file__).resolve().parent.parent
PRODUCTION = {
    "DEBUG": "false",
    "SECRET_KEY": "production-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGH",
    "ALLOWED_HOSTS": "portal.example.org",
    "BASE_URL": "https://portal.example.org",
    "DATABASE_URL": "postgresql://portal:secret@127.0.0.1/portal",
    "DJANGO_SETTINGS_MODULE": "alliance_portal.settings",
}


def run_python(*arguments, **environment):
    """Run Python in the project's folder as production does, with nothing but the given environment."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **PRODUCTION, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_tests_run_on_the_database_that_was_asked_for(db):
    assert connection.vendor == ("postgresql" if os.environ.get("TEST_PGHOST") else "sqlite")


def test_the_system_checks_find_nothing():
    done = run_python("manage.py", "check", "--fail-level", "INFO", DEBUG="true", DATABASE_URL="sqlite://:memory:")
    assert (done.returncode, done.stderr) == (0, "")


def test_the_deployment_checks_find_nothing():
    done = run_python("manage.py", "check", "--deploy", "--fail-level", "INFO")
    assert (done.returncode, done.stderr) == (0, "")


def test_production_starts_with_safe_values(tmp_path):
    done = run_python("-W", "error", "-c", "import alliance_portal.wsgi", STATIC_ROOT=str(tmp_path))
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("name", "unsafe"),
    [
        ("SECRET_KEY", ""),
        ("SECRET_KEY", "short"),
        ("ALLOWED_HOSTS", ""),
        ("ALLOWED_HOSTS", "*"),
        ("BASE_URL", "http://portal.example.org"),
        ("CACHE_URL", "locmemcache://"),
        ("OUTBOX_AT_ONCE", "true"),
    ],
)
def test_production_refuses_to_start_with_an_unsafe_value(name, unsafe):
    done = run_python("-c", "import alliance_portal.wsgi", **{name: unsafe})
    assert done.returncode == 1
    assert name in done.stderr.splitlines()[-1]


def test_postgresql_is_asked_not_to_compile_the_sums():
    show = "from alliance_portal.settings import DATABASES; print(DATABASES['default']['OPTIONS']['options'])"
    assert run_python("-c", show, DATABASE_URL="postgres://portal@db/portal").stdout.strip() == "-c jit=off"


def test_the_example_of_the_environment_names_what_the_settings_read():
    lines = (ROOT / "deploy" / "portal.env.example").read_text().splitlines()
    example = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    read = (ROOT / "alliance_portal" / "settings.py").read_text()
    assert [name for name in example if f'"{name}"' not in read] == []
    assert example["DEBUG"] == "false"


def own_template_names():
    """The names of the project's own templates, the ones that replace a library's included."""
    folders = [ROOT / "templates", *ROOT.glob("*/templates")]
    return {str(path.relative_to(folder)) for folder in folders for path in folder.rglob("*.*")}


def test_every_template_compiles():
    names = own_template_names()
    assert "base.html" in names
    for name in names:
        get_template(name)


def test_static_files_refer_only_to_files_that_exist(tmp_path, settings):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    assert (tmp_path / "staticfiles.json").exists()


def test_every_static_file_that_a_template_names_exists():
    named = {
        name
        for template in (ROOT / "templates").rglob("*.html")
        for name in re.findall(r"{%\s*static\s+[\"']([^\"'{]+)[\"']", template.read_text())
    }
    assert {name for name in named if finders.find(name) is None} == set()


def locked(file):
    return set(re.findall(r"^([a-z0-9-]+)==", (ROOT / "requirements" / file).read_text(), re.M))


def declared(requirements):
    return {re.match(r"[A-Za-z0-9-]+", requirement).group().lower() for requirement in requirements}


def test_the_lock_files_hold_what_the_project_declares():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert declared(project["dependencies"]) - locked("base.txt") == set()
    assert declared(project["optional-dependencies"]["dev"]) - locked("dev.txt") == set()
    assert locked("base.txt") - locked("dev.txt") == set()


@pytest.mark.parametrize("file", ["base.txt", "dev.txt"])
def test_a_lock_file_names_no_host_and_leaves_nothing_unpinned(file):
    lines = (ROOT / "requirements" / file).read_text().splitlines()
    assert [
        line for line in lines if not re.match(r"[a-z0-9-]+==\S+( ; [^\\]+)? \\$|    --hash=sha256:\w{64}( \\)?$", line)
    ] == []


def test_the_tests_use_no_data_of_the_developer():
    for folder in (settings.MEDIA_ROOT, settings.STATIC_ROOT, settings.DATABASES["default"]["NAME"]):
        assert ROOT not in Path(folder).parents
