// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What is written reads back, whatever the events; no line of a damaged log is lost.
#include "tests/unit/trace/traces.h"

#include <QtTest>
#include <rapidcheck.h>

#include <algorithm>

using namespace forefetch;

namespace {

constexpr TraceFormat kFormats[] = {TraceFormat::Combined, TraceFormat::JsonLines, TraceFormat::Har,
                                    TraceFormat::Csv, TraceFormat::Tsv};

// A text with the characters that formats quote and escape; no control characters, which no
// request can hold, and no space at its ends, which a header cannot keep.
rc::Gen<std::string> quotableText(std::string_view more)
{
    const std::string letters = "abz09/.;=\"\\,'-x41é" + std::string(more);
    return rc::gen::map(
        rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(0, 4096)),
        [letters](const std::vector<std::size_t> &picks) {
            std::string out;
            for (const std::size_t pick : picks)
                if (const char c = letters[pick % letters.size()]; c > 0)
                    out.push_back(c);
            while (out.ends_with(' '))
                out.pop_back();
            out.erase(0, out.find_first_not_of(' '));
            return out == "-" ? std::string() : out;
        });
}

struct Sample
{
    std::int64_t at = 0;    // ms
    std::int64_t took = -1; // µs
    int status = 0;
    std::int64_t bytes = -1;
    std::string target, client, agent;
};

rc::Gen<Sample> anySample()
{
    return rc::gen::exec([] {
        Sample s;
        s.at = *rc::gen::inRange<std::int64_t>(1'000'000'000'000, 1'000'000'100'000);
        s.took = *rc::gen::oneOf(rc::gen::just<std::int64_t>(-1),
                                 rc::gen::inRange<std::int64_t>(0, 5'000'000));
        s.status = *rc::gen::element(0, 200, 304, 404, 999, 100);
        s.bytes = *rc::gen::inRange<std::int64_t>(-1, 5'000'000'000);
        s.target = "/" + *quotableText("?&%20");
        s.client = *rc::gen::element<std::string>("10.0.0.1", "::1", "2001:db8::7", "a.example");
        s.agent = *quotableText(" ()[]");
        return s;
    });
}

// Handed through a reader once, so that order, sessions and precision are those of a log.
ReadTrace asLog(std::vector<Sample> samples, bool wholeSeconds)
{
    std::ranges::stable_sort(samples, {}, &Sample::at);
    std::vector<OwnedEvent> events;
    for (const Sample &s : samples) {
        TraceEvent event;
        event.at = WallTime(std::chrono::milliseconds(wholeSeconds ? s.at / 1000 * 1000 : s.at));
        event.exactTime = !wholeSeconds;
        if (s.took >= 0)
            event.duration = std::chrono::microseconds(s.took);
        event.status = s.status;
        event.bytes = s.bytes;
        event.method = "GET";
        event.target = s.target;
        event.client = s.client;
        event.agent = s.agent;
        events.emplace_back(event);
    }
    return readText(written(events, TraceFormat::Csv));
}

void isWhole(const ReadTrace &read)
{
    RC_ASSERT(read.report.lines == read.report.used + read.report.rejected);
    RC_ASSERT(read.report.used == read.events.size());
    std::uint64_t reasons = 0;
    for (const auto &[reason, count] : read.report.reasons)
        reasons += count;
    RC_ASSERT(reasons == read.report.rejected);
    for (std::size_t i = 0; i < read.events.size(); ++i) {
        const TraceEvent event = read.events[i].event();
        RC_ASSERT(event.target.starts_with('/'));
        RC_ASSERT(event.session.valid());
        if (i > 0) // RC_ASSERT evaluates both sides of ||
            RC_ASSERT(read.events[i - 1].at() <= event.at);
    }
}

// The lines of a text as a reader counts them.
std::uint64_t linesOf(std::string_view text)
{
    const auto ends = static_cast<std::uint64_t>(std::ranges::count(text, '\n'));
    return ends + (!text.empty() && !text.ends_with('\n') ? 1 : 0);
}

std::string damaged(std::string text)
{
    const auto hits = *rc::gen::inRange(1, 12);
    for (int i = 0; i < hits && !text.empty(); ++i) {
        const auto at = *rc::gen::inRange<std::size_t>(0, text.size());
        const auto count = std::min(*rc::gen::inRange<std::size_t>(1, 40), text.size() - at);
        switch (*rc::gen::inRange(0, 4)) {
        case 0:
            text[at] = static_cast<char>(*rc::gen::inRange(0, 256));
            break;
        case 1:
            text.erase(at, count);
            break;
        case 2:
            text.insert(at, text.substr(at / 2, count));
            break;
        default:
            text.insert(at, *rc::gen::element<std::string>(
                                "\n", "\r\n", "\"", "\\", "\\x", "{", "}", "[", "]", ",", "\t",
                                "99999999999999999999", "-1", "\xff", "http://", "\"\"", "e308"));
        }
    }
    return text;
}

} // namespace

class TraceProperties : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatIsWrittenReadsBack()
    {
        QVERIFY(rc::check([] {
            const auto samples = *rc::gen::container<std::vector<Sample>>(anySample());
            const bool wholeSeconds = *rc::gen::arbitrary<bool>();
            const ReadTrace log = asLog(samples, wholeSeconds);
            RC_PRE(!log.events.empty());
            RC_ASSERT(log.report.used == samples.size());
            for (const TraceFormat format : kFormats) {
                if (format == TraceFormat::Combined && !wholeSeconds)
                    continue; // it has no fractions of a second
                const ReadTrace again = readText(written(log.events, format));
                RC_LOG() << nameOf(format) << " " << again.error << again.report.text();
                RC_ASSERT(essence(again) == essence(log));
            }
        }));
    }

    void noLineOfADamagedLogIsLost()
    {
        QVERIFY(rc::check([] {
            const auto samples = *rc::gen::container<std::vector<Sample>>(anySample());
            const TraceFormat format =
                *rc::gen::elementOf(std::vector(std::begin(kFormats), std::end(kFormats)));
            const std::string text = damaged(written(asLog(samples, true).events, format));
            TraceOptions options;
            options.format = format;
            std::uint64_t told = 0;
            options.onReject = [&](const RejectedLine &, std::string_view) { ++told; };
            const ReadTrace read = readText(text, options);
            if (!read.error.empty())
                return; // refused as a whole: no header, no HAR
            isWhole(read);
            RC_ASSERT(told == read.report.rejected);
            const bool header = format == TraceFormat::Csv || format == TraceFormat::Tsv;
            if (format != TraceFormat::Har)
                RC_ASSERT(read.report.lines + (header ? 1 : 0) == linesOf(text));
        }));
    }

    void anyBytesAreReadOrRefused()
    {
        QVERIFY(rc::check([](const std::string &bytes) {
            for (const TraceFormat format : kFormats) {
                TraceOptions options;
                options.format = format;
                isWhole(readText(bytes, options));
            }
            isWhole(readText("\x1f\x8b" + bytes));
            isWhole(readText("\x28\xb5\x2f\xfd" + bytes));
        }));
    }
};

QTEST_APPLESS_MAIN(TraceProperties)
#include "trace_test.moc"
