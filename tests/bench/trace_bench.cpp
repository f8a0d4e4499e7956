// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Readers of logs in lines a second on one core, beside two yardsticks over the same bytes in the
// same run: finding the line ends with memchr, and a split of each line at its spaces
// into strings, which is what a quick program does. Prints, after the timings, how many times as
// long as the split each reader takes.
//
//     build/release/tests/trace_bench

#include "core/time/random.h"
#include "core/trace/tracereader.h"
#include "core/trace/tracewriter.h"

#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstring>
#include <map>
#include <sstream>

using namespace forefetch;

namespace {

constexpr int kLines = 200'000;
constexpr int kHarEntries = 20'000; // about 13 MB, as browsers save them

int linesOf(TraceFormat format)
{
    return format == TraceFormat::Har ? kHarEntries : kLines;
}

// What a site of some size logs: 2,000 clients with a browser's agent, 5,000 targets.
std::string logOf(TraceFormat format)
{
    std::ostringstream out;
    const auto writer = traceWriter(format, out);
    Random random(7);
    std::string target, client, agent;
    const int lines = linesOf(format);
    for (int i = 0; i < lines; ++i) {
        const auto who = random.below(2'000);
        target = "/catalogue/items/" + std::to_string(random.below(5'000)) + "?page=2&sort=price";
        client = "10.1." + std::to_string(who / 250) + "." + std::to_string(who % 250);
        agent = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/" +
                std::to_string(100 + who % 20) + ".0.0.0 Safari/537.36";
        TraceEvent event;
        event.at = WallTime(std::chrono::milliseconds(1'769'860'800'000 + i * 7));
        event.exactTime = true;
        if (format != TraceFormat::Combined)
            event.duration = std::chrono::microseconds(500 + random.below(90'000));
        event.status = 200;
        event.bytes = static_cast<std::int64_t>(random.below(90'000));
        event.method = "GET";
        event.target = target;
        event.client = client;
        event.agent = agent;
        writer->write(event);
    }
    (void)writer->finish();
    return out.str();
}

const std::string &textOf(TraceFormat format)
{
    static std::map<TraceFormat, std::string> texts;
    std::string &text = texts[format];
    if (text.empty())
        text = logOf(format);
    return text;
}

void linesOnly(benchmark::State &state)
{
    const std::string &text = textOf(TraceFormat::Combined);
    for (auto _ : state) {
        std::size_t lines = 0;
        for (const char *p = text.data(), *end = p + text.size(); p < end; ++lines)
            p = static_cast<const char *>(std::memchr(p, '\n', end - p)) + 1;
        benchmark::DoNotOptimize(lines);
    }
    state.SetItemsProcessed(state.iterations() * kLines);
}

void linesSplit(benchmark::State &state)
{
    const std::string &text = textOf(TraceFormat::Combined);
    for (auto _ : state) {
        std::vector<std::string> words;
        std::istringstream in(text);
        std::string line;
        while (std::getline(in, line)) {
            words.clear();
            for (std::size_t from = 0; from <= line.size();) {
                const std::size_t to = std::min(line.find(' ', from), line.size());
                words.emplace_back(line, from, to - from);
                from = to + 1;
            }
            benchmark::DoNotOptimize(words.data());
        }
    }
    state.SetItemsProcessed(state.iterations() * kLines);
}

void read(benchmark::State &state, TraceFormat format)
{
    const std::string &text = textOf(format);
    for (auto _ : state) {
        state.PauseTiming();
        std::string copy = text;
        state.ResumeTiming();
        const auto reader = openTraceText(std::move(copy), "log");
        TraceEvent event;
        while ((*reader)->next(event))
            benchmark::DoNotOptimize(event);
        if ((*reader)->report().used != static_cast<std::uint64_t>(linesOf(format)))
            state.SkipWithError("lines were rejected");
    }
    state.SetItemsProcessed(state.iterations() * linesOf(format));
}

// Keeps the time of a line by name, for the ratios.
class Ratios : public benchmark::ConsoleReporter
{
public:
    void ReportRuns(const std::vector<Run> &runs) override
    {
        ConsoleReporter::ReportRuns(runs);
        for (const Run &run : runs)
            m_perItem[run.benchmark_name()] = 1 / run.counters.at("items_per_second").value;
    }
    void Finalize() override
    {
        const double split = m_perItem["linesSplit"];
        for (const auto &[name, time] : m_perItem)
            std::printf("%-24s %6.2f times the split, a line\n", name.c_str(), time / split);
    }

private:
    std::map<std::string, double> m_perItem; // seconds
};

} // namespace

BENCHMARK(linesOnly)->Unit(benchmark::kMillisecond);
BENCHMARK(linesSplit)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(read, combined, TraceFormat::Combined)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(read, json, TraceFormat::JsonLines)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(read, csv, TraceFormat::Csv)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(read, har, TraceFormat::Har)->Unit(benchmark::kMillisecond);

int main(int argc, char **argv)
{
    benchmark::Initialize(&argc, argv);
    Ratios ratios;
    benchmark::RunSpecifiedBenchmarks(&ratios);
    benchmark::Shutdown();
    return 0;
}
