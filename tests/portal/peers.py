"""Servers on this machine for messages to go to: working, mute, slow, refusing, failing."""

import json
import socket
import socketserver
import threading
from email import message_from_bytes, policy

FRIENDLY = {"MAIL": b"250 ok", "RCPT": b"250 ok", "DATA": b"354 go on", ".": b"250 taken", "QUIT": b"221 bye"}


class _Conversation(socketserver.StreamRequestHandler):
    def handle(self):
        self.server.peer.connections += 1
        self.server.peer.talk(self)


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        """Whoever hung up, hung up."""


class Peer:
    """Talks with whoever connects while the `with` block lasts; `received` is what it was given."""

    def __init__(self, pause=0):
        self.pause, self.connections, self.received = pause, 0, []
        self.over = threading.Event()
        self.server = _Server(("127.0.0.1", 0), _Conversation)
        self.server.peer = self
        self.port = self.server.server_address[1]

    def __enter__(self):
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,))
        self.thread.start()
        return self

    def __exit__(self, *error):
        self.over.set()
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def say(self, wire, words):
        """Say it, byte by byte where this peer makes pauses; None is never said."""
        if words is None:
            self.over.wait()
        elif not self.pause:
            wire.wfile.write(words)
        else:
            for byte in words:
                wire.wfile.write(bytes([byte]))
                if self.over.wait(self.pause):
                    break


class Robot(Peer):
    """Takes what is posted to it and gives the one answer it knows."""

    def __init__(self, answer, pause=0):
        super().__init__(pause)
        self.answer = answer

    def talk(self, wire):
        line = wire.rfile.readline().decode().strip()
        headers = {}
        while header := wire.rfile.readline().decode().strip():
            name, _colon, value = header.partition(": ")
            headers[name.lower()] = value
        body = wire.rfile.read(int(headers.get("content-length", 0)))
        self.received.append((line, headers, json.loads(body)))
        self.say(wire, self.answer)


def answer(content, status="200 OK", *headers):
    """The bytes of an HTTP answer with this content as JSON, or as it is when it is text."""
    body = (content if isinstance(content, str) else json.dumps(content)).encode()
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers]
    return "\r\n".join([*lines, "", ""]).encode() + body


class MailServer(Peer):
    """Takes letters; `replies` are other answers than the friendly ones, by the command or by “.” for the letter.

    It looks at each letter for `look` seconds, or until `seen` is set, before it says that it has taken it.
    """

    def __init__(self, replies=None, greeting=b"220 ready", pause=0, look=0):
        super().__init__(pause)
        self.greeting, self.replies, self.look = greeting, {**FRIENDLY, **(replies or {})}, look
        self.taken, self.seen = threading.Event(), threading.Event()

    def reply(self, wire, command):
        words = self.replies.get(command, b"250 ok")
        self.say(wire, words and words + b"\r\n")

    def talk(self, wire):
        self.say(wire, self.greeting and self.greeting + b"\r\n")
        while line := wire.rfile.readline():
            command = line.split()[0].upper().decode()
            self.reply(wire, command)
            if command == "DATA" and self.replies["DATA"].startswith(b"354"):
                self._take(wire)
            if command == "QUIT":
                break

    def _take(self, wire):
        lines = []
        while (line := wire.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        self.received.append(message_from_bytes(b"".join(lines), policy=policy.default))
        self.taken.set()
        self.seen.wait(self.look)
        self.reply(wire, ".")


def nobody():
    """A port on which nobody listens."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        return unused.getsockname()[1]
