"""What the tests of drafts do on a phone: photos, a net that breaks, words."""

import io
import re

from django.test import Client
from PIL import Image
from playwright.sync_api import expect

from suggestions.models import DraftPhoto

WORDS = "3号工位的焊钳电缆拖在地上，叉车容易压到"
UPLOADS = re.compile(r"/suggestions/(draft/photo|[\w-]+/photos)/$")


class Net:
    """The way of photos to the server: open, or broken before or after the server has them."""

    def __init__(self, page):
        self.broken, self.answer_lost, self.tries = False, False, 0
        page.route(UPLOADS, self._pass)

    def _pass(self, route):
        if route.request.method != "POST" or route.request.is_navigation_request():
            route.continue_()
            return
        self.tries += 1
        if self.answer_lost:
            route.fetch()
        if self.broken or self.answer_lost:
            route.abort()
        else:
            route.continue_()


def sign_in(context, live_server, user):
    client = Client()
    client.force_login(user)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])


def photo(name="photo.jpg", size=(90, 60)):
    buffer = io.BytesIO()
    Image.effect_noise(size, 60).convert("RGB").save(buffer, "JPEG")
    return {"name": name, "mimeType": "image/jpeg", "buffer": buffer.getvalue()}


def choose(page, *photos):
    page.locator("input[type=file][multiple]").set_input_files(list(photos))


def states(page):
    return page.locator(".thumb__state")


def problem(page):
    return page.locator("#id_problem")


def write(page, words=WORDS):
    problem(page).fill(words)
    expect(page.locator(".field__count span").first).to_contain_text("草稿")


def send(page):
    page.locator(".sticky button").click()
    page.wait_for_url(re.compile("/sent/"))


def kept_files(page):
    """How many photos this phone still holds."""
    return page.evaluate("window.keptFiles.find(() => true).then(found => found.length)")


def ids():
    return list(DraftPhoto.objects.values_list("client_id", flat=True))
