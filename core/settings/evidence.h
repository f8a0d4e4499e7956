// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings/settings.h"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace forefetch {

// A ratio, 0–1, and its 95 % interval.
struct Expectation
{
    double value = 0;
    double low = 0;
    double high = 0;
    friend bool operator==(const Expectation &, const Expectation &) = default;
};

// What a log came to under one set of settings.
struct ExpectedFigures
{
    Expectation hitRatio;
    Expectation extraLoad;
    Expectation wasteRatio;
    friend bool operator==(const ExpectedFigures &, const ExpectedFigures &) = default;
};

// The values that one parameter was tried with: of a number the least and the greatest, of a choice
// or a switch each of them.
struct TestedValues
{
    Param param{};
    std::vector<double> values;

    bool hold(double value) const;
    friend bool operator==(const TestedValues &, const TestedValues &) = default;
};

// What a profile was chosen by, in its table [evidence]: `forefetchctl tune` writes it. Chosen on
// one part of the log; the expected figures are those of the part after it, which the choice has
// not seen.
//
//     [evidence]
//     trace_sha256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
//     requests = 10000
//     [evidence.envelope]
//     "scheduler.min_probability" = [0.05, 0.95]
//     "cache.policy" = ["assume"]
//     [evidence.expected]
//     hit_ratio = { value = 0.61, low = 0.58, high = 0.64 }
struct ProfileEvidence
{
    std::string trace;       // its name, as it was given
    std::string traceSha256; // of the file's bytes, as 64 hexadecimal digits
    std::uint64_t requests = 0;      // in all of it
    std::uint64_t chosenOn = 0;      // the first so many of them …
    std::uint64_t statedOn = 0;      // … and those after them
    std::uint64_t seed = 1;
    std::string version;             // of the program
    std::string reason;              // a sentence
    std::vector<TestedValues> envelope; // in the order of the table
    ExpectedFigures expected;        // of this profile, on what was held out
    ExpectedFigures noPrefetch;      // the same without prefetching …
    ExpectedFigures defaults;        // … and at the defaults of the tuned parameters
    friend bool operator==(const ProfileEvidence &, const ProfileEvidence &) = default;
};

// One setting that is not within what was tested.
struct OutsideEnvelope
{
    Param param{};
    double value = 0;
    std::vector<double> tested; // as in TestedValues

    // "cache.capacity is 16, tested: 1 to 8"
    std::string text() const;
    friend bool operator==(const OutsideEnvelope &, const OutsideEnvelope &) = default;
};

// Those that are outside, in the order of the table. Nothing while prefetching is off: it cannot
// come out worse than it was stated then.
//
//     for (const OutsideEnvelope &o : outsideOf(*profile.evidence, settings.values()))
//         console.warning(o.text());
//
// Thread: any; pure.
std::vector<OutsideEnvelope> outsideOf(const ProfileEvidence &evidence,
                                       const SettingsValues &values);

// "Outside what the profile was tested with: cache.capacity is 16, tested: 1 to 8; …."
std::string outsideText(const std::vector<OutsideEnvelope> &outside);

// What a simulation depends on; the rest (who tunes, who is held back, the main switch) belongs to
// no envelope.
bool isInEnvelopes(Param param);

} // namespace forefetch
