#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Forefetch authors
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: tests/fuzz/run.sh [SECONDS [NAME...]]   builds the fuzzers of HTTP with clang and runs each
# for so long (10 by default) on its corpus in tests/data/fuzz; what it finds beside it is thrown
# away, what breaks is kept in build/fuzz/found. Without clang it says so and does nothing.
set -euo pipefail
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd -P)
# shellcheck source=app/setup.sh
. "$root/app/setup.sh"
command -v clang++ >/dev/null || {
    forefetch_say "no clang++ here: the fuzzers are not run"
    exit 0
}
seconds=${1:-10}
(($# == 0)) || shift
forefetch_build "$root" fuzz fuzz-http-all
names=("$@")
((${#names[@]})) || names=(request response chunk date cachecontrol vary range)
mkdir -p "$root/build/fuzz/found"
export UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1
for name in "${names[@]}"; do
    scratch=$(mktemp -d)
    log=$scratch.log
    if "$root/build/fuzz/tests/${name}_fuzz" -max_total_time="$seconds" -max_len=2048 -timeout=10 \
        -artifact_prefix="$root/build/fuzz/found/$name-" -print_final_stats=1 \
        "$scratch" "$root/tests/data/fuzz/$name" >"$log" 2>&1; then
        forefetch_say "$name: clean, $(awk '/number_of_executed_units/ {print $2}' "$log") runs"
    else
        tail -n 60 "$log" >&2
        forefetch_fail "the fuzzer of $name found something (above): build/fuzz/found"
    fi
    rm -rf "$scratch" "$log"
done
