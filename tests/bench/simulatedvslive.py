#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Forefetch authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How far a simulation is from what it simulates: the demo is run live and recorded, and the
recording is simulated at the same settings.

    tests/bench/simulatedvslive.py [--seeds 3] [--duration 60s] [--bodies all] [--program FILE]
                                   [--keep FOLDER] [-- --set ID=VALUE ...]

Printed are, for each seed, hit ratio and waste of the demo and of the simulation with their
difference in points, and extra load with its difference in percent. The lines: 1.5 points, 3
points, 5 %. Words behind -- go to both programs.

The model of the defaults learns from the bodies of answers, so they are recorded too, those of the
users who have signed in included. With `--bodies none` the simulation has none, and with
`-- --set predictor.model=ppm` both have a model that reads none; that sends few prefetches, so that
one wasted more is several points of the waste ratio.

Runs on python3-minimal. Exit codes: 0 within the lines in the mean of the absolute differences, 1 a
run failed or a line is crossed, 2 usage.
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile

# Name, factor, unit, relative, line.
FIGURES = (
    ("hit_ratio", lambda s: 100 * s["demand"]["hit_ratio"], "points", False, 1.5),
    ("extra_load", lambda s: 100 * s["prefetch"]["extra_load"], "%", True, 5.0),
    ("waste_ratio", lambda s: 100 * s["prefetch"]["waste_ratio"], "points", False, 3.0),
)
# The demo's own defaults, said to both.
SETTINGS = ("--set", "cache.policy=assume", "--set", "holdback.share=0.2")


def run(command):
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)}: exit code {done.returncode}")


def pair(program, seed, asked, folder):
    """The snapshots of the demo and of its simulation."""
    log, live, simulated = (os.path.join(folder, f"{seed}{end}")
                            for end in (".jsonl", "-live.json", "-simulated.json"))
    common = ["--seed", str(seed), "-q", *SETTINGS, *asked.rest]
    bodies = [] if asked.bodies == "none" else ["--record-bodies", asked.bodies]
    run([program, "demo", "--duration", asked.duration, "--record", log, *bodies, "--snapshot", live,
         *common])
    run([program, "simulate", log, "--snapshot", simulated, *common])
    snapshots = []
    for name in (live, simulated):
        with open(name, encoding="utf-8") as file:
            snapshots.append(json.load(file))
    return snapshots


def main():
    usage = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    usage.add_argument("--program", default=os.path.join(root, "build/release/app/forefetchctl"))
    usage.add_argument("--seeds", type=int, default=3)
    usage.add_argument("--duration", default="60s")
    usage.add_argument("--bodies", default="all", choices=("all", "public", "none"))
    usage.add_argument("--keep", help="a folder for recordings and snapshots")
    usage.add_argument("rest", nargs="*", metavar="ARGUMENT", help="behind --")
    asked = usage.parse_args()
    if not os.access(asked.program, os.X_OK):
        usage.error(f"no program {asked.program}; app/run.sh --build makes it")
    sums = dict.fromkeys((figure[0] for figure in FIGURES), 0.0)
    with tempfile.TemporaryDirectory() as scratch:
        folder = asked.keep or scratch
        os.makedirs(folder, exist_ok=True)
        print(f"{'seed':4} {'figure':12} {'live':>9} {'simulated':>9} {'difference':>11}")
        for seed in range(1, asked.seeds + 1):
            live, simulated = pair(asked.program, seed, asked, folder)
            for name, value, unit, relative, _ in FIGURES:
                a, b = value(live), value(simulated)
                difference = 100 * (b - a) / a if relative and a else b - a
                sums[name] += abs(difference)
                print(f"{seed:4} {name:12} {a:9.2f} {b:9.2f} {difference:+11.2f} {unit}")
    crossed = False
    for name, _, unit, _, line in FIGURES:
        mean = sums[name] / asked.seeds
        crossed |= mean > line
        print(f"mean {name:12} {mean:31.2f} {unit} (line {line}{', crossed' if mean > line else ''})")
    return 1 if crossed else 0


if __name__ == "__main__":
    sys.exit(main())
