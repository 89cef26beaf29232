"""What a process costs before it serves anything: run as a program, for the portal or for a bare Django.

Prints processor seconds until the first page is out, and the memory then held in MiB, as JSON.
"""

import json
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from wsgiref.util import setup_testing_defaults

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.template import engines
from django.urls import path

BARE, PORTAL = "bare", "portal"
# A page of each that asks no database.
PAGES = {BARE: "/", PORTAL: "/definitions/"}
APPS = ("contenttypes", "auth", "sessions", "messages", "staticfiles")
MIDDLEWARE = (
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
)


def costs(runs):
    """{"bare": (seconds, MiB), "portal": (seconds, MiB)}: medians of processes of their own."""
    return {which: [median(column) for column in zip(*_processes(which, runs), strict=True)] for which in PAGES}


def _processes(which, runs):
    command = [sys.executable, "-m", __spec__.name, which]
    for _run in range(runs):
        done = subprocess.run(command, cwd=settings.BASE_DIR, stdout=subprocess.PIPE, check=True)  # noqa: S603
        yield json.loads(done.stdout)


def hello(request):
    return HttpResponse(engines["django"].from_string("Hello {{ request.path }}").render({"request": request}))


urlpatterns = [path("", hello)]


def _configure():
    """As Django's own new project is."""
    settings.configure(
        SECRET_KEY="signs nothing",  # noqa: S106 - this process ends before anybody could sign in
        ALLOWED_HOSTS=["testserver"],
        INSTALLED_APPS=[f"django.contrib.{app}" for app in APPS],
        MIDDLEWARE=MIDDLEWARE,
        ROOT_URLCONF=__name__,
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}],
    )


def _serve(page):
    environ = {"PATH_INFO": page, "HTTP_HOST": "testserver", "HTTP_X_FORWARDED_PROTO": "https"}
    setup_testing_defaults(environ)
    status = []
    b"".join(get_wsgi_application()(environ, lambda line, headers: status.append(line)))
    if status != ["200 OK"]:
        raise RuntimeError(status)


def _memory():
    """The most this process has held, as Linux knows it: `getrusage` would give the number of whoever started it."""
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    return int(status["VmHWM"].split()[0]) / 1024


if __name__ == "__main__":
    if sys.argv[1] == BARE:
        _configure()
    _serve(PAGES[sys.argv[1]])
    sys.stdout.write(json.dumps([time.process_time(), _memory()]))
