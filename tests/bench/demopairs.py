#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Forefetch authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What prefetching does to the demo: pairs of runs that differ in prefetch.enabled alone.

    tests/bench/demopairs.py [--seeds 5] [--duration 60s] [--program FILE] [-- DEMO ARGUMENTS]

The two runs of a pair have one seed, so the same users with the same choices (that is
tests/integration/demo_test's to show), and run side by side, so whatever else the machine does
falls on both. Each run's ledger has to balance. Printed are the means over the seeds, the mean
difference (on - off) and its 95 % interval by Student's t; an interval without 0 is marked.

Runs on python3-minimal. Exit codes: 0 ok, 1 a run failed or a ledger does not balance, 2 usage.
"""
import argparse
import math
import os
import subprocess
import sys
import tempfile

# The 97.5 % quantiles of Student's t for 1 to 30 degrees of freedom; beyond, nearly the normal's.
T975 = (12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228,
        2.201, 2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086,
        2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042)
STATES = ("queued", "in_flight", "ready", "used", "late", "wasted_expired", "wasted_evicted",
          "wasted_invalidated", "superseded", "expired_in_queue", "discarded", "declined",
          "failed", "cancelled")
FIGURES = (
    ("hit ratio", "%", lambda f: 100 * f["demand.hit_ratio"]),
    ("demand p50", "ms", lambda f: f["demand.latency_ms.p50"]),
    ("demand p95", "ms", lambda f: f["demand.latency_ms.p95"]),
    ("origin requests a demand request", "",
     lambda f: (f["demand.origin_requests"] + f["prefetch.attempts"]) / f["demand.requests"]),
    ("answers of 5xx", "%", lambda f: 100 * f["demand.server_errors"] / f["demand.requests"]),
    ("demand requests", "", lambda f: f["demand.requests"]),
)


class Failed(Exception):
    pass


def begin(program, seed, enabled, snapshot, rest, duration):
    switch = "prefetch.enabled=" + ("true" if enabled else "false")
    return subprocess.Popen([program, "demo", "--seed", str(seed), "--duration", duration,
                             "--set", switch, "--snapshot", snapshot, "-q", *rest],
                            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)


def figures(program, snapshot):
    """The numbers of a snapshot by name ("demand.hit_ratio")."""
    csv = subprocess.run([program, "export", snapshot, "--as", "csv"], check=True,
                         stdout=subprocess.PIPE, encoding="utf-8").stdout
    found = {}
    for line in csv.splitlines()[1:]:
        group, name, value = line.split(",", 2)
        try:
            found[group + "." + name] = float(value)
        except ValueError:
            pass  # a text
    return found


def check(found, run):
    ended = sum(found["prefetch." + state] for state in STATES)
    if ended != found["prefetch.scheduled"]:
        raise Failed(f"{run}: {found['prefetch.scheduled']:.0f} prefetches were scheduled, "
                     f"{ended:.0f} are accounted for")
    if found["demand.requests"] == 0:
        raise Failed(f"{run}: no requests")


def pair(program, seed, folder, rest, duration):
    """The figures of both runs of a seed: off, on."""
    runs = []
    for enabled in (False, True):
        snapshot = os.path.join(folder, f"{seed}-{'on' if enabled else 'off'}.json")
        process = begin(program, seed, enabled, snapshot, rest, duration)
        runs.append((process, snapshot))
    codes = [process.wait() for process, _ in runs]
    if any(codes):
        raise Failed(f"seed {seed}: forefetchctl ended with {codes[0]} (off), {codes[1]} (on)")
    found = [figures(program, snapshot) for _, snapshot in runs]
    for each, name in zip(found, ("off", "on")):
        check(each, f"seed {seed}, {name}")
    return found


def interval(values):
    """Mean and half the 95 % interval's width."""
    n = len(values)
    mean = sum(values) / n
    spread = math.sqrt(sum((v - mean) ** 2 for v in values) / (n - 1))
    return mean, T975[min(n - 1, len(T975)) - 1] * spread / math.sqrt(n)


def row(name, unit, off, on):
    n = len(off)
    difference, half = interval([b - a for a, b in zip(off, on)])
    clear = "  *" if abs(difference) > half else ""
    print(f"{name:33} {sum(off) / n:9.3f} {sum(on) / n:9.3f} {difference:+9.3f}  "
          f"{difference - half:+9.3f} to {difference + half:+.3f} {unit}{clear}")


def main():
    usage = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    usage.add_argument("--program", default=os.path.join(root, "build/release/app/forefetchctl"))
    usage.add_argument("--seeds", type=int, default=5, help="how many pairs, at least 2")
    usage.add_argument("--duration", default="60s")
    usage.add_argument("rest", nargs="*", metavar="DEMO ARGUMENT", help="behind --")
    asked = usage.parse_args()
    if asked.seeds < 2:
        usage.error("an interval needs --seeds 2 or more")
    if not os.access(asked.program, os.X_OK):
        usage.error(f"no program {asked.program}; app/run.sh --build makes it")
    offs, ons = [], []
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(1, asked.seeds + 1):
            off, on = pair(asked.program, seed, folder, asked.rest, asked.duration)
            offs.append(off)
            ons.append(on)
            print(f"seed {seed}: hit ratio {off['demand.hit_ratio']:.3f} off, "
                  f"{on['demand.hit_ratio']:.3f} on; both ledgers balance "
                  f"({on['prefetch.scheduled']:.0f} prefetches)", file=sys.stderr)
    print(f"{asked.seeds} pairs of {asked.duration}; difference = on - off, 95 % interval; "
          "* = without 0")
    print(f"{'':33} {'off':>9} {'on':>9} {'diff':>9}")
    for name, unit, of in FIGURES:
        row(name, unit, [of(f) for f in offs], [of(f) for f in ons])


if __name__ == "__main__":
    try:
        main()
    except (Failed, subprocess.CalledProcessError, OSError) as error:
        sys.exit(f"error: {error}")
