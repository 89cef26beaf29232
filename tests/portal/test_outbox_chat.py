"""Lines for group robots: what the three services take, and peers of every kind."""

import base64
import hashlib
import hmac
import logging
import ssl
import time
from http.client import HTTPConnection
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import timezone

from alliance_portal import outbox
from alliance_portal.models import OutboxMessage
from alliance_portal.outbox import ChatLine, Letter, chat
from tests.portal.peers import MailServer, Robot, answer, nobody

TOKEN, SECRET = "693a91f6-7aa6-4bc4-97a0-0ec2sifa5aaa", "SEC-of-the-robot"
YES = {"errcode": 0, "errmsg": "ok", "code": 0, "msg": "success"}


@pytest.fixture(autouse=True)
def in_plain_text(settings, monkeypatch):
    """Robots of the tests have no certificate. Their addresses say https all the same: nothing else is allowed."""
    monkeypatch.setattr(
        chat, "HTTPSConnection", lambda host, *, timeout, context: HTTPConnection(host, timeout=timeout)
    )
    settings.CHAT_TIME_LIMIT = 0.4


@pytest.fixture
def tell(db, settings):
    """Put a line for the robot at a port and deliver it; return the row."""

    def tell(port, service="wecom", *, body="有回音了", secret="", path=f"/robot/send?key={TOKEN}"):
        settings.CHAT_HOSTS = [f"127.0.0.1:{port}"]
        outbox.put(ChatLine(f"{service} {port}", service, f"https://127.0.0.1:{port}{path}", secret, body))
        outbox.deliver_due()
        return OutboxMessage.objects.get()

    return tell


def test_wecom_takes_its_text(tell):
    with Robot(answer({"errcode": 0, "errmsg": "ok"})) as robot:
        assert tell(robot.port).state == "sent"

    line, headers, payload = robot.received[0]
    assert line == f"POST /robot/send?key={TOKEN} HTTP/1.1"
    assert headers["content-type"] == "application/json; charset=utf-8"
    assert payload == {"msgtype": "text", "text": {"content": "有回音了"}}


def test_dingtalk_takes_its_text_signed_in_the_address(tell):
    with Robot(answer({"errcode": 0, "errmsg": "ok"})) as robot:
        assert tell(robot.port, "dingtalk", secret=SECRET).state == "sent"

    line, _headers, payload = robot.received[0]
    assert payload == {"msgtype": "text", "text": {"content": "有回音了"}}
    query = {name: values[0] for name, values in parse_qs(urlsplit(line.split()[1]).query).items()}
    assert query["key"] == TOKEN
    assert abs(int(query["timestamp"]) - time.time() * 1000) < 60_000
    signed = hmac.new(SECRET.encode(), f"{query['timestamp']}\n{SECRET}".encode(), hashlib.sha256).digest()
    assert query["sign"] == base64.b64encode(signed).decode()


def test_feishu_takes_its_text_signed_in_the_body(tell):
    with Robot(answer({"code": 0, "msg": "success", "data": {}})) as robot:
        assert tell(robot.port, "feishu", secret=SECRET, path=f"/open-apis/bot/v2/hook/{TOKEN}").state == "sent"

    line, _headers, payload = robot.received[0]
    assert line == f"POST /open-apis/bot/v2/hook/{TOKEN} HTTP/1.1"
    timestamp, sign = payload.pop("timestamp"), payload.pop("sign")
    assert payload == {"msg_type": "text", "content": {"text": "有回音了"}}
    assert abs(int(timestamp) - time.time()) < 60
    assert sign == base64.b64encode(hmac.new(f"{timestamp}\n{SECRET}".encode(), b"", hashlib.sha256).digest()).decode()


@pytest.mark.parametrize(
    ("service", "path"), [("dingtalk", f"/robot/send?access_token={TOKEN}"), ("feishu", f"/hook/{TOKEN}")]
)
def test_without_a_secret_nothing_is_signed(tell, service, path):
    with Robot(answer(YES)) as robot:
        assert tell(robot.port, service, path=path).state == "sent"

    line, _headers, payload = robot.received[0]
    assert line == f"POST {path} HTTP/1.1"
    assert set(payload) == ({"msgtype", "text"} if service == "dingtalk" else {"msg_type", "content"})


@pytest.mark.parametrize(("service", "most"), [("wecom", 2048), ("dingtalk", 18_000), ("feishu", 18_000)])
def test_a_long_text_is_cut_to_what_the_robot_takes(tell, service, most):
    with Robot(answer(YES)) as robot:
        assert tell(robot.port, service, body="建" * 20_000).state == "sent"

    payload = robot.received[0][2]
    text = payload["content"]["text"] if service == "feishu" else payload["text"]["content"]
    assert most - 3 <= len(text.encode()) <= most
    assert text.strip("建") == "…"


def test_nobody_calls_up_the_whole_group_by_the_title_of_an_idea(tell):
    with Robot(answer(YES)) as robot:
        tell(robot.port, "feishu", body='<at user_id="all">所有人</at>')

    assert "<" not in robot.received[0][2]["content"]["text"]


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (answer("oops", "500 Internal Server Error"), "unclear: HTTP 500"),
        (answer({"errcode": 0}, "500 Internal Server Error"), "refused: HTTP 500 0"),
        (answer({"errcode": 40001, "errmsg": "invalid credential"}), "refused: HTTP 200 40001 invalid credential"),
        (answer("<html>"), "unclear: HTTP 200"),
        (answer("[" * 60_000), "unclear: HTTP 200"),
        (answer([0]), "unclear: HTTP 200"),
        (answer({}), "unclear: HTTP 200"),
        (answer('{"errcode": 0, "x": "' + "x" * 70_000 + '"}'), "unclear: HTTP 200"),
        (b"", "unreachable: RemoteDisconnected"),
        (b"SSH-2.0-OpenSSH\r\n", "unclear: BadStatusLine"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n{}", "unclear: HTTP 200"),
    ],
    ids=["500", "500 but ok", "40001", "html", "deep", "list", "empty", "long", "hangs up", "ssh", "cut off"],
)
def test_whatever_is_not_a_yes_is_a_failure_with_its_reason(tell, reply, reason):
    with Robot(reply) as robot:
        message = tell(robot.port)

    assert (message.state, message.attempts, message.last_error) == ("waiting", 1, reason)
    assert message.body == "有回音了"


def test_a_redirect_leads_nowhere(tell):
    with Robot(answer(YES)) as elsewhere:
        place = f"Location: http://127.0.0.1:{elsewhere.port}/"
        with Robot(answer("", "302 Found", place)) as robot:
            message = tell(robot.port)

    assert message.last_error == "unclear: HTTP 302"
    assert (robot.connections, elsewhere.connections) == (1, 0)


def test_a_proxy_of_the_environment_is_not_asked(tell, monkeypatch):
    monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{nobody()}")
    with Robot(answer(YES)) as robot:
        assert tell(robot.port).state == "sent"


def test_a_peer_that_is_not_there_is_tried_later(tell):
    assert tell(nobody()).last_error == "unreachable: Connection refused"


@pytest.mark.parametrize(
    "robot",
    [
        Robot(None),
        Robot(b"HTTP/1.1 200 OK\r\n" + b"X-Slow: 1\r\n" * 1000, pause=0.05),
        Robot(answer({"errcode": 0, "errmsg": "o" * 1000}), pause=0.01),
        Robot(b"HTTP/1.1 100 Continue\r\n\r\n" * 1000, pause=0.01),
    ],
    ids=["mute", "drips headers", "drips", "goes on and on"],
)
def test_a_peer_that_takes_too_long_is_left(tell, robot):
    started = time.monotonic()
    with robot:
        message = tell(robot.port)
        took = time.monotonic() - started

    assert (message.state, message.last_error) == ("waiting", "silent")
    assert 0.4 <= took < 1.5


def test_what_peers_repeat_of_the_address_is_not_kept_and_nothing_is_logged(tell, caplog):
    caplog.set_level(logging.DEBUG)
    words = f"no {TOKEN.upper()} or {SECRET} of wang@example.org"
    with Robot(answer({"code": 19021, "msg": words})) as robot:
        message = tell(robot.port, "feishu", secret=SECRET, path=f"/open-apis/bot/v2/hook/{TOKEN}")

    assert message.last_error == "refused: HTTP 200 19021 no *** or *** of ***"
    assert [word for word in (TOKEN, SECRET, "回音", "127.0.0.1") if word in caplog.text] == []


def test_a_reason_is_kept_short(tell):
    with Robot(answer({"errcode": 1, "errmsg": "x" * 5000})) as robot:
        assert len(tell(robot.port).last_error) == 300


def test_a_mute_mail_server_keeps_no_chat_waiting(tell, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.MAIL_TIME_LIMIT = 0.3
    before = timezone.now()
    outbox.put_many(Letter(f"{n}", "a@example.org", "标题", "正文", not_before=before) for n in range(5))
    with MailServer(greeting=None) as mute, Robot(answer(YES)) as robot:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", mute.port
        settings.CHAT_HOSTS = [f"127.0.0.1:{robot.port}"]
        outbox.put(ChatLine("chat", "wecom", f"https://127.0.0.1:{robot.port}/", "", "有回音了"))
        assert outbox.deliver_due() == (1, 1, 0)

    assert mute.connections == 1
    assert OutboxMessage.objects.waiting().filter(attempts=0).count() == 4


@pytest.mark.parametrize(
    "address",
    [
        "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1",
        "https://QYAPI.weixin.qq.com/cgi-bin/webhook/send?key=1",
        "https://oapi.dingtalk.com/robot/send?access_token=1",
        "https://open.feishu.cn/open-apis/bot/v2/hook/1",
    ],
)
def test_robots_of_the_three_services_may_be_asked(address):
    assert outbox.is_allowed(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "oapi.dingtalk.com/robot",
        "http://oapi.dingtalk.com/robot",
        "ftp://oapi.dingtalk.com/robot",
        "file:///etc/passwd",
        "//oapi.dingtalk.com/robot",
        "https:oapi.dingtalk.com/robot",
        "https://localhost/robot",
        "https://127.0.0.1/robot",
        "https://[::1]/robot",
        "https://[::1",
        "https://2130706433/",
        "https://oapi.dingtalk.com.example.org/robot",
        "https://example.org/oapi.dingtalk.com",
        "https://oapi.dingtalk.com@127.0.0.1/robot",
        "https://user:password@oapi.dingtalk.com/robot",
        "https://oapi.dingtalk.com:22/robot",
        "https://oapi.dingtalk.com:x/robot",
        "https://oapi.dingtalk.com./robot",
        "https://127.0.0.1\\@oapi.dingtalk.com/robot",
        "https://127.0.0.1#@oapi.dingtalk.com/robot",
        "https://oapi.dingtalk.com/robot#fragment",
        "https://oapi.dingtalk.com/ro bot",
        " https://oapi.dingtalk.com/robot",
        "https://oapi.dingtalk.com/robot\r\nHost: 127.0.0.1",
        "https://oapi\t.dingtalk.com/robot",
        "https://oapi.dingtalk.com/机器人",
        "https://ｏapi.dingtalk.com/robot",
        "https://oapi。dingtalk.com/robot",
    ],
)
def test_no_other_address_is_allowed(address):
    assert not outbox.is_allowed(address)


def test_whoever_is_not_on_the_list_is_not_asked(db):
    with Robot(answer(YES)) as inside:
        outbox.put(ChatLine("a", "wecom", f"https://127.0.0.1:{inside.port}/", "", "有回音了"))
        assert outbox.deliver_due() == (0, 1, 0)

    assert inside.connections == 0
    assert OutboxMessage.objects.get().last_error == "forbidden"


def test_a_host_of_ones_own_is_named_with_its_port(settings):
    settings.CHAT_HOSTS = ["chat.example.org:8443"]
    assert outbox.is_allowed("https://chat.example.org:8443/robot")
    assert not outbox.is_allowed("https://chat.example.org/robot")


def test_the_certificate_of_a_robot_is_checked(tell, monkeypatch):
    contexts = []

    def connect(host, *, timeout, context):
        contexts.append(context)
        return HTTPConnection(host, timeout=timeout)

    monkeypatch.setattr(chat, "HTTPSConnection", connect)
    with Robot(answer(YES)) as robot:
        tell(robot.port)
    assert (contexts[0].verify_mode, contexts[0].check_hostname) == (ssl.CERT_REQUIRED, True)


def test_a_peer_that_speaks_no_tls_gets_nothing(tell, monkeypatch):
    monkeypatch.undo()
    with Robot(answer(YES)) as robot:
        message = tell(robot.port)

    assert message.state == "waiting"
    assert message.last_error.startswith(("unreachable", "silent"))
    assert robot.received == []
