#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Forefetch authors
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: tests/run.sh [CTEST ARGS]   installs what is missing, builds, runs every test headless
#        tests/run.sh -L unit -R queue
set -euo pipefail
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd -P)
# shellcheck source=app/setup.sh
. "$root/app/setup.sh"

forefetch_install "$root" run build test
forefetch_build "$root" dev
export QT_QPA_PLATFORM=offscreen
exec ctest --test-dir "$root/build/dev" --output-on-failure --no-tests=error -j "$(nproc)" "$@"
