// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/viewpoints.h"

#include "core/request/texthash.h"

#include <algorithm>

namespace forefetch {

namespace {

using Way = Viewpoint::Way;
constexpr std::uint64_t kSeed = 0x9ae16a3b2f90404fULL;

std::uint32_t wordHash(std::string_view word)
{
    return static_cast<std::uint32_t>(textHash(word, kSeed)) | 1;
}

// The text with the values between its constants replaced by a sign for their kind.
class RouteHash
{
public:
    RouteHash(const TargetParts &parts, std::string_view method, Way way) : m_parts(parts)
    {
        append(method);
        put(static_cast<char>(1 + static_cast<int>(way)));
    }
    void constant(std::size_t from, std::size_t to)
    {
        append(m_parts.text().substr(from, to - from));
    }
    void value(ValueKind kind) { put(static_cast<char>(16 + static_cast<int>(kind))); }
    std::uint64_t done() const { return textHash({m_text.data(), m_size}, kSeed) | 1; }

private:
    void append(std::string_view text)
    {
        const std::size_t n = std::min(text.size(), m_text.size() - m_size);
        std::copy_n(text.data(), n, m_text.data() + m_size);
        m_size += n;
    }
    void put(char c) { append({&c, 1}); }

    const TargetParts &m_parts;
    std::array<char, TargetParts::kLongest + 32> m_text; // written before it is read
    std::size_t m_size = 0;
};

// Values in the order of the text, none within another.
void finish(Viewpoint &view, const TargetParts &parts, std::string_view method, std::size_t from)
{
    RouteHash hash(parts, method, view.way);
    std::size_t at = from;
    for (std::size_t i = 0; i < view.count; ++i) {
        const Viewpoint::Value &value = view.values[i];
        if (value.span.at < at)
            continue; // the directory and what is in it: not a part of the text that follows
        hash.constant(at, value.span.at);
        hash.value(value.kind);
        at = value.span.end();
    }
    hash.constant(at, parts.text().size());
    view.route = hash.done();
}

bool covers(const TargetParts::Value &value, TextSpan span)
{
    return value.span == span;
}

// Is the segment as a whole a value of the view?
bool isValue(const Viewpoint &view, TextSpan span)
{
    return std::any_of(view.values.begin(), view.values.begin() + view.count,
                       [&](const Viewpoint::Value &v) { return v.span == span; });
}

// Adds the values of the target, but for those in the segment `without`, in whose place `instead`
// is one.
void addKinds(Viewpoint &view, const TargetParts &parts, int without, TextSpan instead)
{
    bool added = without < 0;
    for (const TargetParts::Value &value : parts.values()) {
        if (!added && value.segment >= without) {
            view.add(instead, ValueKind::Slug);
            added = true;
        }
        if (value.segment != without)
            view.add(value.span, value.kind);
    }
    if (!added)
        view.add(instead, ValueKind::Slug);
}

// "name.html" without its ".html"; what begins with a dot is a name.
TextSpan stemOf(const TargetParts &parts, TextSpan segment)
{
    const std::string_view s = parts.text(segment);
    const std::size_t dot = s.rfind('.');
    const std::size_t ending = s.size() - std::min(dot, s.size());
    if (dot == std::string_view::npos || dot == 0 || ending < 2 || ending > 6)
        return segment;
    return {segment.at, static_cast<std::uint16_t>(dot)};
}

// Words that the tree knows as values take the place of the numbers in them.
void byKinds(Viewpoint &view, const TargetParts &parts, std::string_view method,
             const RouteTree &tree)
{
    view.way = Way::Kinds;
    std::uint64_t place = kSeed;
    std::size_t next = 0; // of the values
    for (std::size_t s = 0; s < parts.segments().size(); ++s) {
        const TargetParts::Segment &segment = parts.segments()[s];
        const auto &values = parts.values();
        const bool typed = next < values.size() && covers(values[next], segment.span);
        const bool word = segment.place == TargetParts::Place::Path && !typed &&
                          tree.isParameter(place, wordHash(parts.text(segment.span)));
        if (word)
            view.add(stemOf(parts, segment.span), ValueKind::Slug);
        for (; next < values.size() && values[next].segment == s; ++next) {
            if (!word)
                view.add(values[next].span, values[next].kind);
        }
        place = placeBefore(parts, s, tree, place);
    }
    finish(view, parts, method, 0);
}

TextSpan parentOf(const TargetParts &parts, TextSpan directory)
{
    if (directory.size < 2)
        return {};
    const std::size_t slash = parts.text().rfind('/', directory.size - 2U);
    return {static_cast<std::uint16_t>(slash + 1),
            static_cast<std::uint16_t>(directory.size - 2U - slash)};
}

// The directory as one value, whatever its depth; the one above it; its last name, also where the
// file is called after it; and what looks like a value in the rest.
void byDirectory(Viewpoint &view, const TargetParts &parts, std::string_view method)
{
    view.way = Way::Directory;
    const TextSpan directory = parts.directory();
    const TextSpan parent = parentOf(parts, directory);
    if (parent.size == 0)
        return;
    view.add(directory, ValueKind::Slug);
    view.add({0, parent.at}, ValueKind::Slug);
    view.add(parent, ValueKind::Slug);
    const std::string_view file = parts.text().substr(directory.size);
    const std::size_t named = parent.size >= 2 ? file.find(parts.text(parent)) : file.npos;
    TextSpan called; // the part of the file's name that is the directory's
    if (named != file.npos)
        called = {static_cast<std::uint16_t>(directory.size + named), parent.size};
    bool missing = called.size > 0;
    for (const TargetParts::Value &value : parts.values()) {
        if (value.span.at < directory.size)
            continue;
        if (missing && value.span.end() > called.at) {
            view.add(called, ValueKind::Slug);
            missing = false;
        }
        if (value.span.end() <= called.at || value.span.at >= called.end())
            view.add(value.span, value.kind);
    }
    if (missing)
        view.add(called, ValueKind::Slug);
    finish(view, parts, method, directory.size);
}

void bySegment(Viewpoint &view, const TargetParts &parts, std::string_view method, Way way,
               const Viewpoint &kinds)
{
    view.way = way;
    const std::size_t back = way == Way::Last ? 1 : 2;
    if (parts.pathSegments() < back)
        return;
    const std::size_t at = parts.pathSegments() - back;
    const TextSpan segment = parts.segments()[at].span;
    const TextSpan stem = way == Way::Last ? stemOf(parts, segment) : segment;
    if (isValue(kinds, stem) || isValue(kinds, segment))
        return;
    addKinds(view, parts, static_cast<int>(at), stem);
    finish(view, parts, method, 0);
}

void byQuery(Viewpoint &view, const TargetParts &parts, std::string_view method,
             const Viewpoint &kinds)
{
    view.way = Way::Query;
    if (parts.pathEnd() == parts.text().size())
        return;
    bool news = false;
    for (std::size_t i = 0; i < kinds.count; ++i) {
        if (kinds.values[i].span.at < parts.pathEnd())
            view.add(kinds.values[i].span, kinds.values[i].kind);
    }
    for (const TargetParts::Segment &segment : parts.segments()) {
        if (segment.place != TargetParts::Place::Value)
            continue;
        const ValueKind kind = kindOf(parts.text(segment.span));
        news = news || kind == ValueKind::Slug;
        view.add(segment.span, kind);
    }
    if (news)
        finish(view, parts, method, 0);
}

} // namespace

std::uint64_t placeBefore(const TargetParts &parts, std::size_t segment, const RouteTree &tree,
                          std::uint64_t above)
{
    const std::string_view word = parts.text(parts.segments()[segment].span);
    const ValueKind kind = kindOf(word);
    const std::uint32_t hash = wordHash(word);
    const bool value = kind != ValueKind::Slug || tree.isParameter(above, hash);
    return mixBits(above * 31 + (value ? 2 + static_cast<std::uint64_t>(kind) : hash));
}

bool countWords(RouteTree &tree, const TargetParts &parts)
{
    bool changed = false;
    std::uint64_t place = kSeed;
    for (std::size_t s = 0; s < parts.pathSegments(); ++s) {
        const std::string_view word = parts.text(parts.segments()[s].span);
        if (kindOf(word) == ValueKind::Slug)
            changed = tree.count(place, wordHash(word)) || changed;
        place = placeBefore(parts, s, tree, place);
    }
    return changed;
}

void Viewpoints::of(const TargetParts &parts, std::string_view method, const RouteTree &tree)
{
    ways = {};
    byKinds(ways[0], parts, method, tree);
    byDirectory(ways[1], parts, method);
    bySegment(ways[2], parts, method, Way::Last, ways[0]);
    bySegment(ways[3], parts, method, Way::BeforeLast, ways[0]);
    byQuery(ways[4], parts, method, ways[0]);
}

} // namespace forefetch
