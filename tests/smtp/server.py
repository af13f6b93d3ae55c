#!/usr/bin/env python3
"""A mail server that takes letters, or fails in one chosen way.

    server.py FOLDER [--port PORT] [--tls wrapped|starttls --cert FILE --key FILE]

Its way is the word in FOLDER/mode, read anew for every conversation. `ok 20` waits 20 ms before each
reply. Whatever it takes is in FOLDER/accepted before it says so (or before it falls silent), one file a
message. FOLDER/talk.log has a line for every conversation. It prints {"port": N} once it listens, and ends
with its standard input.

Whatever its way, nobody is there whose address begins with comes-back.

    ok                    takes everything
    silent                never says a word
    drop_at_greeting      goes away at once
    no_admission          554 instead of a greeting
    busy_at_greeting      421 instead of a greeting
    busy_at_hello, refuse_at_hello    421 or 550 to the hello
    busy_at_sender, refuse_at_sender  451 or 553 to the sender
    busy, refuse          451 or 550 to the recipient
    busy_at_data, refuse_at_data      451 or 554 to DATA
    grey                  450 to a recipient of whom it hears for the first time; takes everything the next time
    busy_after_content    452 after the content
    refuse_after_content  554 after the content
    drop_at_data          goes away when asked for DATA
    drop_in_content       goes away in the middle of the content
    drop_after_content    takes the message and goes away without a word
    silent_after_content  takes the message and never says so
"""

import argparse
import json
import os
import socketserver
import ssl
import sys
import threading
import time

parser = argparse.ArgumentParser()
parser.add_argument("folder")
parser.add_argument("--port", type=int, default=0)
parser.add_argument("--tls", choices=["wrapped", "starttls"])
parser.add_argument("--cert")
parser.add_argument("--key")
options = parser.parse_args()

accepted = os.path.join(options.folder, "accepted")
os.makedirs(accepted, exist_ok=True)
numbering = threading.Lock()
heard_of = set()

# What is said instead of a greeting.
GREETINGS = {"no_admission": "554 not today", "busy_at_greeting": "421 too many are here"}

# To which word no is said, and how.
REFUSALS = {
    "busy_at_hello": (b"EHLO", "421 closing for now"),
    "refuse_at_hello": (b"EHLO", "550 not for you"),
    "busy_at_sender": (b"MAIL", "451 try again later"),
    "refuse_at_sender": (b"MAIL", "553 no such sender"),
    "busy": (b"RCPT", "451 try again later"),
    "refuse": (b"RCPT", "550 no such mailbox"),
    "busy_at_data": (b"DATA", "451 try again later"),
    "refuse_at_data": (b"DATA", "554 nothing is taken"),
}
certificate = None
if options.tls:
    certificate = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.load_cert_chain(options.cert, options.key)


class Gone(Exception):
    """The conversation is over."""


def take(content):
    """Keeps a message: whole or not at all."""
    with numbering:
        number = len([name for name in os.listdir(accepted) if name.endswith(".eml")])
        path = os.path.join(accepted, f"{number:06}.eml")
        with open(path + ".part", "wb") as file:
            file.write(content)
        os.rename(path + ".part", path)


class Conversation(socketserver.BaseRequestHandler):
    def handle(self):
        with open(os.path.join(options.folder, "mode"), encoding="ascii") as file:
            words = file.read().split()
        self.mode = words[0]
        self.pause = int(words[1]) / 1000 if len(words) > 1 else 0
        with numbering, open(os.path.join(options.folder, "talk.log"), "a", encoding="ascii") as log:
            log.write(self.mode + "\n")
        try:
            self.talk()
        except (Gone, OSError):
            pass

    def talk(self):
        if self.mode == "drop_at_greeting":
            return
        if self.mode == "silent":
            self.listen_in_silence()
        if options.tls == "wrapped":
            self.request = certificate.wrap_socket(self.request, server_side=True)
        self.lines = self.request.makefile("rb")
        if self.mode in GREETINGS:
            self.say(GREETINGS[self.mode])
            return
        self.say("220 mail.example.jp")
        while True:
            command = self.line().split()
            word = command[0].upper() if command else b""
            no_to, no = REFUSALS.get(self.mode, (None, None))
            if word == no_to:
                self.say(no)
            elif word == b"RCPT" and b"<comes-back" in b"".join(command):
                self.say("550 no such mailbox")
            elif word == b"RCPT" and self.mode == "grey" and not self.known(command):
                self.say("450 greylisted, try again later")
            elif word == b"EHLO":
                self.say("250-mail.example.jp")
                if options.tls == "starttls" and not isinstance(self.request, ssl.SSLSocket):
                    self.say("250-STARTTLS")
                self.say("250 HELP")
            elif word == b"STARTTLS":
                self.say("220 go ahead")
                self.request = certificate.wrap_socket(self.request, server_side=True)
                self.lines = self.request.makefile("rb")
            elif word == b"DATA":
                self.data()
            elif word == b"QUIT":
                self.say("221 good-bye")
                return
            else:
                self.say("250 ok")

    def data(self):
        if self.mode == "drop_at_data":
            raise Gone
        self.say("354 end with a dot")
        content = b""
        while (line := self.line()) != b".\r\n":
            content += line[1:] if line.startswith(b".") else line
            if self.mode == "drop_in_content":
                raise Gone
        if self.mode == "busy_after_content":
            self.say("452 disk full")
            return
        if self.mode == "refuse_after_content":
            self.say("554 not wanted")
            return
        take(content)
        if self.mode == "drop_after_content":
            raise Gone
        if self.mode == "silent_after_content":
            self.listen_in_silence()
        self.say("250 taken")

    def known(self, recipient):
        with numbering:
            words = tuple(recipient)
            known = words in heard_of
            heard_of.add(words)
            return known

    def listen_in_silence(self):
        while self.request.recv(4096):
            pass
        raise Gone

    def line(self):
        line = self.lines.readline()
        if not line.endswith(b"\n"):
            raise Gone
        return line

    def say(self, text):
        time.sleep(self.pause)
        self.request.sendall(text.encode("ascii") + b"\r\n")


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 64


def end_with_whoever_started_us():
    sys.stdin.buffer.read()
    os._exit(0)


with Server(("127.0.0.1", options.port), Conversation) as server:
    print(json.dumps({"port": server.server_address[1]}), flush=True)
    threading.Thread(target=end_with_whoever_started_us, daemon=True).start()
    server.serve_forever()
