// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Any bytes as a log of any format: no crash, no hang, and every line is used or rejected. The
// first byte chooses the format (0: by content). Bodies that have lost their credentials once have
// none left to lose.
//
//     build/fuzz/tests/trace_fuzz -max_total_time=60 tests/data/trace

#include "core/request/jsonredact.h"
#include "core/trace/tracereader.h"

#include <cstdint>
#include <cstdlib>

using namespace forefetch;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size == 0)
        return 0;
    TraceOptions options;
    if (const unsigned choice = data[0] % 6; choice > 0)
        options.format = static_cast<TraceFormat>(choice - 1);
    options.dropParameters = {"_"};
    options.bodies = true;
    const auto *text = reinterpret_cast<const char *>(data + 1);
    const auto reader = openTraceText(std::string(text, size - 1), "fuzz", options);
    if (!reader)
        return 0;
    TraceEvent event;
    WallTime latest = WallTime::min();
    std::uint64_t used = 0;
    for (; (*reader)->next(event); ++used) {
        if (event.at < latest || !event.target.starts_with('/') || !event.session.valid())
            std::abort();
        latest = event.at;
        const std::string shown = event.body ? redactedJson(*event.body) : std::string();
        if (redactedJson(shown) != shown)
            std::abort();
    }
    const TraceReport &report = (*reader)->report();
    if (report.lines != report.used + report.rejected || report.used != used)
        std::abort();
    return report.text().empty() ? 1 : 0;
}
