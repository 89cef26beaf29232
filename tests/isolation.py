"""Every test starts from an empty cache, reaches no other host, and is not silently left out in CI."""

import ipaddress
import os
import socket

import pytest
from django.core.cache import cache

_connect = socket.socket.connect


class NetworkClosedError(Exception):
    """A test tried to reach another host."""


def _connect_to_this_machine_only(self, address):
    if self.family != socket.AF_UNIX and not _is_this_machine(address[0]):
        raise NetworkClosedError(f"The tests reach no other host, but {address[0]} was asked for.")
    return _connect(self, address)


def _is_this_machine(host):
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@pytest.fixture(scope="session", autouse=True)
def _network_closed():
    socket.socket.connect = _connect_to_this_machine_only
    yield
    socket.socket.connect = _connect


@pytest.fixture(autouse=True)
def _empty_cache():
    """Sign-in limits are counted in the cache; one test's failures must not lock out the next."""
    cache.clear()


def pytest_sessionfinish(session):
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") and reporter and reporter.stats.get("skipped") and session.exitstatus == 0:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter):
    if os.environ.get("CI") and terminalreporter.stats.get("skipped"):
        terminalreporter.write_line("In CI every test has to run: a skipped test is a failure.", red=True)
