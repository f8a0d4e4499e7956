#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Forefetch authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How fast the gateway is beside nginx, HAProxy and Varnish, in the same minute.

    tests/bench/gatewayspeed.py build/release/app/forefetchctl [--seconds 4] [--rounds 5]
                                [--only hit1k,hit64k,miss,idle,predict]

The server runs on one core, wrk and the origin (nginx) on another; 64 keep-alive connections; all
servers take turns in each round, and a ratio is of two runs of the same round; the median of the
rounds is printed. Needs wrk and nginx; HAProxy and Varnish are compared with where they are
installed (apt install wrk nginx-light haproxy varnish).

    hit1k, hit64k   one stored target
    miss            every request asks for a target of its own, which is stored
    idle            64 connections alone, and beside 5,000 that say nothing
    predict         hits on 200 targets with prediction and prefetching off, and on; and how many
                    observations were shed at 20,000 requests a second
"""
import argparse
import os
import pathlib
import re
import resource
import shutil
import signal
import socket
import statistics
import subprocess
import tempfile
import time

SERVER_CORE, LOAD_CORE = "0", "1"
IDLE = 5000
HERE = pathlib.Path(__file__).resolve()
ORIGIN = """
worker_processes 1; daemon off; pid {dir}/origin.pid; error_log {dir}/origin.log crit;
events {{ worker_connections 4096; }}
http {{
  access_log off; keepalive_requests 100000000; keepalive_timeout 600s;
  client_body_temp_path {dir}/ob; proxy_temp_path {dir}/op; fastcgi_temp_path {dir}/of;
  uwsgi_temp_path {dir}/ou; scgi_temp_path {dir}/os;
  server {{ listen 127.0.0.1:{port} backlog=1024; default_type text/plain; root {dir}/files;
    location / {{ add_header Cache-Control max-age=3600; }}
    location /miss/ {{ add_header Cache-Control max-age=3600; return 200 "{kib}"; }} }}
}}
"""
NGINX = """
worker_processes 1; daemon off; pid {dir}/nginx.pid; error_log {dir}/nginx.log crit;
events {{ worker_connections 8192; }}
http {{
  access_log off; keepalive_requests 100000000; keepalive_timeout 600s; tcp_nodelay on;
  client_body_temp_path {dir}/nb; proxy_temp_path {dir}/np; fastcgi_temp_path {dir}/nf;
  uwsgi_temp_path {dir}/nu; scgi_temp_path {dir}/ns; sendfile on;
  proxy_cache_path {dir}/cache levels=1:2 keys_zone=c:64m max_size=256m use_temp_path=off;
  open_file_cache max=10000 inactive=60s; open_file_cache_valid 60s;
  upstream o {{ server 127.0.0.1:{origin}; keepalive 64; keepalive_requests 100000000; }}
  server {{ listen 127.0.0.1:{port} backlog=1024;
    location / {{ proxy_pass http://o; proxy_http_version 1.1; proxy_set_header Connection "";
                 proxy_cache c; proxy_cache_key $request_uri; }} }}
}}
"""
HAPROXY = """
global
  nbthread 1
  maxconn 8192
defaults
  mode http
  timeout client 600s
  timeout server 600s
  timeout connect 5s
  http-reuse always
cache c
  total-max-size 256
  max-object-size 1000000
  max-age 3600
frontend f
  bind 127.0.0.1:{port} backlog 1024
  http-request cache-use c
  http-response cache-store c
  default_backend b
backend b
  http-request cache-use c
  http-response cache-store c
  server s 127.0.0.1:{origin} pool-max-conn 64
"""
VARNISH = """
vcl 4.1;
backend default {{ .host = "127.0.0.1"; .port = "{origin}"; }}
"""
# One target for each request, different for each run.
MISSES = """
local n = 0
local run = os.time() .. "-" .. math.random(1000000000) .. "{tag}"
request = function() n = n + 1; return wrk.format("GET", "/miss/" .. run .. "-" .. n) end
"""
# A walk through 200 targets, the same for every client: something that can be learnt.
WALK = """
local n = 0
request = function() n = (n + 1) % 200; return wrk.format("GET", "/walk/" .. n) end
"""


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def wait_for(port, what):
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except OSError:
            time.sleep(0.05)
    raise SystemExit(f"nothing listens on {port}: {what}")


class Server:
    """A process (and its children) on one core."""

    def __init__(self, name, port, command, core=SERVER_CORE):
        self.name, self.port = name, port
        self.process = subprocess.Popen(["taskset", "-c", core, *command], stdout=subprocess.DEVNULL,
                                        stderr=None if os.environ.get("VERBOSE") else subprocess.DEVNULL,
                                        start_new_session=True)
        wait_for(port, " ".join(command))

    def cpu_seconds(self):
        """Of every process of its session."""
        ticks = 0
        for entry in pathlib.Path("/proc").iterdir():
            try:
                fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
            except (OSError, IndexError):
                continue
            if int(fields[3]) == self.process.pid:
                ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")

    def stop(self):
        # By its own id; a master ends its workers.
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Bench:
    def __init__(self, options):
        self.options = options
        self.dir = tempfile.mkdtemp(prefix="gatewayspeed-", dir="/dev/shm")
        files = pathlib.Path(self.dir, "files")
        (files / "walk").mkdir(parents=True)
        (files / "k1").write_bytes(b"x" * 1024)
        (files / "k64").write_bytes(b"x" * 65536)
        for n in range(200):
            (files / "walk" / str(n)).write_bytes(b"x" * 1024)
        os.chmod(self.dir, 0o755)
        self.scripts = {}
        for name, text in (("miss", MISSES.replace("{tag}", "")), ("walk", WALK)):
            self.scripts[name] = pathlib.Path(self.dir, name + ".lua")
            self.scripts[name].write_text(text)
        self.origin = free_port()
        self.servers = []
        self.start("origin", self.nginx("origin", ORIGIN, self.origin), LOAD_CORE, self.origin)
        self.misses = 0

    def start(self, name, command, core=SERVER_CORE, port=None):
        server = Server(name, port, command, core)
        self.servers.append(server)
        return server

    def file(self, name, text, port):
        path = pathlib.Path(self.dir, name)
        path.write_text(text.format(dir=self.dir, port=port, origin=self.origin, kib="x" * 1024))
        return str(path)

    def nginx(self, name, text, port):
        user = "user root;\n" if os.geteuid() == 0 else ""
        return ["nginx", "-p", self.dir, "-c", self.file(name + ".conf", user + text, port)]

    def forefetch(self, *settings):
        port = free_port()
        command = [self.options.ctl, "serve", "-q", "--target", f"http://127.0.0.1:{self.origin}",
                   "--listen", f"127.0.0.1:{port}", "--set", "cache.capacity=256"]
        for setting in settings:
            command += ["--set", setting]
        return self.start("forefetch", command, port=port)

    def others(self):
        found = []
        port = free_port()
        found.append(self.start("nginx", self.nginx("nginx", NGINX, port), port=port))
        if shutil.which("haproxy"):
            port = free_port()
            found.append(self.start("haproxy", ["haproxy", "-db", "-f",
                                                self.file("haproxy.cfg", HAPROXY, port)], port=port))
        if shutil.which("varnishd"):
            port = free_port()
            found.append(self.start("varnish", [
                "varnishd", "-F", "-f", self.file("varnish.vcl", VARNISH, port), "-a",
                f"127.0.0.1:{port}", "-s", "malloc,256m", "-n", self.dir + "/varnish"], port=port))
        return found

    def wrk(self, server, path, script=None):
        """Requests a second, p99 in ms, CPU of the server in us a request."""
        command = ["taskset", "-c", LOAD_CORE, "wrk", "-t1", "-c64", "--latency", "--timeout", "10s",
                   f"-d{self.options.seconds}s"]
        if script:
            command += ["-s", str(self.scripts[script])]
        before = server.cpu_seconds()
        text = subprocess.run([*command, f"http://127.0.0.1:{server.port}{path}"], text=True,
                              capture_output=True, check=True).stdout
        used = server.cpu_seconds() - before
        rate = float(re.search(r"Requests/sec:\s*([\d.]+)", text).group(1))
        value, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", text).groups()
        p99 = float(value) * {"us": 0.001, "ms": 1, "s": 1000}[unit]
        count = int(re.search(r"(\d+) requests in", text).group(1))
        bad = re.search(r"Non-2xx or 3xx responses: (\d+)|Socket errors: (.*)", text)
        if bad:
            print(f"    {server.name}: {bad.group(0)}")
        return rate, p99, used / max(1, count) * 1e6

    def warm(self, server, path):
        for _ in range(3):
            with socket.create_connection(("127.0.0.1", server.port)) as s:
                s.sendall(f"GET {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".encode())
                while s.recv(65536):
                    pass

    def compare(self, title, servers, path, script=None):
        results = {s.name: [] for s in servers}
        if not script:
            for server in servers:
                self.warm(server, path)
        for _ in range(self.options.rounds):
            for server in servers:
                results[server.name].append(self.wrk(server, path, script))
        print(f"\n{title}")
        first = results[servers[0].name]
        for name, runs in results.items():
            rate, p99, cpu = (statistics.median(column) for column in zip(*runs))
            ratio = statistics.median(a[0] / b[0] for a, b in zip(first, runs))
            print(f"  {name:10} {rate:9.0f} requests/s  p99 {p99:6.2f} ms  CPU {cpu:6.2f} us a request"
                  f"  {servers[0].name} : {name} = {ratio:.2f}", flush=True)
        return results

    def idle(self, server):
        self.warm(server, "/k1")
        alone, beside = [], []
        for _ in range(self.options.rounds):
            alone.append(self.wrk(server, "/k1"))
            held = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(IDLE)]
            time.sleep(0.5)
            beside.append(self.wrk(server, "/k1"))
            for s in held:
                s.close()
            time.sleep(0.5)
        ratio = statistics.median(b[0] / a[0] for a, b in zip(alone, beside))
        print(f"\n64 connections beside {IDLE} idle: {server.name}")
        for name, runs in (("alone", alone), ("beside", beside)):
            rate, p99, cpu = (statistics.median(column) for column in zip(*runs))
            print(f"  {name:10} {rate:9.0f} requests/s  p99 {p99:6.2f} ms  CPU {cpu:6.2f} us a request")
        print(f"  beside : alone = {ratio:.2f}", flush=True)

    def close(self):
        for server in reversed(self.servers):
            server.stop()
        shutil.rmtree(self.dir, ignore_errors=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("ctl")
    parser.add_argument("--seconds", type=int, default=4)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", default="hit1k,hit64k,miss,idle,predict")
    options = parser.parse_args()
    wanted = options.only.split(",")
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    bench = Bench(options)
    try:
        off = bench.forefetch("prefetch.enabled=false", "predictor.model=none")
        rivals = bench.others() if set(wanted) & {"hit1k", "hit64k", "miss"} else []
        if "hit1k" in wanted:
            bench.compare("hits, 1 KiB", [off, *rivals], "/k1")
        if "hit64k" in wanted:
            bench.compare("hits, 64 KiB", [off, *rivals], "/k64")
        if "miss" in wanted:
            bench.compare("misses, 1 KiB", [off, *rivals], "/miss/", "miss")
        if "idle" in wanted:
            bench.idle(off)
        if "predict" in wanted:
            on = bench.forefetch()
            on.name = "predicting"
            bench.compare("200 targets in turn", [off, on], "/walk/0", "walk")
    finally:
        bench.close()


main()
