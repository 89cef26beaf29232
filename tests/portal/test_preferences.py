"""Language and appearance: chosen by POST, without signing in, and never a way off this site."""

import pytest
from django.urls import reverse


@pytest.mark.parametrize(
    ("start", "code", "expected"),
    [
        ("/workshops/?q=1&page=2", "en", "/en/workshops/?q=1&page=2"),
        ("/en/workshops/?q=1", "zh-hans", "/workshops/?q=1"),
        ("/workshops/", "zh-hans", "/workshops/"),
        ("/", "en", "/en/"),
        ("/en/", "zh-hans", "/"),
        ("/no/such/page/", "en", "/no/such/page/"),
    ],
)
def test_language_leads_to_the_same_page_in_the_other_language(client, start, code, expected):
    response = client.post(reverse("set-language", args=[code]), {"next": start})

    assert (response.status_code, response.url) == (302, expected)


def test_language_that_does_not_exist_is_not_found(client):
    assert client.post("/lang/xx/", {"next": "/"}).status_code == 404


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", ""])
@pytest.mark.parametrize("name", ["language", "theme"])
def test_preferences_never_lead_off_this_site(client, name, elsewhere):
    address = reverse("set-language", args=["en"]) if name == "language" else reverse("set-theme")

    response = client.post(address, {"next": elsewhere})

    assert response.url == ("/en/" if name == "language" else "/")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_theme_is_kept_in_a_cookie_that_scripts_cannot_read(client, theme):
    response = client.post(reverse("set-theme"), {"theme": theme, "next": "/workshops/"})

    cookie = response.cookies["theme"]
    assert response.url == "/workshops/"
    assert (cookie.value, cookie["httponly"], cookie["samesite"]) == (theme, True, "Lax")


@pytest.mark.parametrize("theme", ["system", "purple", ""])
def test_any_other_theme_follows_the_device(client, theme):
    client.cookies["theme"] = "dark"

    response = client.post(reverse("set-theme"), {"theme": theme, "next": "/"})

    assert response.cookies["theme"].value == ""
    assert response.cookies["theme"]["max-age"] == 0


@pytest.mark.parametrize("name", ["language", "theme"])
def test_preferences_answer_to_post_only(client, name):
    address = reverse("set-language", args=["en"]) if name == "language" else reverse("set-theme")

    assert client.get(address).status_code == 405
