// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trace/bytesource.h"

#include <string_view>

namespace forefetch {

// What a compressed source holds, member after member; zero bytes behind a member, as tapes and
// block devices leave them, are its end. Data that end early or contradict themselves are an error
// that names `name`; what came before has been handed out by then.
std::unique_ptr<ByteSource> unpackGzip(std::unique_ptr<ByteSource> packed, std::string name);
std::unique_ptr<ByteSource> unpackZstd(std::unique_ptr<ByteSource> packed, std::string name);

// A frame, or a frame to skip (RFC 8878, 3.1).
bool isZstdMagic(std::string_view head);

} // namespace forefetch
