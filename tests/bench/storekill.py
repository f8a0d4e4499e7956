#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Forefetch authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kills a gateway with a disk store (kill -9) at random instants under load, again and again.

    tests/bench/storekill.py build/release/app/forefetchctl [KILLS]

An origin counts a version for each of its resources: GET gives it, with a checksum, fresh for ten
minutes; POST raises it and gives the new one. So it is known at each moment which version the
client must get at least: the one that the last answered POST gave. After each kill the gateway is
started again over the same folder. Reported, and 1 is returned if any is not as it should be:

  wrong     answers with an older version than was known to be in force, or damaged ones: 0
  lost      resources that had been stored for more than five seconds when it was killed, were
            not voided since, and had to be fetched again: 0. With each is said how long its answer
            took: from 20 ms on the gateway may have stopped waiting for a busy disk instead
  unclean   starts that say that the store is damaged, or begins anew: 0
  start     from the start of the process to its first answer, in ms
"""
import hashlib
import http.client
import http.server
import json
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

RESOURCES = 400
CLIENTS = 4


def body_of(number, version):
    seed = f"{number}:{version}:"
    filler = (seed * 200)[: 200 + number * 37 % 6000]
    return f"{version} {hashlib.sha256((seed + filler).encode()).hexdigest()} {filler}".encode()


def version_in(number, body):
    version, digest, filler = body.decode().split(" ", 2)
    good = hashlib.sha256(f"{number}:{version}:{filler}".encode()).hexdigest() == digest
    return int(version) if good else None


class Origin(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    versions = [0] * RESOURCES
    lock = threading.Lock()
    gets = []  # numbers asked for, since the list was emptied

    def answer(self, body, caching):
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", caching)
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        number = int(self.path[3:]) if self.path.startswith("/v/") else 0
        with self.lock:
            version = self.versions[number]
            self.gets.append(number)
        self.answer(body_of(number, version), "max-age=600")

    def do_POST(self):
        number = int(self.path[3:])
        with self.lock:
            self.versions[number] += 1
            version = self.versions[number]
        self.answer(str(version).encode(), "no-store")

    def log_message(self, *_):
        pass


class Known:
    """What the clients know: versions that must be there at least, and when each was stored."""

    def __init__(self):
        self.lock = threading.Lock()
        self.least = [0] * RESOURCES
        self.posts = [0] * RESOURCES  # begun or answered
        self.stored = {}  # number: since when an answer has been stored without a POST after it
        self.wrong = 0
        self.answers = 0

    def get(self, connection, number):
        with self.lock:
            least = self.least[number]
            posts = self.posts[number]
        connection.request("GET", f"/v/{number}")
        response = connection.getresponse()
        body = response.read()
        if response.status != 200:
            return
        version = version_in(number, body)
        with self.lock:
            self.answers += 1
            if version is None or version < least:
                self.wrong += 1
                print(f"wrong: /v/{number} gave {version}, at least {least} is in force",
                      response.getheaders(), file=sys.stderr)
            if posts == self.posts[number]:  # else it may have been voided on its way
                self.stored.setdefault(number, time.monotonic())

    def post(self, connection, number):
        with self.lock:
            self.stored.pop(number, None)
            self.posts[number] += 1
        connection.request("POST", f"/v/{number}", body=b"")
        response = connection.getresponse()
        version = int(response.read())
        with self.lock:
            self.stored.pop(number, None)
            self.posts[number] += 1
            self.least[number] = max(self.least[number], version)


def client(known, port, running, seed):
    chance = random.Random(seed)
    connection = None
    while running.is_set():
        number = min(int(chance.expovariate(1 / 60)), RESOURCES - 1)
        try:
            if connection is None:
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            if chance.random() < 0.05:
                known.post(connection, number)
            else:
                known.get(connection, number)
        except (OSError, http.client.HTTPException, ValueError):
            connection = None  # killed
            time.sleep(0.002)
        time.sleep(0.002)


class Gateway:
    def __init__(self, program, origin, folder, port):
        self.begun = time.monotonic()
        self.process = subprocess.Popen(
            [program, "serve", "--target", f"http://127.0.0.1:{origin}", "--listen",
             f"127.0.0.1:{port}", "--set", "cache.store=disk", "--set", "prefetch.enabled=false",
             "--store-dir", folder], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        self.said = []
        self.reader = threading.Thread(
            target=lambda: self.said.extend(self.process.stderr), daemon=True)
        self.reader.start()
        while time.monotonic() - self.begun < 60:
            try:
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
                connection.request("GET", "/v/0")
                connection.getresponse().read()
                self.start_ms = (time.monotonic() - self.begun) * 1000
                return
            except (OSError, http.client.HTTPException):
                time.sleep(0.002)
        raise SystemExit("the gateway did not start: " + "".join(self.said))

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.reader.join()

    def was_unclean(self):
        return any("fails" in line or "anew" in line for line in self.said)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def look_after(known, port):
    """Asks for all that was stored: what had to be fetched again is stored since now."""
    with known.lock:
        stored = dict(known.stored)
    with Origin.lock:
        Origin.gets.clear()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    took = {}
    for number in stored:
        begun = time.monotonic()
        known.get(connection, number)
        took[number] = (time.monotonic() - begun) * 1000
    with Origin.lock:
        again = set(Origin.gets) & set(stored)
    with known.lock:
        for number in again:
            known.stored[number] = time.monotonic()
    return {number: took[number] for number in again}


def main():
    program = sys.argv[1]
    kills = int(sys.argv[2]) if len(sys.argv) > 2 else 200
    chance = random.Random(1)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Origin)
    server.handle_error = lambda *_: None  # connections of a gateway that was killed
    threading.Thread(target=server.serve_forever, daemon=True).start()
    folder = tempfile.mkdtemp(prefix="storekill")
    port = free_port()
    known = Known()
    starts, lost, checked, unclean = [], 0, 0, 0

    def report(life):
        times = sorted(starts) or [0]
        return json.dumps({
            "kills": life, "answers": known.answers, "wrong": known.wrong, "unclean": unclean,
            "checked": checked, "lost": lost, "start_ms_p50": round(times[len(times) // 2], 1),
            "start_ms_max": round(times[-1], 1)})

    gateway = Gateway(program, server.server_port, folder, port)
    for life in range(kills):
        running = threading.Event()
        running.set()
        threads = [threading.Thread(target=client, args=(known, port, running, life * 100 + i))
                   for i in range(CLIENTS)]
        for thread in threads:
            thread.start()
        time.sleep(chance.uniform(0.05, 2.5))
        gateway.kill()
        killed = time.monotonic()
        running.clear()
        for thread in threads:
            thread.join()
        with known.lock:
            due = {n for n, at in known.stored.items() if killed - at > 5}
        unclean += gateway.was_unclean()
        gateway = Gateway(program, server.server_port, folder, port)
        starts.append(gateway.start_ms)
        for number, ms in look_after(known, port).items():
            if number in due:
                lost += 1
                print(f"lost: /v/{number}, answered in {ms:.0f} ms", file=sys.stderr)
        checked += len(due)
        if (life + 1) % 20 == 0:
            print(report(life + 1), file=sys.stderr, flush=True)
    gateway.kill()
    shutil.rmtree(folder)
    print(report(kills))
    return 0 if known.wrong == lost == unclean == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
