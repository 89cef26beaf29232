"""The safety nets of the tests themselves: a net with a hole catches nothing, and says nothing."""

import socket

import pytest
from django.conf import settings
from django.core.cache import cache
from django.template import Context, Template, engines
from zeal import zeal_context
from zeal.errors import NPlusOneError

from members.models import Department
from tests.isolation import NetworkClosedError
from tests.undefined import UndefinedVariableError


def test_a_question_asked_once_per_row_is_found(cast):
    with pytest.raises(NPlusOneError), zeal_context():
        assert [department.enterprise.name for department in Department.objects.all()]


def test_the_views_are_watched_for_a_question_per_row():
    assert "zeal.middleware.zeal_middleware" in settings.MIDDLEWARE
    assert "zeal" in settings.INSTALLED_APPS


def test_no_other_host_is_reached():
    with socket.socket() as connection, pytest.raises(NetworkClosedError):
        connection.connect(("192.0.2.1", 80))


@pytest.fixture
def own_template(tmp_path, monkeypatch):
    """Renders a template as if it lay in the project's folder of templates."""
    monkeypatch.setattr(engines["django"].engine.string_if_invalid, "folder", tmp_path)

    def render(source, **values):
        template = Template(source)
        for node in template.nodelist:
            node.origin.name = str(tmp_path / "page.html")
        return template.render(Context(values))

    return render


def test_a_variable_that_the_view_forgot_is_found(own_template):
    with pytest.raises(UndefinedVariableError, match=r"headcount is undefined in .*page\.html"):
        own_template("{{ headcount }}")


def test_a_variable_that_may_be_missing_is_asked_for_by_if(own_template):
    assert own_template("{% if headcount %}{{ headcount }}{% else %}—{% endif %}") == "—"
    assert own_template("{{ headcount }}", headcount=902) == "902"


def test_templates_of_libraries_may_leave_variables_out():
    assert Template("{{ headcount }}").render(Context()) == ""


@pytest.mark.parametrize("time", ["first", "second"])
def test_every_test_starts_with_an_empty_cache(time):
    assert cache.get("seen") is None
    cache.set("seen", time)
