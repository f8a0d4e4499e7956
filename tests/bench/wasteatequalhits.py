#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Forefetch authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What two models waste for the same hits, on logs: `simulate` over all thresholds.

    tests/bench/wasteatequalhits.py [--program FILE] [--rate 1000] TRACE...

Each model is simulated at thresholds from 0.02 to 0.98; between two neighbours of its curve lies a
straight line. At the hit ratio that first-order has at a threshold, the mixture's curve says what
it wastes for as much. Workers are not the limit (--rate), so that the models alone differ.

Runs on python3-minimal. Exit codes: 0 ok, 1 a run failed, 2 usage.
"""
import argparse
import json
import os
import subprocess
import sys

WASTED = ("wasted_expired", "wasted_evicted", "wasted_invalidated", "ready")


def curve(asked, trace, model):
    """Threshold, hit ratio and wasted prefetches, by falling threshold."""
    output = subprocess.run(
        [asked.program, "simulate", trace, "--json", "-q", "--sweep",
         "scheduler.min_probability=0.02:0.98:0.02", "--set", f"predictor.model={model}",
         "--set", f"workers.max_requests_per_second={asked.rate}", "--set", "workers.count=64"],
        check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout
    runs = json.loads(output)["runs"]
    points = [(run["settings"]["scheduler.min_probability"], run["hit_ratio"],
               sum(run["outcomes"][name] for name in WASTED)) for run in runs]
    return sorted(points, reverse=True)


def wasted_at(points, hit_ratio):
    """On the curve; None outside of it."""
    known = sorted((hits, wasted) for _, hits, wasted in points)
    for (h0, w0), (h1, w1) in zip(known, known[1:]):
        if h0 <= hit_ratio <= h1:
            return w0 if h1 == h0 else w0 + (w1 - w0) * (hit_ratio - h0) / (h1 - h0)
    return None


def main():
    usage = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    usage.add_argument("--program", default=os.path.join(root, "build/release/app/forefetchctl"))
    usage.add_argument("--rate", type=int, default=1000, help="workers.max_requests_per_second")
    usage.add_argument("traces", nargs="+", metavar="TRACE")
    asked = usage.parse_args()
    for trace in asked.traces:
        ours, theirs = (curve(asked, trace, model) for model in ("mixture", "first-order"))
        print(os.path.basename(trace))
        print("  first-order at   hit ratio     wasted   mixture    ratio")
        for threshold, hits, wasted in theirs:
            if round(threshold * 100) % 10:
                continue
            same = wasted_at(ours, hits)
            if same is None:
                print(f"  {threshold:14.2f} {100 * hits:9.1f} % {wasted:10}   outside of its curve")
            else:
                print(f"  {threshold:14.2f} {100 * hits:9.1f} % {wasted:10} {same:9.0f} "
                      f"{same / wasted if wasted else float('inf'):8.2f}")


if __name__ == "__main__":
    try:
        main()
    except (subprocess.CalledProcessError, OSError) as error:
        sys.exit(f"error: {error}")
