"""Steps of joint work in a browser, as its journeys take them."""

from tests.workshops import posing


def fill(page, **words):
    for name, text in words.items():
        page.locator(f"main [name={name}]").fill(text)


def choose(page, **values):
    """Radio buttons and ticks, whatever they look like."""
    for name, value in values.items():
        page.locator(f"main [name={name}][value='{value}']").check(force=True)


def send(page):
    """Press the button of the form, and stand on the page that follows."""
    before = page.url
    page.locator("main form[method=post] .button--primary").last.click()
    page.wait_for_load_state()
    assert page.url != before or not page.locator(".field-error").count(), page.locator("main").inner_text()


def press(page, record, link, button, text=""):
    """Go to a step from the page of the record and take it."""
    page.go(record.get_absolute_url())
    page.get_by_role("link", name=link, exact=True).click()
    if text:
        fill(page, text=text)
    page.get_by_role("button", name=button, exact=True).click()
    page.wait_for_load_state()


def complete(officer, problem):
    """The union officer fills in what bidders need, and hands it in."""
    officer.go(f"/workbench/problems/{problem.number}/change/")
    days = {"bids_until": posing.day(10).isoformat(), "due_on": posing.day(60).isoformat()}
    fill(officer, target_value="每百台1处以内", reward="5000元", contact="工会办公室", **days)
    choose(officer, visibility="public")
    send(officer)
    press(officer, problem, "提交审核", "提交审核")


def offer(team, problem):
    team.go(problem.get_absolute_url())
    team.get_by_role("link", name="我们能攻：揭榜").click()
    words = {"plan": "换摆动送丝，先做工艺试验。", "team": "0004：主持\n0001：试焊"}
    fill(team, promised_on=posing.day(50).isoformat(), **words)
    send(team)


def work_out(officer, team, problem):
    """From the choice of a bid to the acceptance: task book, milestone, delivery."""
    at = f"/workbench/problems/{problem.number}"
    posing.closed(problem)
    officer.go(problem.get_absolute_url())
    officer.get_by_role("link", name="选定这份申请").click()
    send(officer)
    officer.go(f"{at}/milestones/new/")
    fill(officer, title="样件试焊", due_on=posing.day(20).isoformat())
    send(officer)
    press(officer, problem, "任务书已签订", "已签订")
    milestone = problem.milestones.get()
    team.go(f"{at}/milestones/{milestone.pk}/report/")
    fill(team, text="试焊30件，气孔1处。")
    send(team)
    officer.go(f"{at}/milestones/{milestone.pk}/check/")
    choose(officer, result="reached")
    send(officer)
    press(team, problem, "交付成果", "交付", "都交了。")
    officer.go(f"{at}/accept/")
    fill(officer, reached_value="每百台0.6处", minutes="抽检两周合格。")
    send(officer)


def share(team, result):
    """The draft that the problem left is completed and shared for everybody."""
    team.go(f"/workbench/results/{result.number}/")
    words = {"before": "每百台7处气孔。", "method": "摆动送丝，短弧焊。", "after": "每百台0.6处。"}
    fill(team, **words, in_use_since=posing.day(-9).isoformat())
    choose(team, innovation="technology", licence="free", visibility="public")
    send(team)
    team.go(f"/workbench/results/{result.number}/publish/")
    send(team)


def take_over(unit, result, department, outcome):
    """Another enterprise asks for it, tries it and says what came of it."""
    unit.go(result.get_absolute_url())
    unit.locator("main a[href$='/ask/']").first.click()
    unit.locator("main [name=department]").select_option(str(department.pk))
    fill(unit, purpose="我们的焊线也有气孔。")
    send(unit)
    unit.locator("main a[href$='/begin/']").click()
    fill(unit, on=posing.day(-3).isoformat())
    send(unit)
    unit.locator("main a[href$='/conclude/']").click()
    choose(unit, came=outcome)
    fill(unit, experience="照工艺卡做，头一周就见效。")
    send(unit)
