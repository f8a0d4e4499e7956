#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Forefetch authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a gateway holds in memory, and whether the model keeps up.

    tests/bench/gatewaymemory.py build/release/app/forefetchctl [--requests 5000000]
                                 [--targets 1000000] [--only bulk,flat,shed] [--set id=value ...]

    bulk   a body of 1 GiB to the client and one to the origin: how much the peak grew
    flat   requests to many targets, a cache of 64 MiB: resident memory while they go on (the model
           and the names of requests have predictor.max_memory beside it, and libraries and tables
           about 40 MiB)
    shed   about 20,000 requests a second on 2,000 targets, predicting and prefetching: the share of
           observations that the model had no time for

Needs wrk and nginx (apt install wrk nginx-light).
"""
import argparse
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time

GIB = 1 << 30
BLOCK = b"x" * (1 << 20)
ORIGIN = """
worker_processes 1; daemon off; pid {dir}/origin.pid; error_log {dir}/origin.log crit; {user}
events {{ worker_connections 4096; }}
http {{
  access_log off; keepalive_requests 100000000; keepalive_timeout 600s;
  client_body_temp_path {dir}/ob; proxy_temp_path {dir}/op; fastcgi_temp_path {dir}/of;
  uwsgi_temp_path {dir}/ou; scgi_temp_path {dir}/os;
  server {{ listen 127.0.0.1:{port} backlog=1024; default_type text/plain;
    location / {{ add_header Cache-Control max-age=3600; return 200 "{kib}"; }} }}
}}
"""
# Every target as often as any other, in no order; each run begins elsewhere.
SPREAD = """
local n = {seed}
request = function()
  n = (n * 16807) % 2147483647
  return wrk.format("GET", "/item/" .. (n % {targets}))
end
"""
# A walk, one request each 3 ms on each of 64 connections: about 20,000 a second.
PACED = """
local n = 0
request = function() n = (n + 1) % 2000; return wrk.format("GET", "/item/" .. n) end
delay = function() return 3 end
"""


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def status(pid, name):
    """VmRSS or VmHWM in KiB."""
    text = pathlib.Path(f"/proc/{pid}/status").read_text()
    return int(re.search(name + r":\s*(\d+)", text).group(1))


class Gateway:
    def __init__(self, ctl, origin, *more):
        self.port = free_port()
        self.process = subprocess.Popen(
            [ctl, "serve", "-q", "--target", f"http://127.0.0.1:{origin}", "--listen",
             f"127.0.0.1:{self.port}", *more], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", self.port)).close()
                return
            except OSError:
                time.sleep(0.05)
        raise SystemExit("the gateway does not listen")

    def stop(self):
        self.process.send_signal(signal.SIGINT)
        self.process.wait(20)


def bulk_origin(listener):
    """Sends a GiB to GET, takes one from PUT; one connection after the other."""
    while True:
        try:
            peer, _ = listener.accept()
        except OSError:
            return
        with peer:
            head = b""
            while b"\r\n\r\n" not in head:
                more = peer.recv(65536)
                if not more:
                    break
                head += more
            if head.startswith(b"GET"):
                peer.sendall(b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: %d\r\n\r\n"
                             % GIB)
                for _ in range(GIB // len(BLOCK)):
                    peer.sendall(BLOCK)
            elif head:
                got = len(head.split(b"\r\n\r\n", 1)[1])
                while got < GIB:
                    got += len(peer.recv(1 << 20))
                peer.sendall(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")


def bulk(options):
    listener = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=bulk_origin, args=(listener,), daemon=True).start()
    gateway = Gateway(options.ctl, listener.getsockname()[1])
    pid = gateway.process.pid
    for method in ("GET", "PUT"):
        pathlib.Path(f"/proc/{pid}/clear_refs").write_text("5")
        before = status(pid, "VmHWM")
        with socket.create_connection(("127.0.0.1", gateway.port)) as s:
            length = f"Content-Length: {GIB}\r\n" if method == "PUT" else ""
            s.sendall(f"{method} /bulk HTTP/1.1\r\nHost: a\r\n{length}\r\n".encode())
            if method == "PUT":
                for _ in range(GIB // len(BLOCK)):
                    s.sendall(BLOCK)
            got = 0
            while got < (GIB if method == "GET" else 12):
                more = len(s.recv(1 << 20))
                if more == 0:
                    break
                got += more
        print(f"{method} of 1 GiB: peak grew by {(status(pid, 'VmHWM') - before) / 1024:.1f} MiB,"
              f" {got} bytes came", flush=True)
    gateway.stop()
    listener.close()


class Nginx:
    def __init__(self):
        self.dir = tempfile.mkdtemp(prefix="gatewaymemory-", dir="/dev/shm")
        os.chmod(self.dir, 0o755)
        self.port = free_port()
        conf = pathlib.Path(self.dir, "origin.conf")
        conf.write_text(ORIGIN.format(dir=self.dir, port=self.port, kib="x" * 1024,
                                      user="user root;" if os.geteuid() == 0 else ""))
        self.process = subprocess.Popen(["nginx", "-p", self.dir, "-c", str(conf)],
                                        stderr=subprocess.DEVNULL)

    def script(self, text):
        path = pathlib.Path(self.dir, "load.lua")
        path.write_text(text)
        return str(path)

    def stop(self):
        self.process.terminate()
        self.process.wait()
        shutil.rmtree(self.dir, ignore_errors=True)


def wrk(gateway, script, seconds):
    text = subprocess.run(["wrk", "-t1", "-c64", f"-d{seconds}s", "-s", script,
                           f"http://127.0.0.1:{gateway.port}"], capture_output=True, text=True,
                          check=True).stdout
    return int(re.search(r"(\d+) requests in", text).group(1))


def flat(options):
    origin = Nginx()
    settings = [word for setting in options.set for word in ("--set", setting)]
    gateway = Gateway(options.ctl, origin.port, "--set", "cache.capacity=64", *settings)
    done, most, seed = 0, 0, 1
    while done < options.requests:
        script = origin.script(SPREAD.format(seed=seed, targets=options.targets))
        done += wrk(gateway, script, 10)
        seed += 7919
        resident = status(gateway.process.pid, "VmRSS") / 1024
        most = max(most, resident)
        print(f"{done:9} requests: resident {resident:7.1f} MiB, most {most:7.1f}", flush=True)
    gateway.stop()
    origin.stop()


def shed(options):
    origin = Nginx()
    snapshot = os.path.join(origin.dir, "snapshot.json")
    gateway = Gateway(options.ctl, origin.port, "--snapshot", snapshot)
    count = wrk(gateway, origin.script(PACED), 20)
    gateway.stop()
    figures = json.loads(pathlib.Path(snapshot).read_text())
    predictor, demand = figures["predictor"], figures["demand"]
    # Of each request two things are observed: that it came, and its answer.
    share = predictor["dropped"] / (2 * demand["requests"])
    print(f"{count / 20:.0f} requests a second: {predictor['dropped']} of"
          f" {2 * demand['requests']} observations shed, {100 * share:.2f} %")
    origin.stop()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("ctl")
    parser.add_argument("--requests", type=int, default=5_000_000)
    parser.add_argument("--targets", type=int, default=1_000_000)
    parser.add_argument("--only", default="bulk,flat,shed")
    parser.add_argument("--set", action="append", default=[], help="a setting, for flat")
    options = parser.parse_args()
    for name, run in (("bulk", bulk), ("flat", flat), ("shed", shed)):
        if name in options.only.split(","):
            run(options)


main()
