import pytest
from django.utils import translation


@pytest.fixture
def english():
    """Refusals are read in English, so that a better Chinese word breaks no test."""
    with translation.override("en"):
        yield
