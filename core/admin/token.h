// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <cstdint>
#include <string>

namespace forefetch {

// The token of the admin API is a secret in a file, never on a command line, where everybody on the
// machine could read it.
//
//     Result<std::string> token = readToken("/etc/forefetch/admin.token");
//     Result<TokenFile> made = makeToken(9464);       // below $XDG_RUNTIME_DIR, mode 0600
//
// Thread: any, while nobody changes the environment.

// The file's first line: 16 to 512 visible characters of ASCII. A file that others may read is
// refused, with the command that mends it.
Result<std::string> readToken(const std::string &file);

struct TokenFile
{
    std::string path;
    std::string token; // 64 hexadecimal digits
};

// Where an instance that made its own token keeps it: by its port, so that a client on the same
// machine finds it. The error says why there is no such place.
Result<std::string> tokenPath(std::uint16_t port);
// A new one there, in place of what an earlier run has left.
Result<TokenFile> makeToken(std::uint16_t port);

} // namespace forefetch
