// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace forefetch {

// Where the bytes of a log come from, in order and once.
//
//     char block[4096];
//     for (;;) {
//         const Result<std::size_t> got = source->read(block, sizeof block);
//         if (!got || *got == 0)
//             break; // an error, or the end
//     }
//
// Thread: the owner's.
class ByteSource
{
public:
    virtual ~ByteSource() = default;
    // As many bytes as are there, at most `capacity` (> 0); 0 is the end. After an error or the end
    // it is not called again.
    virtual Result<std::size_t> read(char *to, std::size_t capacity) = 0;
};

// "-" is standard input, which stays open.
Result<std::unique_ptr<ByteSource>> openFileSource(const std::string &path);
std::unique_ptr<ByteSource> memorySource(std::string bytes);
// The same bytes; `onBytes` sees them as they are read, and the rest when the source goes. Once it
// says false nothing more is read for it.
std::unique_ptr<ByteSource> watchedSource(std::unique_ptr<ByteSource> source,
                                          std::function<bool(std::string_view)> onBytes);

struct PlainSource
{
    std::unique_ptr<ByteSource> source;
    std::string compression; // "gzip", "zstd" or empty
};

// Looks at the first bytes of `packed` and unpacks what is compressed: gzip (RFC 1952) and zstd
// (RFC 8878), also several members one after another. `name` is for messages.
Result<PlainSource> plainSource(std::unique_ptr<ByteSource> packed, const std::string &name);

} // namespace forefetch
