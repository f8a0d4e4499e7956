// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/jsonvalues.h"

#include "core/request/redact.h"
#include "core/request/target.h"
#include "core/request/texthash.h"

#include <simdjson.h>

#include <algorithm>

namespace forefetch {

namespace {

namespace json = simdjson::ondemand;

constexpr std::size_t kLongestWord = 64; // bytes of a value that is no link
constexpr int kMostBlanks = 2;           // in such a value; a sentence is no parameter

bool isUnreserved(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

void appendEncoded(std::string &out, std::string_view text)
{
    constexpr std::string_view digits = "0123456789ABCDEF";
    for (const char c : text) {
        if (isUnreserved(c)) {
            out.push_back(c);
            continue;
        }
        out.push_back('%');
        out.push_back(digits[static_cast<unsigned char>(c) >> 4]);
        out.push_back(digits[static_cast<unsigned char>(c) & 15]);
    }
}

// Removes "." and ".." (RFC 3986, 5.2.4).
std::string withoutDots(std::string_view path)
{
    std::string out;
    while (!path.empty()) {
        const std::size_t end = std::min(path.find('/', 1), path.size());
        const std::string_view piece = path.substr(0, end);
        const bool last = end == path.size();
        if (piece == "/..") {
            out.resize(out.rfind('/') == out.npos ? 0 : out.rfind('/'));
            out.append(last ? "/" : "");
        } else if (piece == "/.") {
            out.append(last ? "/" : "");
        } else {
            out.append(piece);
        }
        path.remove_prefix(end);
    }
    return out;
}

} // namespace

std::uint32_t JsonPlaces::numberOf(const std::string &place)
{
    const auto found = m_numbers.find(place);
    if (found != m_numbers.end())
        return found->second;
    if (m_texts.size() >= kMost || place.size() > 256)
        return kNone;
    const auto number = static_cast<std::uint32_t>(m_texts.size());
    m_texts.push_back(&m_numbers.emplace(place, number).first->first);
    m_textBytes += place.size();
    return number;
}

std::uint32_t JsonValues::hashOf(std::string_view text)
{
    return static_cast<std::uint32_t>(textHash(text, 0));
}

std::string_view JsonValues::find(std::uint32_t place, std::uint16_t index) const
{
    for (const Value &value : values) {
        if (value.place == place && value.index == index)
            return text(value);
    }
    return {};
}

// On-demand, so that what is beyond the budget is skipped and not converted.
class JsonReader::Walk
{
public:
    Walk(const JsonReader &reader, std::string_view target, JsonPlaces &places, JsonValues &out,
         const JsonBudget &budget)
        : m_reader(reader), m_target(target), m_places(places), m_out(out), m_budget(budget)
    {
    }

    // False: enough, or broken.
    template <typename Value>
    bool value(Value &&at, std::size_t depth, std::uint16_t index)
    {
        json::json_type type{};
        if (at.type().get(type) != simdjson::SUCCESS)
            return false;
        switch (type) {
        case json::json_type::object:
            return depth >= m_budget.depth || object(at, depth, index);
        case json::json_type::array:
            return depth >= m_budget.depth || array(at, depth);
        case json::json_type::string: {
            std::string_view text;
            return at.get_string().get(text) == simdjson::SUCCESS && add(text, index);
        }
        case json::json_type::number: {
            std::string_view token(at.raw_json_token());
            token = token.substr(0, std::min(token.find_last_not_of(" \t\r\n") + 1, token.size()));
            const bool whole = std::all_of(token.begin(), token.end(),
                                           [](char c) { return c >= '0' && c <= '9'; });
            return !whole || add(token, index);
        }
        default:
            return true;
        }
    }

private:
    template <typename Value>
    bool object(Value &&at, std::size_t depth, std::uint16_t index)
    {
        json::object members;
        if (at.get_object().get(members) != simdjson::SUCCESS)
            return false;
        const std::size_t length = m_place.size();
        for (auto member : members) {
            std::string_view name;
            json::value inner;
            if (member.unescaped_key().get(name) != simdjson::SUCCESS)
                return false;
            if (isCredentialName(name))
                continue;
            m_place.append(".").append(name);
            if (member.value().get(inner) != simdjson::SUCCESS || !value(inner, depth + 1, index))
                return false;
            m_place.resize(length);
        }
        return true;
    }

    template <typename Value>
    bool array(Value &&at, std::size_t depth)
    {
        json::array entries;
        if (at.get_array().get(entries) != simdjson::SUCCESS)
            return false;
        const std::size_t length = m_place.size();
        m_place.append("[*]");
        std::uint16_t index = 0;
        for (auto entry : entries) {
            json::value inner;
            if (index >= m_budget.entries)
                break;
            if (entry.get(inner) != simdjson::SUCCESS || !value(inner, depth + 1, index))
                return false;
            ++index;
        }
        m_place.resize(length);
        return true;
    }

    bool add(std::string_view text, std::uint16_t index)
    {
        if (text.empty() || text.size() > m_budget.longest)
            return true;
        std::string link = m_reader.resolved(text, m_target);
        if (!link.empty())
            return put(link, index, true);
        // A link that leads elsewhere is no value either.
        const bool address = text.front() == '/' || text.find("://") != text.npos;
        if (address || text.size() > kLongestWord || looksLikeCredential(text) ||
            std::count(text.begin(), text.end(), ' ') > kMostBlanks)
            return true;
        link.clear();
        appendEncoded(link, text);
        return put(link, index, false);
    }

    bool put(std::string_view text, std::uint16_t index, bool link)
    {
        if (m_out.values.size() >= m_budget.values ||
            m_out.texts.size() + text.size() > m_budget.texts)
            return false;
        const std::uint32_t place = m_places.numberOf(m_place);
        if (place == JsonPlaces::kNone)
            return true;
        m_out.values.push_back({JsonValues::hashOf(text), place,
                                static_cast<std::uint16_t>(m_out.texts.size()),
                                static_cast<std::uint16_t>(text.size()), index, link});
        m_out.texts.append(text);
        return true;
    }

    const JsonReader &m_reader;
    std::string_view m_target;
    JsonPlaces &m_places;
    JsonValues &m_out;
    const JsonBudget &m_budget;
    std::string m_place = "$";
};

struct JsonReader::Parser
{
    json::parser parser;
    std::string padded; // the body and the bytes that simdjson may read behind it
};

JsonReader::JsonReader() : m_parser(std::make_unique<Parser>()) {}
JsonReader::~JsonReader() = default;

bool JsonReader::read(std::string_view body, std::string_view target, JsonPlaces &places,
                      JsonValues &out, const JsonBudget &budget)
{
    out.clear();
    if (body.empty() || body.size() > budget.bytes)
        return false;
    std::string &padded = m_parser->padded;
    padded.assign(body);
    padded.append(simdjson::SIMDJSON_PADDING, '\0');
    json::document document;
    if (m_parser->parser
            .iterate(simdjson::padded_string_view(padded.data(), body.size(), padded.size()))
            .get(document) != simdjson::SUCCESS)
        return false;
    json::value root;
    if (document.get_value().get(root) == simdjson::SUCCESS) // a lone number or text is none
        Walk(*this, target, places, out, budget).value(root, 0, 0);
    return !out.values.empty();
}

std::string JsonReader::resolved(std::string_view link, std::string_view target) const
{
    const std::size_t scheme = link.find("://");
    if (scheme != link.npos && scheme <= 5) {
        const auto ours = std::find_if(m_origins.begin(), m_origins.end(), [&](const auto &each) {
            return link.starts_with(each) && (link.size() == each.size() ||
                                              link[each.size()] == '/' || link[each.size()] == '?');
        });
        if (ours == m_origins.end())
            return {};
        link.remove_prefix(ours->size());
    }
    link = link.substr(0, link.find('#'));
    std::string out;
    if (link.starts_with("//"))
        return {}; // another host
    if (link.starts_with('/'))
        out = link;
    else if (link.starts_with('?'))
        out.append(pathOf(target)).append(link);
    else if (link.starts_with("./") || link.starts_with("../"))
        out.append(pathOf(target).substr(0, pathOf(target).rfind('/') + 1)).append(link);
    else
        return {};
    if (out.find("/.") != out.npos) {
        const std::string path = withoutDots(pathOf(out));
        out = path + out.substr(pathOf(out).size());
    }
    const bool whole = out.starts_with('/') && !out.starts_with("//");
    return whole && validateTarget(out).ok() && redacted(out) == out ? out : std::string();
}

std::size_t JsonReader::bytes() const
{
    return m_parser->padded.capacity() + m_parser->parser.capacity() * 5;
}

} // namespace forefetch
