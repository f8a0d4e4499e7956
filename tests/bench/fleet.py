#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Forefetch authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Three gateways on one Redis before one origin, and what becomes of it when Redis fails.

    tests/bench/fleet.py build/release/app/forefetchctl [--seconds 20] [--rate 300]

Users walk through an API (a list, its items, details); each request goes to the next gateway in
turn. Needs redis-server. First the same traffic (seed, pace) through one gateway that keeps its
answers in memory, then through three that share. Reported as JSON:

  one, fleet        hit ratio (Cache-Status: hit), p50 and p99 in ms, client errors
  duplicates        share of the origin's requests for what had been fetched before and was fresh
  shared            entries that a gateway had from Redis, leases, waits for another's fetch
  faults            for Redis stopped (SIGSTOP), killed and restarted empty, and a gateway killed:
                    errors, p99, and the seconds until every gateway shares again
"""
import argparse
import asyncio
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

DELAY = 0.03
USERS = 120


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Origin:
    def __init__(self):
        self.asked = {}

    async def serve(self, reader, writer):
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode()
                target = head.split(" ")[1]
                self.asked[target] = self.asked.get(target, 0) + 1
                await asyncio.sleep(DELAY)
                body = (target * 60).encode()
                writer.write(b"HTTP/1.1 200 OK\r\nCache-Control: public, max-age=600\r\n"
                             b"Content-Type: text/plain\r\nContent-Length: %d\r\n\r\n" % len(body)
                             + body)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            writer.close()

    def duplicates(self):
        total = sum(self.asked.values())
        return (total - len(self.asked)) / max(1, total)


class Gateway:
    def __init__(self, program, origin, arguments, folder):
        self.port = free_port()
        self.snapshot = os.path.join(folder, f"{self.port}.json")
        self.said = []  # (when, line)
        self.process = subprocess.Popen(
            [program, "serve", "--target", f"http://127.0.0.1:{origin}",
             "--listen", f"127.0.0.1:{self.port}", "--session-key", "header:X-User",
             "--snapshot", self.snapshot, *arguments],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        threading.Thread(target=self.listen, daemon=True).start()
        end = time.monotonic() + 10
        while time.monotonic() < end:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                time.sleep(0.02)
        raise SystemExit(f"a gateway did not start: {self.said}")

    def listen(self):
        for line in self.process.stderr:
            self.said.append((time.monotonic(), line.strip()))

    def last(self, words):
        return max((at for at, line in self.said if words in line), default=0)

    def end(self):
        self.process.send_signal(signal.SIGINT)
        self.process.wait()
        with open(self.snapshot, encoding="utf-8") as file:
            return json.load(file)


class Redis:
    def __init__(self, port, folder):
        self.port, self.folder = port, folder
        self.start()

    def start(self):
        self.process = subprocess.Popen(
            ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--save", "",
             "--appendonly", "no", "--dir", self.folder], stdout=subprocess.DEVNULL)
        end = time.monotonic() + 10
        while time.monotonic() < end:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                time.sleep(0.02)

    def signal(self, which):
        self.process.send_signal(which)

    def kill(self):
        self.process.kill()
        self.process.wait()


class Traffic:
    """An open loop: every request leaves at its time, whatever became of the others."""

    def __init__(self, ports, rate, seed):
        self.ports, self.rate = list(ports), rate
        self.chance = random.Random(seed)
        self.at = [(0, 0)] * USERS  # where each user is: list, item
        self.turn = 0
        self.idle = {}
        self.answers = []  # (when, ms, hit, ok)

    def next_target(self, user):
        page, item = self.at[user]
        roll = self.chance.random()
        if roll < 0.3 or page == 0:
            page, item = int(self.chance.paretovariate(1.1)) % 300 + 1, 0
            target = f"/lists/{page}"
        elif roll < 0.7:
            item += 1
            target = f"/lists/{page}/items/{item}"
        else:
            target = f"/items/{page * 10 + item}/details"
        self.at[user] = (page, item % 8)
        return target

    async def ask(self, port, user, target):
        begun = time.monotonic()
        hit = ok = False
        try:
            async with asyncio.timeout(10) if hasattr(asyncio, "timeout") else Nothing():
                idle = self.idle.setdefault(port, [])
                pair = idle.pop() if idle else \
                    await asyncio.open_connection("127.0.0.1", port)
                reader, writer = pair
                writer.write(f"GET {target} HTTP/1.1\r\nHost: fleet\r\nX-User: {user}\r\n\r\n"
                             .encode())
                head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
                length = int(head.split("content-length: ")[1].split("\r\n")[0])
                await reader.readexactly(length)
                hit = "cache-status: forefetch; hit" in head
                ok = head.startswith("http/1.1 200")
                idle.append(pair)
        except (OSError, asyncio.IncompleteReadError, asyncio.TimeoutError, IndexError):
            pass
        self.answers.append((begun, (time.monotonic() - begun) * 1000, hit, ok))

    async def run(self, seconds):
        tasks = set()
        begun = time.monotonic()
        sent = 0
        while time.monotonic() - begun < seconds:
            due = int((time.monotonic() - begun) * self.rate)
            while sent < due:
                user = self.chance.randrange(USERS)
                target = self.next_target(user)
                self.turn += 1
                task = asyncio.create_task(
                    self.ask(self.ports[self.turn % len(self.ports)], user, target))
                tasks.add(task)
                task.add_done_callback(tasks.discard)
                sent += 1
            await asyncio.sleep(0.002)
        if tasks:
            await asyncio.wait(tasks)

    def figures(self, since=0.0, until=float("inf")):
        some = [a for a in self.answers if since <= a[0] < until]
        times = sorted(a[1] for a in some)
        return {"requests": len(some), "errors": sum(not a[3] for a in some),
                "hit_ratio": round(sum(a[2] for a in some) / max(1, len(some)), 4),
                "p50_ms": round(times[len(times) // 2], 1) if times else None,
                "p99_ms": round(times[int(len(times) * 0.99)], 1) if times else None}


class Nothing:
    async def __aenter__(self):
        return self

    async def __aexit__(self, *_):
        return False


def rejoined(gateways, fault_over):
    """Seconds until the last one said so; null: one did not."""
    times = [g.last("is back") - fault_over for g in gateways]
    return round(max(times), 2) if min(times) > 0 else None


async def fault(traffic, seconds, begin, end):
    """The traffic goes on while a fault is begun and ended: its figures, and when it was over."""
    begun = time.monotonic()
    running = asyncio.create_task(traffic.run(seconds + 6))
    await asyncio.sleep(1)
    begin()
    await asyncio.sleep(seconds)
    end()
    over = time.monotonic()
    await running
    return traffic.figures(begun), over


async def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--rate", type=float, default=300)
    options = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="fleet")
    result = {}

    origin = Origin()
    server = await asyncio.start_server(origin.serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]

    alone = Gateway(options.program, port, [], folder)
    traffic = Traffic([alone.port], options.rate, 1)
    await traffic.run(options.seconds)
    alone.end()
    result["one"] = traffic.figures() | {"origin": sum(origin.asked.values())}

    origin.asked.clear()
    redis = Redis(free_port(), folder)
    shared = ["--set", "cache.store=redis", "--redis", f"redis://127.0.0.1:{redis.port}",
              "--key-file", os.path.join(folder, "fleet.key")]
    gateways = [Gateway(options.program, port, shared, folder) for _ in range(3)]
    await asyncio.sleep(0.5)
    traffic = Traffic([g.port for g in gateways], options.rate, 1)
    await traffic.run(options.seconds)
    result["fleet"] = traffic.figures() | {"origin": sum(origin.asked.values())}
    result["duplicates"] = round(origin.duplicates(), 5)

    before = traffic.figures()["p99_ms"]
    faults = {"p99_ms_before": before}
    figures, over = await fault(traffic, 3, lambda: redis.signal(signal.SIGSTOP),
                                lambda: redis.signal(signal.SIGCONT))
    faults["redis_stopped"] = figures | {"rejoined_s": rejoined(gateways, over)}
    figures, over = await fault(traffic, 2, redis.kill, redis.start)
    faults["redis_restarted_empty"] = figures | {"rejoined_s": rejoined(gateways, over)}
    # (Whoever sends to the one that is gone is told by its connection; the others are asked.)
    traffic.ports = [g.port for g in gateways[:2]]
    figures, _ = await fault(traffic, 1, gateways[2].process.kill, lambda: None)
    faults["gateway_killed"] = figures
    result["faults"] = faults
    snapshots = [g.end() for g in gateways[:2]]
    result["shared"] = {name: sum(s["store"][name] for s in snapshots)
                        for name in ("hits", "misses", "leases", "waits", "spared", "timeouts",
                                     "writes", "shed", "failures", "damaged")}
    redis.kill()
    shutil.rmtree(folder)
    print(json.dumps(result, indent=1))
    errors = sum(f["errors"] for f in faults.values() if isinstance(f, dict))
    return 0 if errors == 0 and result["fleet"]["errors"] == 0 else 1


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
