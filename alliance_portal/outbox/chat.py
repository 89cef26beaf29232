"""One text for the group robot of an enterprise chat: WeCom, DingTalk or Feishu."""

import base64
import hashlib
import hmac
import json
import ssl
import sys
import time
from contextlib import closing
from functools import partial
from http.client import HTTPException, HTTPResponse, HTTPSConnection
from urllib.parse import urlencode, urlsplit, urlunsplit

from django.conf import settings

from alliance_portal.models import OutboxMessage

from .deadline import timed_file
from .failures import Trouble, UndeliveredError, unreached

Service = OutboxMessage.Service
MOST_READ = 64 * 1024
# Bytes of text a robot takes: WeCom says so; the others limit the whole request to 20,000.
LONGEST_TEXT = {Service.WECOM: 2048, Service.DINGTALK: 18_000, Service.FEISHU: 18_000}
# The names of the code, 0 when all went well, and of the words in an answer.
ANSWER = {
    Service.WECOM: ("errcode", "errmsg"),
    Service.DINGTALK: ("errcode", "errmsg"),
    Service.FEISHU: ("code", "msg"),
}


def is_allowed(address):
    """Whether the portal may ask this address: https, and a host (with its port) that CHAT_HOSTS names literally."""
    # What readers of addresses understand differently, blanks and backslashes above all, is in no robot's address.
    if not address.isascii() or not address.isprintable() or set(address) & set(" \\#"):
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme == "https" and parts.netloc.lower() in settings.CHAT_HOSTS


def send(message):
    """Send the row to its robot; raise UndeliveredError unless the robot said that it has taken it."""
    if not is_allowed(message.address):
        raise UndeliveredError(Trouble.FORBIDDEN)
    text = _fit(message.body, LONGEST_TEXT[message.service])
    if settings.OUTBOX_AT_ONCE:
        sys.stdout.write(f"[{message.get_service_display()}] {text}\n")
        return
    address, payload = REQUESTS[message.service](message, text)
    try:
        status, body = _post(address, payload)
    except OSError as error:
        raise unreached(error) from None
    except HTTPException as error:
        raise UndeliveredError(Trouble.UNCLEAR, type(error).__name__) from None
    _judge(message.service, status, body)


def _fit(text, limit):
    """The text in at most `limit` bytes."""
    # Robots understand tags, among them one that calls up the whole group; whoever writes an idea must not.
    text = text.replace("<", "＜")
    if len(text.encode()) <= limit:
        return text
    return text.encode()[: limit - len("…".encode())].decode(errors="ignore") + "…"


def _wecom(message, text):
    return message.address, {"msgtype": "text", "text": {"content": text}}


def _dingtalk(message, text):
    payload = {"msgtype": "text", "text": {"content": text}}
    if not message.secret:
        return message.address, payload
    timestamp = str(time.time_ns() // 1_000_000)
    sign = _sign(message.secret, f"{timestamp}\n{message.secret}")
    joint = "&" if "?" in message.address else "?"
    return message.address + joint + urlencode({"timestamp": timestamp, "sign": sign}), payload


def _feishu(message, text):
    payload = {"msg_type": "text", "content": {"text": text}}
    if message.secret:
        timestamp = str(int(time.time()))
        payload |= {"timestamp": timestamp, "sign": _sign(f"{timestamp}\n{message.secret}", "")}
    return message.address, payload


REQUESTS = {Service.WECOM: _wecom, Service.DINGTALK: _dingtalk, Service.FEISHU: _feishu}


def _sign(key, text):
    return base64.b64encode(hmac.digest(key.encode(), text.encode(), hashlib.sha256)).decode()


class TimedResponse(HTTPResponse):
    def __init__(self, sock, *args, seconds_left, **kwargs):
        super().__init__(sock, *args, **kwargs)
        timed = timed_file(sock, seconds_left)
        self.fp.close()
        self.fp = timed


def _post(address, payload):
    """(status, first bytes of the answer). Goes to that host and no other: no redirect is followed, no proxy asked."""
    parts = urlsplit(address)
    peer = HTTPSConnection(parts.netloc, timeout=settings.CHAT_TIME_LIMIT, context=ssl.create_default_context())
    deadline = time.monotonic() + settings.CHAT_TIME_LIMIT
    peer.response_class = partial(TimedResponse, seconds_left=lambda: deadline - time.monotonic())
    target = urlunsplit(("", "", parts.path or "/", parts.query, ""))
    body = json.dumps(payload, ensure_ascii=False).encode()
    with closing(peer):
        peer.request("POST", target, body, {"Content-Type": "application/json; charset=utf-8"})
        with peer.getresponse() as response:
            return response.status, response.read(MOST_READ)


def _judge(service, status, body):
    """Raise UndeliveredError unless this is how the service says yes."""
    code_name, words_name = ANSWER[service]
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        answer = None
    if not isinstance(answer, dict) or code_name not in answer:
        raise UndeliveredError(Trouble.UNCLEAR, f"HTTP {status}")
    if status != 200 or answer[code_name] != 0:
        raise UndeliveredError(Trouble.REFUSED, f"HTTP {status} {answer[code_name]} {answer.get(words_name, '')}")
