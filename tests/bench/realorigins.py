#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Forefetch authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The gateway before origins that it did not come with: nginx and Python's http.server.

    tests/bench/realorigins.py [--program FILE] [--seconds 5]

For each origin, on loopback and free ports: files of several sizes are fetched by curl through
the gateway and straight from the origin and compared byte for byte, the second fetch has to be a
hit by its Cache-Status; a client walks the same paths again and again until the model knows them,
and pages that it has not fetched itself have to be answered by what was prefetched for it; wrk
loads one page and then a hundred; the origin is killed (502 or 504 within the limit, and how
long it took) and started again (how long until the first 200, the gateway untouched).

Needs nginx-light, wrk and curl. Exit codes: 0 all held, 1 something did not, 2 usage.
"""
import argparse
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SIZES = {"empty.txt": 0, "one.txt": 1, "page.json": 1024, "photo.bin": 300_000,
         "film.bin": 3_000_000}
TOO_BIG = {"archive.bin": 20_000_000}  # for a cache of 64 MiB: passed on, never stored
WALK = ["/walk/catalogue.json", "/walk/item.json", "/walk/reviews.json", "/walk/stock.json"]
failures = []


def check(holds, what):
    print(("  ok    " if holds else "  FAILS ") + what, flush=True)
    if not holds:
        failures.append(what)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def listening(port, within=10.0):
    end = time.monotonic() + within
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), 0.2).close()
            return
        except OSError:
            time.sleep(0.02)
    raise SystemExit(f"nothing listens on port {port} after {within} s")


def write_files(folder):
    os.makedirs(os.path.join(folder, "walk"))
    for name, size in (SIZES | TOO_BIG).items():
        with open(os.path.join(folder, name), "wb") as file:
            file.write(os.urandom(size))
    for path in WALK:
        with open(folder + path, "w") as file:
            file.write('{"page": "%s", "text": "%s"}\n' % (path, "x" * 800))
    for n in range(100):
        with open(os.path.join(folder, f"load{n}.json"), "w") as file:
            file.write('{"id": %d, "text": "%s"}\n' % (n, "x" * 980))


def start_nginx(folder, port):
    work = folder + "-nginx"
    os.makedirs(work, exist_ok=True)
    configuration = os.path.join(work, "nginx.conf")
    with open(configuration, "w") as file:
        file.write(f"""daemon off; worker_processes 1; pid {work}/pid; error_log {work}/error.log;
events {{ worker_connections 1024; }}
http {{ access_log off; types {{ application/json json; }}
  client_body_temp_path {work}/body; proxy_temp_path {work}/proxy; fastcgi_temp_path {work}/f;
  uwsgi_temp_path {work}/u; scgi_temp_path {work}/s;
  server {{ listen 127.0.0.1:{port}; root {folder}; expires 5m; }} }}
""")
    user = ["-g", "user root;"] if os.geteuid() == 0 else []
    return subprocess.Popen(["nginx", "-p", work, "-c", configuration, *user],
                            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def start_python(folder, port):
    return subprocess.Popen([sys.executable, "-m", "http.server", str(port), "--bind",
                             "127.0.0.1", "--directory", folder],
                            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def stop(process):
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def curl(url, agent="curl"):
    """Status, Cache-Status, body and seconds of a GET."""
    begun = time.monotonic()
    answer = subprocess.run(["curl", "-s", "-i", "--max-time", "30", "-A", agent, url],
                            stdout=subprocess.PIPE, check=False).stdout
    head, _, body = answer.partition(b"\r\n\r\n")
    status = re.match(rb"HTTP/1\.[01] (\d+)", head)
    verdict = re.search(rb"(?im)^cache-status: *(.*?)\r?$", head)
    return (int(status.group(1)) if status else 0,
            verdict.group(1).decode() if verdict else "", body, time.monotonic() - begun)


def is_hit(verdict):
    return "; hit" in verdict


def wrk(url, seconds, script=None):
    arguments = ["wrk", "-t1", "-c32", f"-d{seconds}s", "--latency", url]
    if script:
        arguments[1:1] = ["-s", script]
    text = subprocess.run(arguments, stdout=subprocess.PIPE, check=True, encoding="utf-8").stdout
    rate = re.search(r"Requests/sec: *([\d.]+)", text).group(1)
    p99 = re.search(r"99% *(\S+)", text).group(1)
    bad = re.search(r"Non-2xx or 3xx responses: (\d+)", text)
    errors = re.search(r"Socket errors: (.*)", text)
    return float(rate), p99, int(bad.group(1)) if bad else 0, errors.group(1) if errors else ""


def bytes_are_equal(origin, gateway):
    for name, size in (SIZES | TOO_BIG).items():
        straight, first, second = (curl(f"{origin}/{name}"), curl(f"{gateway}/{name}"),
                                   curl(f"{gateway}/{name}"))
        check(straight[0] == first[0] == second[0] == 200 and len(straight[2]) == size and
              straight[2] == first[2] == second[2], f"{name}: {size} bytes, the same three times")
        check(not is_hit(first[1]) and is_hit(second[1]) == (name in SIZES), f"{name}: {first[1]}, then {second[1]}")


def predictable_is_prefetched(gateway):
    """Forty clients walk the same four pages. Each has its own partition, so that none is served
    what another fetched: a client's first request of a page is a hit by prefetching alone."""
    hits = asked = 0
    for client in range(40):
        for step, path in enumerate(WALK):
            verdict = curl(gateway + path + f"?client={client}", f"walker {client}")[1]
            if client >= 20 and step > 0:
                asked += 1
                hits += is_hit(verdict)
            time.sleep(0.03)
    check(hits > 0, f"never asked before, predicted by what others did next: {hits} of {asked} hits")


def death_and_return(start, folder, port, origin_process, gateway):
    stop(origin_process)
    status, verdict, _, seconds = curl(gateway + "/page.json?dead=1")
    check(status in (502, 504) and seconds < 10,
          f"origin killed: {status} after {1000 * seconds:.0f} ms ({verdict})")
    status, verdict, _, _ = curl(gateway + "/page.json")
    check(status == 200 and is_hit(verdict), f"what is stored is served all the same: {verdict}")
    begun, origin_process = time.monotonic(), start(folder, port)
    listening(port)
    up, status = time.monotonic(), 0
    while status != 200 and time.monotonic() < up + 30:
        status = curl(gateway + f"/page.json?back={time.monotonic()}")[0]
    check(status == 200, f"origin back: first 200 {1000 * (time.monotonic() - up):.0f} ms after it "
          f"listened (it took {1000 * (up - begun):.0f} ms to)")
    return origin_process


def load(gateway, seconds, folder):
    script = folder + "-hundred.lua"
    with open(script, "w") as file:
        file.write('local n = 0\nrequest = function() n = n + 1; '
                   'return wrk.format("GET", "/load" .. (n % 100) .. ".json") end\n')
    for what, url, lua in (("one page", gateway + "/page.json", None),
                           ("a hundred pages", gateway, script)):
        rate, p99, bad, errors = wrk(url, seconds, lua)
        check(bad == 0 and not errors, f"wrk, {what}: {rate:.0f} requests/s, p99 {p99}, "
              f"{bad} bad answers{', ' + errors if errors else ''}")


def before(name, start, arguments, folder):
    print(f"{name}:", flush=True)
    port, listen = free_port(), free_port()
    origin = start(folder, port)
    listening(port)
    serve = subprocess.Popen(
        [arguments.program, "serve", "--target", f"http://127.0.0.1:{port}", "--listen",
         f"127.0.0.1:{listen}", "--set", "cache.policy=assume", "--set",
         "workers.max_requests_per_second=200",
         "--snapshot", folder + "-snapshot.json", "-q"], stdin=subprocess.DEVNULL)
    try:
        listening(listen)
        gateway = f"http://127.0.0.1:{listen}"
        bytes_are_equal(f"http://127.0.0.1:{port}", gateway)
        predictable_is_prefetched(gateway)
        load(gateway, arguments.seconds, folder)
        origin = death_and_return(start, folder, port, origin, gateway)
        serve.send_signal(signal.SIGINT)
        check(serve.wait(10) in (0, 130), f"ends by SIGINT with exit code {serve.returncode}")
    finally:
        stop(serve)
        stop(origin)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", default=os.path.join(ROOT, "build/release/app/forefetchctl"))
    parser.add_argument("--seconds", type=int, default=5)
    arguments = parser.parse_args()
    for needed in ("nginx", "wrk", "curl"):
        if not shutil.which(needed):
            print(f"error: {needed} is not installed (nginx-light, wrk, curl)", file=sys.stderr)
            return 2
    with tempfile.TemporaryDirectory() as work:
        for name, start in (("nginx", start_nginx), ("http.server", start_python)):
            folder = os.path.join(work, name)
            os.makedirs(folder)
            write_files(folder)
            before(name, start, arguments, folder)
    print(f"{len(failures)} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
