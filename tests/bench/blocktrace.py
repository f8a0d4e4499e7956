#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Forefetch authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What prefetching spares a cache on a trace of blocks, by the simulator: `simulate` with all of a
trace as one client's requests, each block an object of one size. The mixture has contexts of the
last request alone here, and the steps between numbers that it learns.

    tests/bench/blocktrace.py [--program FILE] [--objects 5000] TRACE

TRACE is a table with the header version,time,op,size,lbn (time in whole seconds), such as
data/cloudPhysicsIO.csv of https://github.com/1a1a11a/libCacheSim, whose prefetcher PG, tuned, misses
.498 there at 5,000 objects. The origin answers at once, and neither workers nor the guard are the
limit, so that the models alone differ. For the policies of eviction alone see eviction_bench.

Runs on python3-minimal. Exit codes: 0 ok, 1 a run failed, 2 usage.
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile
import time

CAPACITY = 64  # MiB
THRESHOLDS = "0.05,0.08,0.12,0.3,0.5"


def convert(path, out, size):
    """Rows that simulate reads; how many."""
    rows = 0
    out.write("time,client,method,url,status,bytes\n")
    with open(path, encoding="ascii") as table:
        header = next(table).strip().split(",")
        when, block = header.index("time"), header.index("lbn")
        for line in table:
            cells = line.strip().split(",")
            out.write(f"{1500000000 + int(cells[when])},disk,GET,/block/{cells[block]},200,{size}\n")
            rows += 1
    return rows


def simulate(program, path, model):
    """The document of a sweep, and seconds."""
    began = time.monotonic()
    output = subprocess.run(
        [program, "simulate", path, "--json", "-q", "--origin-latency", "0.01",
         "--sweep", f"scheduler.min_probability={THRESHOLDS}",
         "--set", f"predictor.model={model}", "--set", f"cache.capacity={CAPACITY}",
         "--set", "predictor.max_order=1", "--set", "cache.default_ttl=86400",
         "--set", "guard.max_extra_load=10", "--set", "predictor.top_k=50",
         "--set", "scheduler.max_prefetch_per_schedule=50",
         "--set", "workers.max_requests_per_second=100000", "--set", "workers.count=64"],
        check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout
    return json.loads(output), time.monotonic() - began


def main():
    usage = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    usage.add_argument("--program", default=os.path.join(root, "build/release/app/forefetchctl"))
    usage.add_argument("--objects", type=int, default=5000)
    usage.add_argument("trace", metavar="TRACE")
    asked = usage.parse_args()
    with tempfile.NamedTemporaryFile("w", suffix=".csv", encoding="ascii") as table:
        rows = convert(asked.trace, table, CAPACITY * 1048576 // asked.objects)
        table.flush()
        print(f"{rows} requests, {asked.objects} objects, s3fifo")
        print("model          threshold   miss ratio   extra load")
        for model in ("first-order", "mixture"):
            document, took = simulate(asked.program, table.name, model)
            runs = document["runs"]
            for run in runs:
                threshold = run["settings"]["scheduler.min_probability"]
                print(f"{model:14} {threshold:9.2f} {1 - run['hit_ratio']:12.4f} "
                      f"{100 * run['extra_load']:10.1f} %")
            print(f"{model:14} {rows * len(runs) / took / 1000:9.0f} thousand requests/s, "
                  "reading and predicting among it")


if __name__ == "__main__":
    try:
        main()
    except (subprocess.CalledProcessError, OSError, ValueError) as error:
        sys.exit(f"error: {error}")
