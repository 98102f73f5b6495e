"""A mail server and a chat server on this machine, which remember what they were sent."""

import json
import socketserver
import ssl
import subprocess
import threading
import time
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class MailServer(socketserver.ThreadingTCPServer):
    """Speaks as much SMTP as is needed.

    ``answers`` replaces the answer to a command (``{"RCPT": "550 unknown"}``); a command in ``hang_up_on``
    ends the connection without an answer; ``DATA_END`` is the end of a mail's text.
    """

    allow_reuse_address = daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), MailSession)
        self.letters, self.answers, self.hang_up_on = [], {}, set()
        self.connections, self.pause = 0, 0.0
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def port(self):
        return self.server_address[1]

    def subjects(self):
        return [letter["Subject"] for letter in self.letters]

    def stop(self):
        self.shutdown()
        self.server_close()


class MailSession(socketserver.StreamRequestHandler):
    def handle(self):
        self.server.connections += 1
        self.say("220 ready")
        for line in self.rfile:
            command = line.split()[0].decode().upper()
            if not self.answer(command, "354 go on" if command == "DATA" else "250 ok"):
                return
            if command == "QUIT":
                return
            if command == "DATA" and "DATA" not in self.server.answers and not self.take():
                return

    def take(self):
        raw = b""
        for line in self.rfile:
            if line == b".\r\n":
                break
            raw += line
        time.sleep(self.server.pause)
        if "DATA_END" not in self.server.answers:
            self.server.letters.append(message_from_bytes(raw, policy=policy.default))
        return self.answer("DATA_END", "250 taken")

    def answer(self, command, usual):
        if command in self.server.hang_up_on:
            return False
        self.say(self.server.answers.get(command, usual))
        return True

    def say(self, text):
        self.wfile.write(f"{text}\r\n".encode())


class ChatServer(ThreadingHTTPServer):
    """Takes what a robot is sent, over TLS; ``status``, ``answer`` and ``headers`` are what it says to it."""

    daemon_threads = True

    def __init__(self, certificate):
        super().__init__(("127.0.0.1", 0), ChatRequest)
        self.requests, self.status, self.headers = [], 200, {}
        self.answer, self.pause, self.hang_up = b'{"errcode": 0, "errmsg": "ok"}', 0.0, False
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        self.socket = context.wrap_socket(self.socket, server_side=True)
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def place(self):
        return f"localhost:{self.server_address[1]}"

    def handle_error(self, request, client_address):
        """A client that does not trust the certificate, or hangs up, is no news."""

    def stop(self):
        self.shutdown()
        self.server_close()


class ChatRequest(BaseHTTPRequestHandler):
    def do_POST(self):
        server = self.server
        body = self.rfile.read(int(self.headers["Content-Length"]))
        server.requests.append((self.path, json.loads(body)))
        time.sleep(server.pause)
        if server.hang_up:
            self.connection.close()
            return
        self.send_response(server.status)
        for name, value in server.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(server.answer)))
        self.end_headers()
        self.wfile.write(server.answer)

    def log_message(self, *arguments):
        """Tests are quiet."""


def make_certificate(folder):
    """A certificate for localhost with its key, in one file, good for two days."""
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
         "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
         "-keyout", key, "-out", certificate],
        check=True, capture_output=True,
    )  # fmt: skip
    both = folder / "localhost.pem"
    both.write_text(certificate.read_text() + key.read_text())
    return both
