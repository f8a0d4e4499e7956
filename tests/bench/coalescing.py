#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Forefetch authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What 50 clients wait who ask for the same at once, of an origin that takes 300 ms.

    tests/bench/coalescing.py build/release/app/forefetchctl

Four cases, each with a target of its own: nothing is stored and the answer may be (one request to
the origin); the answer may not be stored (everybody asks, side by side, once that is known); what is
stored is stale and may answer while it is validated; the origin answers 503 and what is stored may
answer in its place (it fails at once, so that the wait is the gateway's own). Printed: the slowest and the median client in ms, and the requests that the
origin got for it.
"""
import asyncio
import statistics
import subprocess
import sys
import time

CLIENTS = 50
DELAY = 0.3
FRESH = {
    "/cold": "max-age=60",
    "/no-store": "no-store",
    "/stale-while-revalidate": "max-age=0, stale-while-revalidate=60",
    "/stale-if-error": "max-age=0, stale-if-error=60",
}
asked = {}


async def origin(reader, writer):
    try:
        while True:
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            target = head.split(" ")[1]
            asked[target] = asked.get(target, 0) + 1
            first = asked[target] == 1
            failing = target == "/stale-if-error" and not first
            if target in FRESH and not failing:
                await asyncio.sleep(DELAY)
            status = "503 Service Unavailable" if failing else "200 OK"
            control = FRESH.get(target, "no-store")
            body = b"x" * 1024
            writer.write((f"HTTP/1.1 {status}\r\nCache-Control: {control}\r\n"
                          f"ETag: \"{asked[target]}\"\r\nContent-Length: {len(body)}\r\n\r\n"
                          ).encode() + body)
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
        pass
    writer.close()


async def ask(connection, target):
    reader, writer = connection
    started = time.perf_counter()
    writer.write(f"GET {target} HTTP/1.1\r\nHost: bench\r\n\r\n".encode())
    head = await reader.readuntil(b"\r\n\r\n")
    took = time.perf_counter() - started
    length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
    await reader.readexactly(length)
    return took * 1000, int(head.split(b" ")[1])


async def main():
    server = await asyncio.start_server(origin, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    gateway = subprocess.Popen(
        [sys.argv[1], "serve", "--target", f"http://127.0.0.1:{port}", "--listen",
         f"127.0.0.1:{port + 1}", "--set", "prefetch.enabled=false", "-q"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(100):
            try:
                connections = [await asyncio.open_connection("127.0.0.1", port + 1)
                               for _ in range(CLIENTS)]
                break
            except OSError:
                await asyncio.sleep(0.05)
        for target in FRESH:
            if target.startswith("/stale"):  # stored, and at once stale
                await ask(connections[0], target)
            before = asked.get(target, 0)
            results = await asyncio.gather(*(ask(c, target) for c in connections))
            await asyncio.sleep(2 * DELAY)
            times = [t for t, _ in results]
            statuses = sorted({s for _, s in results})
            print(f"{target:26} worst {max(times):7.1f} ms  median {statistics.median(times):7.1f} ms"
                  f"  origin requests {asked.get(target, 0) - before:3}  status {statuses}")
    finally:
        gateway.terminate()
        gateway.wait()


asyncio.run(main())
