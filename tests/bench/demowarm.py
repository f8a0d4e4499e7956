#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Forefetch authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The demo once it has learnt: the default model beside first-order and beside no prefetching.

    tests/bench/demowarm.py [--seeds 5] [--warm 30] [--scored 30] [--program FILE] [-- DEMO ARGUMENTS]

Scored are the last seconds alone: each run is made twice with one seed (so with the same users and
choices), once to the end and once to the end of the warming, and the counts of the second are
taken from those of the first. All runs of a seed go side by side. Waste is what was stored and
went unused, or would have if the run ended now (wasted + ready): less of it a hit gained is better.

Runs on python3-minimal. Exit codes: 0 ok, 1 a run failed or a ledger does not balance, 2 usage.
"""
import argparse
import os
import subprocess
import sys
import tempfile

from demopairs import Failed, check, figures, interval

ARMS = (("off", ["--set", "prefetch.enabled=false"]),
        ("mixture", ["--set", "predictor.model=mixture"]),
        ("first-order", ["--set", "predictor.model=first-order"]))
COUNTS = ("demand.cacheable", "demand.hits", "prefetch.used", "prefetch.late", "prefetch.ready",
          "prefetch.wasted_expired", "prefetch.wasted_evicted", "prefetch.wasted_invalidated",
          "prefetch.attempts")


def begin(program, seed, seconds, arguments, snapshot, rest):
    return subprocess.Popen([program, "demo", "--seed", str(seed), "--duration", f"{seconds}s",
                             "--snapshot", snapshot, "-q", *rest, *arguments],
                            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)


def scored(asked, seed, folder):
    """Of each arm the counts of the scored seconds."""
    runs = {}
    for name, arguments in ARMS:
        for part, seconds in (("warm", asked.warm), ("whole", asked.warm + asked.scored)):
            snapshot = os.path.join(folder, f"{seed}-{name}-{part}.json")
            process = begin(asked.program, seed, seconds, arguments, snapshot, asked.rest)
            runs[name, part] = (process, snapshot)
    codes = {run: process.wait() for run, (process, _) in runs.items()}
    if any(codes.values()):
        raise Failed(f"seed {seed}: forefetchctl ended with {codes}")
    found = {run: figures(asked.program, snapshot) for run, (_, snapshot) in runs.items()}
    for run, each in found.items():
        check(each, f"seed {seed}, {run}")
    return {name: {count: found[name, "whole"][count] - found[name, "warm"][count]
                   for count in COUNTS} for name, _ in ARMS}


def hit_ratio(counts):
    return 100 * counts["demand.hits"] / counts["demand.cacheable"]


def waste(counts):
    return sum(counts["prefetch." + name] for name in
               ("wasted_expired", "wasted_evicted", "wasted_invalidated", "ready"))


def main():
    usage = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    usage.add_argument("--program", default=os.path.join(root, "build/release/app/forefetchctl"))
    usage.add_argument("--seeds", type=int, default=5, help="at least 2")
    usage.add_argument("--warm", type=int, default=30, help="seconds that are not scored")
    usage.add_argument("--scored", type=int, default=30, help="seconds that are")
    usage.add_argument("rest", nargs="*", metavar="DEMO ARGUMENT", help="behind --")
    asked = usage.parse_args()
    if asked.seeds < 2:
        usage.error("an interval needs --seeds 2 or more")
    gained = {name: [] for name, _ in ARMS}
    wasted = {name: [] for name, _ in ARMS}
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(1, asked.seeds + 1):
            counts = scored(asked, seed, folder)
            for name, _ in ARMS:
                gained[name].append(hit_ratio(counts[name]) - hit_ratio(counts["off"]))
                extra = counts[name]["demand.hits"] - counts["off"]["demand.hits"]
                wasted[name].append((waste(counts[name]), extra))
            print(f"seed {seed}: " + ", ".join(
                f"{name} {hit_ratio(counts[name]):.1f} % hits, {waste(counts[name]):.0f} wasted"
                for name, _ in ARMS), file=sys.stderr)
    print(f"{asked.seeds} seeds, {asked.warm} s not scored, then {asked.scored} s")
    of = {}
    for name in ("mixture", "first-order"):
        mean, half = interval(gained[name])
        waste_sum, hits_sum = (sum(each[i] for each in wasted[name]) for i in (0, 1))
        of[name] = waste_sum / hits_sum if hits_sum > 0 else float("inf")
        print(f"{name:12} {mean:+.1f} points of hits against off (95 % interval {mean - half:+.1f} "
              f"to {mean + half:+.1f}), {of[name]:.2f} wasted a hit gained")
    if of["first-order"] > 0:
        print(f"waste a hit gained, mixture against first-order: {of['mixture'] / of['first-order']:.2f}")
    else:
        print("waste a hit gained, mixture against first-order: first-order wasted nothing")


if __name__ == "__main__":
    try:
        main()
    except (Failed, subprocess.CalledProcessError, OSError) as error:
        sys.exit(f"error: {error}")
