// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/harreader.h"

#include "core/trace/eventtext.h"
#include "core/trace/harentry.h"
#include "core/trace/harscanner.h"
#include "core/trace/originform.h"

#include <algorithm>
#include <deque>
#include <map>

namespace forefetch {

namespace {

using namespace simdjson;

HarMark markOf(const TraceOptions &options)
{
    HarMark mark;
    mark.bodies = options.bodies;
    if (!options.sessionKey)
        return mark;
    if (options.sessionKey->kind == SessionKey::Kind::Cookie)
        mark.cookie = options.sessionKey->name;
    if (options.sessionKey->kind == SessionKey::Kind::Header) {
        mark.header = options.sessionKey->name;
        for (char &c : mark.header)
            if (c >= 'A' && c <= 'Z')
                c = static_cast<char>(c - 'A' + 'a');
    }
    return mark;
}

// Of one entry's JSON.
void parse(const std::string &json, const HarMark &mark, ondemand::parser &parser, HarEntry &entry,
           BodyShelf &bodies)
{
    ondemand::document document;
    ondemand::object object;
    if (parser.iterate(json.data(), json.size(), json.capacity()).get(document) ||
        document.get_object().get(object))
        entry.reason = "broken JSON";
    else if (readHarEntry(object, mark, entry) && !entry.body.empty())
        entry.keptBody = bodies.put(entry.body);
    entry.body = {};
    if (entry.keptBody)
        entry.event.body = *entry.keptBody;
}

// All entries; one that cannot be read has a reason. Deque: the events point to the texts beside
// them.
Result<std::deque<HarEntry>> entriesOf(LineSource &source, const HarMark &mark, TraceReport &report,
                                       BodyShelf &bodies)
{
    std::deque<HarEntry> entries;
    HarScanner scanner(source);
    ondemand::parser parser;
    std::string json;
    for (auto step = scanner.next(json); step != HarScanner::Step::End; step = scanner.next(json)) {
        HarEntry &entry = entries.emplace_back();
        if (step == HarScanner::Step::Entry)
            parse(json, mark, parser, entry, bodies);
        else
            entry.reason = step == HarScanner::Step::CutOff    ? "cut off: the input ends within it"
                           : step == HarScanner::Step::TooLong ? "longer than 64 MiB"
                                                               : "an entry that is no object";
    }
    report.ended = source.error();
    if (!scanner.foundList() && report.ended)
        return *report.ended;
    if (!scanner.foundList())
        return Error{ErrorCode::Corrupt,
                     report.source + ": no list log.entries: that is no HAR 1.2"};
    if (!scanner.endedWell() && !report.ended)
        report.ended =
            Error{ErrorCode::Corrupt, report.source + ": the list of entries has no end; " +
                                          std::to_string(entries.size()) + " are there"};
    return entries;
}

std::string mostFrequentHost(const std::deque<HarEntry> &entries)
{
    std::map<std::string, std::size_t, std::less<>> counts;
    std::string scratch;
    for (const HarEntry &entry : entries) {
        const OriginForm form = originForm(entry.url, scratch);
        if (entry.reason.empty() && form.reason.empty())
            ++counts[std::string(form.host)];
    }
    const auto most = std::ranges::max_element(
        counts, [](const auto &a, const auto &b) { return a.second < b.second; });
    return most == counts.end() ? std::string() : most->first;
}

} // namespace

Result<std::unique_ptr<TraceReader>> HarReader::open(LineSource &source, TraceOptions options,
                                                     TraceReport begun)
{
    BodyShelf bodies;
    auto entries = entriesOf(source, markOf(options), begun, bodies);
    if (!entries)
        return entries.error();
    // A log that was written as HAR by us keeps all its hosts.
    const bool ours = std::ranges::any_of(*entries, &HarEntry::ours);
    if (options.onlyHost.empty() && !ours)
        options.onlyHost = mostFrequentHost(*entries);
    TraceShape shape;
    for (const HarEntry &entry : *entries)
        if (entry.event.hasTime)
            shape.look(entry.event);
    shape.decide();

    std::unique_ptr<HarReader> reader(new HarReader);
    reader->m_intake =
        std::make_unique<TraceIntake>(options, shape, std::move(begun), std::move(bodies));
    std::uint64_t number = 0;
    for (; !entries->empty(); entries->pop_front()) { // what was judged makes room
        const HarEntry &entry = entries->front();
        ++number;
        TraceEvent event;
        std::string_view why = entry.reason;
        if (why.empty() && entry.event.status == 0 && !entry.ours)
            why = "no answer";
        if (why.empty())
            why = reader->m_intake->judge(entry.event, number, event);
        if (entry.ours && event.host == kHarWithoutHost)
            event.host = {};
        if (why.empty())
            reader->m_events.emplace_back(event);
        else
            reader->m_intake->reject(number, why, entry.excerpt);
    }
    std::ranges::stable_sort(reader->m_events, {}, &OwnedEvent::at);
    return std::unique_ptr<TraceReader>(std::move(reader));
}

bool HarReader::next(TraceEvent &event)
{
    if (m_at < m_events.size() && m_intake->isBeyond(m_events[m_at].event())) {
        m_intake->stop(m_events.size() - m_at - 1);
        m_at = m_events.size();
    }
    if (m_at == m_events.size()) {
        m_intake->complete();
        return false;
    }
    event = m_events[m_at++].event();
    m_intake->finish(event);
    return true;
}

} // namespace forefetch
