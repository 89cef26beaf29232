"""The demo takes seconds to make: it is made once for all tests of this folder, and rolled back after them."""

import pytest
from django.db import transaction

from alliance_portal import demo

PASSWORD = "try-it-out"


@pytest.fixture(scope="package")
def _made(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        assert demo.build(password=PASSWORD)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def made(_made, db):
    """The demo; what a test changes is undone after it."""
