#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Forefetch authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What prefetching spares a cache on a trace of blocks, by the simulator: `simulate` with all of a
trace as one client's requests, each block an object of one size. The mixture has contexts of the
last request alone here, and the steps between numbers that it learns.

    tests/bench/blocktrace.py [--program FILE] [--objects 5000] [--libcachesim FILE] TRACE

TRACE is a table with the header version,time,op,size,lbn (time in whole seconds), such as
data/cloudPhysicsIO.csv of https://github.com/1a1a11a/libCacheSim, whose prefetcher PG, tuned, misses
.498 there at 5,000 objects. The origin answers at once, and neither workers nor the guard are the
limit, so that the models alone differ. For the policies of eviction alone see eviction_bench.

With --libcachesim, the path of its program cachesim, PG runs in the same minute at some settings,
and both are timed alone: the CPU time of one process that reads the trace, predicts and simulates
one run at its best setting. The line: 5 times PG's requests a second.

Runs on python3-minimal. Exit codes: 0 ok, 1 a run failed, 2 usage.
"""
import argparse
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time

CAPACITY = 64  # MiB
THRESHOLDS = "0.05,0.08,0.12,0.3,0.5"
# PG's settings: how far ahead it looks, and its threshold. Its memory is not the limit.
PG = [(look, threshold) for look in (5, 10, 20) for threshold in (0.02, 0.05, 0.1)]
REPEATS = 3 # of what is timed; the quickest counts


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


def command(program, path, model, threshold):
    return [program, "simulate", path, "--json", "-q", "--origin-latency", "0.01", *threshold,
            "--set", f"predictor.model={model}", "--set", f"cache.capacity={CAPACITY}",
            "--set", "predictor.max_order=1", "--set", "cache.default_ttl=86400",
            "--set", "guard.max_extra_load=10", "--set", "predictor.top_k=50",
            "--set", "scheduler.max_prefetch_per_schedule=50",
            "--set", "workers.max_requests_per_second=100000", "--set", "workers.count=64"]


def run(words):
    """What it printed, and the seconds of processor that it took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    output = subprocess.run(words, check=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                            encoding="utf-8").stdout
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return output, after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def simulate(program, path, model):
    """The document of a sweep, and seconds."""
    began = time.monotonic()
    output, _ = run(command(program, path, model,
                            ["--sweep", f"scheduler.min_probability={THRESHOLDS}"]))
    return json.loads(output), time.monotonic() - began


def prefetchgraph(program, trace, objects, look, threshold):
    """Miss ratio and seconds of processor of libCacheSim's PG before LRU."""
    output, seconds = run(
        [program, trace, "csv", "lru", str(objects), "-t",
         "time-col=2, obj-id-col=5, obj-size-col=4, delimiter=,, has-header=true, obj-id-is-num=true",
         "--ignore-obj-size=1", "--prefetch=PG",
         f"--prefetch-params=lookahead-range={look}, max-metadata-size=10000, "
         f"prefetch-threshold={threshold}", "--output", os.devnull])
    found = re.findall(r"miss ratio ([0-9.]+)", output)
    if not found:
        raise ValueError(f"{program} printed no miss ratio")
    return float(found[-1]), seconds


def compare(asked, path, rows, best):
    """Times PG and the best model beside each other."""
    print("PG: look ahead  threshold   miss ratio")
    found = []
    for look, threshold in PG:
        ratio, _ = prefetchgraph(asked.libcachesim, asked.trace, asked.objects, look, threshold)
        found.append((ratio, look, threshold))
        print(f"{look:14} {threshold:10.2f} {ratio:12.4f}")
    theirs, look, threshold = min(found)
    pg, ours = [], []
    for _ in range(REPEATS): # by turns, so that both meet the same machine
        pg.append(prefetchgraph(asked.libcachesim, asked.trace, asked.objects, look, threshold)[1])
        ours.append(run(command(
            asked.program, path, best[1],
            ["--set", f"scheduler.min_probability={best[2]}"]))[1])
    print(f"PG   {rows / min(pg) / 1000:8.0f} thousand requests/s of a core, misses {theirs:.4f}")
    print(f"ours {rows / min(ours) / 1000:8.0f} thousand requests/s of a core, misses {best[0]:.4f} "
          f"({best[1]}, {best[2]})")
    print(f"{min(pg) / min(ours):.2f} times PG's (line 5)")


def main():
    usage = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    usage.add_argument("--program", default=os.path.join(root, "build/release/app/forefetchctl"))
    usage.add_argument("--objects", type=int, default=5000)
    usage.add_argument("--libcachesim", metavar="FILE", help="its program cachesim")
    usage.add_argument("trace", metavar="TRACE")
    asked = usage.parse_args()
    with tempfile.NamedTemporaryFile("w", suffix=".csv", encoding="ascii") as table:
        rows = convert(asked.trace, table, CAPACITY * 1048576 // asked.objects)
        table.flush()
        print(f"{rows} requests, {asked.objects} objects, s3fifo")
        print("model          threshold   miss ratio   extra load")
        best = (1.0, "", 0.0)
        for model in ("first-order", "mixture"):
            document, took = simulate(asked.program, table.name, model)
            runs = document["runs"]
            for each in runs:
                threshold = each["settings"]["scheduler.min_probability"]
                best = min(best, (1 - each["hit_ratio"], model, threshold))
                print(f"{model:14} {threshold:9.2f} {1 - each['hit_ratio']:12.4f} "
                      f"{100 * each['extra_load']:10.1f} %")
            print(f"{model:14} {rows * len(runs) / took / 1000:9.0f} thousand requests/s, "
                  "reading and predicting among it")
        if asked.libcachesim:
            compare(asked, table.name, rows, best)


if __name__ == "__main__":
    try:
        main()
    except (subprocess.CalledProcessError, OSError, ValueError) as error:
        sys.exit(f"error: {error}")
