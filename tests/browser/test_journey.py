"""One idea from the phone to the board: sent, answered, done, verified, counted - each by whom it concerns."""

import io
import json

import pytest
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import expect

from suggestions.models import Suggestion
from tests.browser.looks import PHONE
from tests.factories import BoardFactory, picture

WORDS = "3号工位的焊钳电缆拖在地上，叉车过来容易压到。上周二差点压断。"
TITLE = "3号工位的焊钳电缆拖在地上，叉车过来容易压到"


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def photo(name):
    return {"name": name, "mimeType": "image/jpeg", "buffer": picture(size=(640, 480)).read()}


def press(page, words):
    page.get_by_role("button", name=words, exact=True).first.click()


def holds(page, *words):
    for text in words:
        expect(page.locator("main")).to_contain_text(text)


def figures(enterprise):
    out = io.StringIO()
    call_command("figures", "--json", "--enterprise", enterprise.code, stdout=out)
    return json.loads(out.getvalue())


def test_an_idea_is_sent_answered_done_verified_and_counted(desk, cast, live_server):
    worker = desk(cast.worker, PHONE)
    worker.go("/suggestions/new/")
    worker.locator("#id_problem").fill(WORDS)
    worker.locator("input[type=file][multiple]").set_input_files(photo("cable.jpg"))
    press(worker, "提交建议")
    idea = wait_for_idea(worker)
    holds(worker, idea.number, "前给您答复")
    assert idea.photos.count() == 1
    assert figures(cast.enterprise)["received"] == 1

    reviewer = desk(cast.reviewer)
    reviewer.go("/workbench/queue/")
    holds(reviewer, TITLE, idea.number)
    reviewer.locator("label.segment", has_text="采纳").first.click()
    reviewer.get_by_label("给职工的答复").fill("您说得对，我们给3号工位装一副悬臂吊架。")
    reviewer.get_by_label("责任人").fill("周工")
    reviewer.get_by_label("完成日期").fill(str(timezone.localdate()))
    press(reviewer, "提交答复，看下一条")
    holds(reviewer, "都答复完了")
    worker.go(idea.get_absolute_url())
    holds(worker, "已采纳", "李工", "您说得对，我们给3号工位装一副悬臂吊架。", "周工")
    assert figures(cast.enterprise)["adopted"] == 1

    owner = desk(cast.owner, PHONE)
    owner.go(f"/workbench/tracking/{idea.number}/")
    finish = owner.locator("form", has=owner.locator("button[value=finish]"))
    finish.locator("textarea").fill("吊架装好了，电缆走高处。")
    finish.locator("input[type=file][multiple]").set_input_files(photo("after.jpg"))
    finish.locator("button[value=finish]").click()
    holds(owner, "吊架装好了，电缆走高处。")

    worker.go("/me/")
    holds(worker, "要您做的", TITLE)
    worker.go(f"{idea.get_absolute_url()}confirm/")
    worker.locator("label", has_text="改好了").first.click()
    worker.locator("main form button").first.click()
    holds(worker, "已落地")
    assert figures(cast.enterprise)["implemented"] == 1

    finance = desk(cast.finance)
    finance.go(f"/workbench/benefits/{idea.number}/")
    finance.locator("[name=yuan]").fill("31860.50")
    finance.locator("[name=basis]").fill("每月少停20分钟，按工时单价核算。")
    finance.locator("main form button").first.click()
    holds(finance, f"{idea.number}已核实")
    worker.go(idea.get_absolute_url())
    holds(worker, "已核实")

    leader = desk(cast.leader)
    leader.go("/dashboard/")
    holds(leader, "收到1条建议", "采纳1条", "其中1条已经落地")
    now = figures(cast.enterprise)
    told = [now[key] for key in ("received", "answered", "adopted", "implemented", "pending")]
    assert told == [1, 1, 1, 1, 0]
    assert float(now["verified_yuan"]) == 31860.50
    leader.go("/dashboard/rows/?figure=implemented")
    holds(leader, idea.number)

    board = BoardFactory(enterprise=cast.enterprise)
    leader.go(f"/b/{board.token}/")
    expect(leader.locator("body")).to_contain_text("收到")
    call_command("verify_figures", stdout=io.StringIO())


def wait_for_idea(page):
    page.wait_for_url("**/sent/")
    return Suggestion.objects.get()
