#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Forefetch authors
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: app/run.sh [ARGS]     installs what is missing, builds, starts `forefetch ARGS`
#        app/run.sh --build    installs and builds only
# With no display it says so and runs the same headless (forefetchctl).
set -euo pipefail
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd -P)
# shellcheck source=app/setup.sh
. "$root/app/setup.sh"

forefetch_install "$root" run build
forefetch_build "$root" release forefetch forefetchctl
if [[ ${1-} == --build ]]; then
    forefetch_say "Built: $root/build/release/app/forefetch and forefetchctl"
    exit 0
fi

if [[ -z ${DISPLAY-} && -z ${WAYLAND_DISPLAY-} ]]; then
    exec "$root/build/release/app/forefetchctl" --without-window "$@"
fi
exec "$root/build/release/app/forefetch" "$@"
