"""A PostgreSQL server of its own on a socket, gone afterwards: nothing has to be running, and nobody has to be root.

Asks nothing of Django: the tests use it before there are settings.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

SUPERUSER = "postgres"


class ServerError(Exception):
    """It did not start; the message says why."""


class ThrowawayServer:
    """One server with an empty database, gone after `stop`; `options` are those of the program itself."""

    def __init__(self, programs, *, options="", place=None):
        self.programs, self.options = programs, options
        self.folder = Path(tempfile.mkdtemp(prefix="portal-pg-", dir=place))

    def start(self):
        """Return the folder of the server's socket; on failure nothing is left behind."""
        if os.geteuid() == 0:
            os.chown(self.folder, pwd.getpwnam(SUPERUSER).pw_uid, -1)
        try:
            self._run("initdb", "-U", SUPERUSER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
            options = f"-k {self.folder} -c listen_addresses='' {self.options}"
            self._run("pg_ctl", "-w", "-s", "-l", str(self.folder / "log"), "-o", options, "start")
        except subprocess.CalledProcessError as error:
            self._remove()
            raise ServerError(f"PostgreSQL did not start: {error.stderr.decode()}") from error
        return str(self.folder)

    def stop(self):
        self._run("pg_ctl", "-m", "immediate", "-s", "stop")
        self._remove()

    def _remove(self):
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, program, *arguments):
        command = [str(self.programs / program), "-D", str(self.folder / "data"), *arguments]
        if os.geteuid() == 0:  # the server refuses to run as root
            command = ["runuser", "-u", SUPERUSER, "--", *command]
        # The server keeps inherited pipes open for its whole life, so its output goes to a file.
        with tempfile.TemporaryFile() as output:
            done = subprocess.run(command, cwd="/", stdout=output, stderr=output, check=False)  # noqa: S603
            if done.returncode:
                output.seek(0)
                raise subprocess.CalledProcessError(done.returncode, command, stderr=output.read())


def find_programs():
    """The folder of the newest installed server's programs, or None."""
    if folders := [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]:
        return max(folders, key=lambda folder: int(folder.parent.name))
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


@contextmanager
def running(programs, **kwargs):
    """The address of a server's own database, for `DATABASE_URL`."""
    server = ThrowawayServer(programs, **kwargs)
    folder = server.start()
    try:
        yield f"postgres://{SUPERUSER}@/{folder}/{SUPERUSER}"
    finally:
        server.stop()
