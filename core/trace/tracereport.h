// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "core/time/clock.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace forefetch {

// A line that is no event, and why.
struct RejectedLine
{
    std::uint64_t number = 0; // of the line or entry, from 1
    std::string_view reason;  // a constant
    std::string text;         // its first kMostText bytes
    static constexpr std::size_t kMostText = 200;
};

// A query parameter on which no answer seems to depend, with what speaks for it.
struct ParameterProposal
{
    std::string name;
    std::uint64_t seen = 0; // requests that carry it
    std::uint64_t odd = 0;  // of these, with a value of that kind
    std::string_view kind;  // "moments in time", a constant
};

// What was made of a log: shown after every import. While reading it tells what has been read.
//
//     used + rejected == lines            always
//
// "Lines" are entries in a HAR, and do not count the header of CSV and TSV.
struct TraceReport
{
    std::string source;      // the path, or "standard input"
    std::string format;      // "Combined Log Format"
    std::string compression; // "gzip", "zstd" or empty
    std::uint64_t lines = 0;
    std::uint64_t used = 0;
    std::uint64_t rejected = 0;
    std::vector<RejectedLine> firstRejects;                          // at most five
    std::vector<std::pair<std::string_view, std::uint64_t>> reasons; // how often each
    WallTime first{}; // of the used ones; meaningless while used == 0
    WallTime last{};
    std::uint64_t sessions = 0;
    std::string sessionKey;     // "ip+ua", "forwarded address and user agent"
    std::uint64_t ties = 0;     // events at the very moment of the one before
    std::uint64_t wentBack = 0; // lines earlier than the one before; their time was raised
    Duration wentBackMost{};
    std::uint64_t exactTimes = 0; // events known to better than a second
    std::uint64_t withDuration = 0;
    std::uint64_t withStatus = 0;
    std::uint64_t withBytes = 0;
    std::uint64_t withAgent = 0;
    std::uint64_t withBody = 0;                               // of the answer, where asked for
    std::uint64_t bodiesLeftOut = 0;                          // for want of room
    std::uint64_t normalised = 0;                             // targets that lost a parameter
    std::vector<std::pair<std::string, std::uint64_t>> hosts; // named in the log, the first 16
    std::vector<ParameterProposal> proposals;
    std::vector<std::pair<std::string, std::string>> fields; // role and the field it is read from
    std::uint64_t beyond = 0;   // used ones that were read and lie after TraceOptions::onlyFirst
    bool stopped = false;       // there, with more to come
    std::optional<Error> ended; // why reading stopped before the end of the input

    double tieShare() const; // 0–1
    // What the log cannot tell, and which answers are therefore left out; a sentence each.
    std::vector<std::string> leftOut() const;
    // For people: some lines of text, each ended by a newline.
    std::string text() const;
};

} // namespace forefetch
