# SPDX-FileCopyrightText: 2026 The Forefetch authors
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Sourced by app/run.sh, tests/run.sh and .ci/run: packages and the build. Everything that is said
# goes to standard error, so that standard output belongs to the program.

forefetch_say() { printf '%s\n' "$*" >&2; }

forefetch_fail() {
    forefetch_say "error: $*"
    exit 1
}

# forefetch_install ROOT GROUP...   installs the packages of these groups that are missing
forefetch_install() {
    local root=$1 group name why wanted=() missing=()
    local -A reason=()
    shift
    if ! command -v dpkg-query >/dev/null; then
        forefetch_say "This is no Debian: install what app/packages.txt names by its own means."
        return
    fi
    while read -r group name why; do
        case " $* " in *" $group "*) ;; *) continue ;; esac
        wanted+=("$name")
        reason[$name]=$why
    done < <(grep -v '^ *\(#\|$\)' "$root/app/packages.txt")

    local installed
    # It fails when one of them is unknown, and lists the others all the same.
    installed=$(dpkg-query -W -f ' ${db:Status-Status}:${Package} ' "${wanted[@]}" 2>/dev/null) || true
    for name in "${wanted[@]}"; do
        [[ $installed == *" installed:$name "* ]] || missing+=("$name")
    done
    ((${#missing[@]})) || return 0

    forefetch_say "Installing ${#missing[@]} Debian packages that are missing:"
    for name in "${missing[@]}"; do
        printf '  %-24s %s\n' "$name" "${reason[$name]}" >&2
    done
    forefetch_apt update -q
    forefetch_apt install -q -y --no-install-recommends "${missing[@]}"
}

# forefetch_apt ARG...   apt-get as root, quiet unless it fails
forefetch_apt() {
    local apt=(env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300) log
    if ((EUID != 0)); then
        command -v sudo >/dev/null ||
            forefetch_fail "not root and no sudo here. As root: apt-get $*"
        apt=(sudo "${apt[@]}")
    fi
    log=$(mktemp)
    if ! "${apt[@]}" "$@" </dev/null >"$log" 2>&1; then
        cat "$log" >&2
        rm -f "$log"
        forefetch_fail "apt-get $1 failed (above)"
    fi
    rm -f "$log"
}

# forefetch_build ROOT PRESET [TARGET...]   configures when needed, builds; says little when all is
# up to date
forefetch_build() {
    local root=$1 preset=$2 folder=$1/build/$2
    shift 2
    # A new list of sources or a changed CMakeLists.txt is ninja's business; changed presets are not.
    if [[ ! -e $folder/build.ninja || ! $folder/.configured -nt $root/CMakePresets.json ]]; then
        forefetch_say "Configuring ($preset)"
        mkdir -p "$root/build"
        (cd "$root" && cmake --preset "$preset" >"$folder.log" 2>&1) || {
            cat "$folder.log" >&2
            forefetch_fail "cannot configure $folder (above)"
        }
        mv "$folder.log" "$folder/configure.log"
        touch "$folder/.configured"
    fi
    if [[ -t 2 ]]; then
        ninja -C "$folder" "$@" >&2 || forefetch_fail "the build failed (above)"
        return
    fi
    # Without a terminal: one line when there is work, everything when it fails.
    local log=$folder/build.log
    ninja -C "$folder" "$@" 2>&1 | tee "$log" |
        awk -v preset="$preset" '/^\[/ && !/Re-checking/ && !said {
            print "Building (" preset ")" > "/dev/stderr"; said = 1 }' || {
        tail -n 200 "$log" >&2
        forefetch_fail "the build failed (above; all of it in $log)"
    }
}
