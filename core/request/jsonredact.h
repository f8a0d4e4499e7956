// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace forefetch {

// A JSON body without its credentials, for a recording that is asked to hold bodies: the value of a
// member that is called like one, whatever it is, and every text that looks like one or holds one
// (see redact.h) become "…". All else, spaces included, stays as it is, so that a model reads the
// same values from it as from the body itself.
//
//     redactedJson(R"({"id": 7, "token": "9f3c"})") == R"({"id": 7, "token": "…"})"
//
// Empty for what is no JSON by its brackets, texts and words: what cannot be told apart is not
// shown.
//
// Thread: any. Source: RFC 8259.
std::string redactedJson(std::string_view body);

} // namespace forefetch
