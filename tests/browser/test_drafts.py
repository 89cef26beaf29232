"""Photos that go up one by one over a bad net, and drafts that wait, in a real browser on a phone of 360 pixels."""

import re

import pytest
from playwright.sync_api import expect

from suggestions import services
from suggestions.models import Draft, DraftPhoto, Suggestion
from tests.browser.uploading import WORDS, Net, choose, ids, kept_files, photo, problem, send, sign_in, states, write
from tests.suggestions.drafting import begun, by

NEW = "/suggestions/new/"


@pytest.fixture
def tolerated():
    """The net is broken on purpose, and some photos are refused."""
    return ("console: Failed to load resource",)


@pytest.fixture
def screen(page, live_server):
    page.open = lambda address: page.goto(live_server.url + address)
    page.net = Net(page)
    return page


@pytest.fixture
def phone(screen, live_server, cast):
    sign_in(screen.context, live_server, cast.worker)
    screen.open(NEW)
    return screen


@pytest.fixture
def poster(cast):
    return services.hang_poster(by=cast.officer, department=cast.team)


def test_photos_go_up_by_themselves_and_are_there_after_a_reload(phone):
    write(phone)
    choose(phone, photo("1.jpg", (3000, 2000)), photo("2.jpg"))
    expect(states(phone)).to_have_text(["已传上", "已传上"])
    assert [(one.width, one.height) for one in DraftPhoto.objects.all()] == [(1600, 1067), (90, 60)]
    assert kept_files(phone) == 0

    phone.reload()
    expect(states(phone)).to_have_text(["已传上", "已传上"])
    assert problem(phone).input_value() == WORDS
    send(phone)

    assert (Suggestion.objects.get().photos.count(), Draft.objects.count()) == (2, 0)
    assert "pending" not in phone.url


def test_what_did_not_arrive_goes_again_after_a_reload_and_nothing_else(phone):
    write(phone)
    choose(phone, photo("1.jpg"))
    expect(states(phone)).to_have_text(["已传上"])
    phone.net.broken = True
    choose(phone, photo("2.jpg"))
    expect(states(phone)).to_have_text(["已传上", "没传上，点一下再传"])
    first, tries = ids(), phone.net.tries

    phone.net.broken = False
    phone.reload()
    expect(states(phone)).to_have_text(["已传上", "已传上"])

    assert (ids()[:1], len(ids()), phone.net.tries) == (first, 2, tries + 1)


def test_a_tap_sends_a_failed_photo_again(phone):
    phone.net.broken = True
    choose(phone, photo("1.jpg"), photo("2.jpg"))
    expect(states(phone)).to_have_text(["没传上，点一下再传"] * 2)
    expect(phone.locator("p[role=status]").last).to_contain_text("文字可以先提交")

    phone.net.broken = False
    phone.locator(".thumb__retry").first.click()

    expect(states(phone)).to_have_text(["已传上"] * 2)
    assert DraftPhoto.objects.count() == 2


def test_a_lost_answer_does_no_harm(phone):
    write(phone)
    phone.net.answer_lost = True
    choose(phone, photo())
    expect(states(phone)).to_have_text(["没传上，点一下再传"])
    before = ids()

    phone.net.answer_lost = False
    phone.locator(".thumb__retry").click()
    expect(states(phone)).to_have_text(["已传上"])

    assert (len(before), ids()) == (1, before)


def test_a_photo_that_was_taken_out_does_not_go_along_even_when_its_answer_was_lost(phone):
    write(phone)
    choose(phone, photo("1.jpg"))
    expect(states(phone)).to_have_text(["已传上"])
    phone.net.answer_lost = True
    choose(phone, photo("2.jpg"))
    expect(states(phone).last).to_have_text("没传上，点一下再传")
    phone.route("**/photo/remove/", lambda route: route.abort())

    phone.locator(".thumb__remove").last.click()
    expect(states(phone)).to_have_text(["已传上"])
    send(phone)

    assert Suggestion.objects.get().photos.count() == 1


def test_what_can_never_be_used_is_said_and_holds_nothing_back(phone):
    write(phone)
    choose(phone, {"name": "fake.jpg", "mimeType": "image/jpeg", "buffer": b"no photo"})
    expect(states(phone)).to_have_text(["这张用不了"])
    expect(phone.locator(".photo-notes")).to_contain_text("fake.jpg")

    send(phone)

    assert Suggestion.objects.get().photos.count() == 0
    assert "pending" not in phone.url


def test_words_are_sent_at_once_and_the_photos_follow(phone):
    write(phone)
    phone.net.broken = True
    choose(phone, photo("1.jpg"), photo("2.jpg"))
    expect(states(phone)).to_have_text(["没传上，点一下再传"] * 2)

    send(phone)
    suggestion = Suggestion.objects.get()
    assert (suggestion.problem, suggestion.photos.count()) == (WORDS, 0)
    expect(phone.get_by_text("还有2张照片没传上来")).to_be_visible()
    expect(states(phone)).to_have_text(["没传上，点一下再传"] * 2)

    phone.net.broken = False
    phone.locator(".thumb__retry").first.click()
    expect(phone.get_by_text("照片也都传上了")).to_be_visible()
    assert (suggestion.photos.count(), kept_files(phone)) == (2, 0)
    phone.reload()
    expect(phone.locator("#to-come")).to_have_count(0)


def test_a_proof_that_was_closed_too_early_is_no_loss(phone):
    write(phone)
    phone.net.broken = True
    choose(phone, photo())
    expect(states(phone)).to_have_text(["没传上，点一下再传"])
    send(phone)
    expect(states(phone)).to_have_text(["没传上，点一下再传"])

    phone.net.broken = False
    suggestion = Suggestion.objects.get()
    phone.open(suggestion.get_absolute_url())
    phone.locator('a[href$="/photos/"]').click()

    expect(states(phone)).to_have_text(["已传上"])
    assert suggestion.photos.count() == 1


def test_what_the_phone_could_not_keep_is_chosen_again(phone):
    write(phone)
    phone.net.broken = True
    choose(phone, photo())
    expect(states(phone)).to_have_text(["没传上，点一下再传"])
    phone.evaluate("window.keptFiles.clear('')")
    phone.reload()
    expect(phone.locator("p[role=status]").last).to_contain_text("请把缺的再选一次")

    choose(phone, photo())
    expect(states(phone)).to_have_text(["没传上，点一下再传"])
    phone.evaluate("window.keptFiles.clear('')")
    send(phone)
    expect(phone.get_by_text("请把没传上的照片再选一次")).to_be_visible()
    phone.net.broken = False
    choose(phone, photo())
    expect(states(phone)).to_have_text(["已传上"])

    assert Suggestion.objects.get().photos.count() == 1


def test_a_photo_chosen_before_signing_in_arrives_after_it(screen, live_server, cast):
    screen.open(NEW)
    write(screen)
    choose(screen, photo())
    expect(states(screen)).to_have_text(["登录后再传"])

    sign_in(screen.context, live_server, cast.worker)
    screen.reload()

    expect(states(screen)).to_have_text(["已传上"])
    assert Draft.objects.get().user == cast.worker


def test_without_a_net_the_page_says_so_and_loses_nothing(phone):
    write(phone)
    phone.context.set_offline(True)
    phone.locator(".sticky button").click()
    expect(phone.locator("[data-offline-note]")).to_contain_text("没有网络")

    phone.context.set_offline(False)
    send(phone)

    assert Suggestion.objects.get().problem == WORDS


def test_words_reach_the_server_beside_their_photos_and_another_device(phone, live_server, cast, browser):
    choose(phone, photo())
    expect(states(phone)).to_have_text(["已传上"])
    problem(phone).fill(WORDS)
    expect(phone.locator(".field__count span").first).to_contain_text("换部手机登录也能接着写", timeout=15000)

    context = browser.new_context(locale="zh-CN")
    sign_in(context, live_server, cast.worker)
    desktop = context.new_page()
    desktop.goto(live_server.url + "/me/")
    desktop.get_by_role("link", name="继续写").click()
    assert problem(desktop).input_value() == WORDS
    expect(states(desktop)).to_have_text(["已传上"])
    send(desktop)
    context.close()

    assert Suggestion.objects.get().photos.count() == 1


def test_what_is_kept_for_later_leaves_the_page_free_for_something_else(phone):
    write(phone)
    choose(phone, photo())
    expect(states(phone)).to_have_text(["已传上"])
    phone.locator("button[name=keep]").click()
    phone.wait_for_url(re.compile("draft="))
    expect(states(phone)).to_have_text(["已传上"])
    assert problem(phone).input_value() == WORDS

    phone.open(NEW)
    assert problem(phone).input_value() == ""
    write(phone, "另一件事")
    send(phone)
    phone.open(NEW)
    phone.get_by_role("link", name="继续写").click()
    send(phone)

    assert sorted(Suggestion.objects.values_list("problem", flat=True)) == sorted([WORDS, "另一件事"])


def test_starting_afresh_asks_when_it_is_on_the_server(phone):
    write(phone)
    choose(phone, photo())
    expect(states(phone)).to_have_text(["已传上"])
    phone.reload()

    phone.locator("form .notice button").click()
    phone.get_by_role("button", name="删掉，重新写").click()
    phone.wait_for_url(re.compile(f"{NEW}$"))

    assert (problem(phone).input_value(), states(phone).count(), Draft.objects.count()) == ("", 0, 0)


def test_two_tabs_of_one_draft_show_both_texts(phone):
    write(phone)
    phone.locator("button[name=keep]").click()
    phone.wait_for_url(re.compile("draft="))
    other = phone.context.new_page()
    other.goto(phone.url)
    problem(other).fill("那一页写的")
    other.locator("button[name=keep]").click()
    expect(other.locator(".notice--ok")).to_contain_text("存好了")

    problem(phone).fill("这一页写的")
    phone.locator(".sticky button").click()

    expect(phone.locator("#error-summary")).to_contain_text("您在别处也改过")
    expect(phone.locator("section[aria-labelledby=elsewhere]")).to_contain_text("那一页写的")
    assert problem(phone).input_value() == "这一页写的"
    send(phone)
    assert Suggestion.objects.get().problem == "这一页写的"


@pytest.mark.parametrize("scripted", [True, False])
def test_signing_out_leaves_no_photo_on_a_shared_phone(phone, scripted):
    """Without the scripts as well: on a slow net they come after the tap."""
    write(phone)
    phone.net.broken = True
    choose(phone, photo())
    expect(states(phone)).to_have_text(["没传上，点一下再传"])
    if not scripted:
        phone.route("**/*.js", lambda route: route.abort())
    phone.open("/accounts/logout/")
    phone.locator("main form button").click()
    phone.wait_for_url(re.compile(r":\d+/$"))
    phone.unroute("**/*.js")

    phone.open(NEW)
    assert (kept_files(phone), problem(phone).input_value()) == (0, "")


def test_a_guest_s_words_and_photos_go_the_same_way(screen, poster):
    screen.open(poster.get_absolute_url())
    write(screen)
    screen.net.broken = True
    choose(screen, photo("1.jpg"))
    expect(states(screen)).to_have_text(["没传上，点一下再传"])
    screen.net.broken = False
    screen.reload()
    expect(states(screen)).to_have_text(["已传上"])
    screen.net.broken = True
    choose(screen, photo("2.jpg"))
    expect(states(screen)).to_have_text(["已传上", "没传上，点一下再传"])

    send(screen)
    expect(states(screen)).to_have_text(["没传上，点一下再传"])
    screen.net.broken = False
    screen.locator(".thumb__retry").click()
    expect(screen.get_by_text("照片也都传上了")).to_be_visible()

    assert (Suggestion.objects.get().photos.count(), Draft.objects.count()) == (2, 0)


def test_the_enter_key_sends_and_does_not_keep(screen, poster):
    screen.open(poster.get_absolute_url())
    write(screen)
    screen.locator("details.more summary").click()
    screen.locator("#id_name").fill("张三")
    screen.locator("#id_name").press("Enter")
    screen.wait_for_url(re.compile("/track/sent/"))

    assert Suggestion.objects.get().slip.name == "张三"


def test_it_is_kept_and_sent_without_script(browser, live_server, cast, browser_context_args):
    context = browser.new_context(**browser_context_args, java_script_enabled=False)
    sign_in(context, live_server, cast.worker)
    page = context.new_page()
    page.goto(live_server.url + NEW)
    problem(page).fill(WORDS)
    page.locator("input[type=file]").last.set_input_files([photo("1.jpg"), photo("2.jpg")])
    page.get_by_role("button", name="先存着，以后再提").click()
    assert "存好了" in page.locator(".notice--ok").inner_text()

    page.goto(live_server.url + "/me/")
    page.get_by_role("link", name="继续写").click()
    assert problem(page).input_value() == WORDS
    assert page.locator(".thumb img").count() == 2
    page.locator("input[name=take_out]").first.check()
    page.locator(".sticky button").click()
    page.wait_for_url("**/sent/")

    suggestion = Suggestion.objects.get()
    assert (suggestion.photos.count(), Draft.objects.count()) == (1, 0)
    page.goto(f"{live_server.url}/suggestions/{suggestion.number}/sent/?pending=1")
    page.locator("input[type=file]").last.set_input_files([photo("3.jpg")])
    page.get_by_role("button", name="传照片").click()
    page.wait_for_url(f"**/{suggestion.number}/")
    assert suggestion.photos.count() == 2
    context.close()


def test_every_page_of_a_draft_is_accessible_and_fits(phone, cast, faults, overflow):
    draft, _other = begun(by(cast.worker), photos=2), begun(by(cast.worker), words="焊" * 200)
    suggestion = services.submit(by=cast.worker, key=begun(by(cast.worker)).key, problem=WORDS)
    pages = [
        NEW, "/me/", draft.get_absolute_url(), f"/suggestions/draft/{draft.key}/discard/",
        f"/suggestions/{suggestion.number}/sent/?pending=2", f"/suggestions/{suggestion.number}/photos/",
    ]  # fmt: skip
    for address in pages:
        phone.open(address)
        if phone.locator("input[type=file][multiple]").count():
            phone.net.broken = True
            choose(phone, photo())
            expect(states(phone).last).to_have_text("没传上，点一下再传")
        assert (address, faults(phone)) == (address, {})
        for width in (320, 1440, 360):
            phone.set_viewport_size({"width": width, "height": 780})
            assert (address, width, overflow(phone)) == (address, width, 0)
        phone.evaluate("window.keptFiles && window.keptFiles.clear('')")
