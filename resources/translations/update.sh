#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Forefetch authors
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: resources/translations/update.sh     brings the .ts files up to date with the sources
# What is new stands in them as type="unfinished"; what the sources no longer have is taken out.
set -euo pipefail
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd -P)
lupdate=$(command -v lupdate6 || command -v /usr/lib/qt6/bin/lupdate || command -v lupdate)
cd "$root"
"$lupdate" -silent -I . ui resources/translations/coretexts.h -locations none -no-obsolete \
    -source-language en -ts resources/translations/*.ts
