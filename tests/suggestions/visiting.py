"""What the tests of the gallery do over HTTP."""

from django.test import Client

from suggestions import services
from tests.suggestions import stages

GALLERY = "/en/gallery/"


def shown(cast, **facts):
    """Done, and shown to everybody."""
    return services.show_in_gallery(stages.done(cast, **facts), by=cast.officer)


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def listed(client, query=""):
    return [item.suggestion for item in client.get(GALLERY + query).context["items"]]


def page_of(suggestion, more=""):
    return f"{GALLERY}{suggestion.number}/{more}"


def text(response):
    assert response.status_code == 200
    return response.content.decode()
