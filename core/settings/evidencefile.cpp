// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/evidencefile.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <sstream>

namespace forefetch {

namespace {

constexpr std::array<std::string_view, 12> kKeys = {
    "trace", "trace_sha256", "requests", "chosen_on",   "stated_on", "seed",
    "version", "reason",     "envelope", "expected", "no_prefetch", "defaults"};

bool isSha256(std::string_view text)
{
    return text.size() == 64 &&
           text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

// The first thing that is wrong is kept; what comes after it is not looked at.
class Reader
{
public:
    explicit Reader(std::string_view source) : m_source(source) {}

    Result<ProfileEvidence> read(const toml::table &table)
    {
        for (const auto &[key, node] : table)
            take(key, node);
        if (!m_error.empty())
            return Error{ErrorCode::InvalidArgument, m_error};
        std::ranges::sort(m_evidence.envelope, {}, &TestedValues::param);
        return std::move(m_evidence);
    }

private:
    void complain(const toml::source_position &at, const std::string &what)
    {
        if (m_error.empty())
            m_error = m_source + ":" + std::to_string(at.line) + ": evidence" + what;
    }
    void complain(const toml::node &node, const std::string &what)
    {
        complain(node.source().begin, what);
    }

    void take(const toml::key &key, const toml::node &node)
    {
        const std::string_view name = key.str();
        if (name == "trace")
            text(name, node, m_evidence.trace);
        else if (name == "trace_sha256")
            hash(node);
        else if (name == "requests")
            count(name, node, m_evidence.requests);
        else if (name == "chosen_on")
            count(name, node, m_evidence.chosenOn);
        else if (name == "stated_on")
            count(name, node, m_evidence.statedOn);
        else if (name == "seed")
            count(name, node, m_evidence.seed);
        else if (name == "version")
            text(name, node, m_evidence.version);
        else if (name == "reason")
            text(name, node, m_evidence.reason);
        else if (name == "envelope")
            envelope(node);
        else if (name == "expected")
            figures(name, node, m_evidence.expected);
        else if (name == "no_prefetch")
            figures(name, node, m_evidence.noPrefetch);
        else if (name == "defaults")
            figures(name, node, m_evidence.defaults);
        else
            unknown(key, kKeys);
    }

    void unknown(const toml::key &key, std::span<const std::string_view> known)
    {
        complain(key.source().begin, ": there is no key \"" + std::string(key.str()) +
                                         "\"; did you mean " +
                                         std::string(nearestTo(key.str(), known)) + "?");
    }

    void text(std::string_view name, const toml::node &node, std::string &out)
    {
        if (const auto value = node.value_exact<std::string>())
            out = *value;
        else
            complain(node, "." + std::string(name) + " must be a text in quotes");
    }

    void hash(const toml::node &node)
    {
        text("trace_sha256", node, m_evidence.traceSha256);
        if (!isSha256(m_evidence.traceSha256))
            complain(node, ".trace_sha256 must be 64 hexadecimal digits");
    }

    void count(std::string_view name, const toml::node &node, std::uint64_t &out)
    {
        const auto value = node.value_exact<std::int64_t>();
        if (value && *value >= 0)
            out = static_cast<std::uint64_t>(*value);
        else
            complain(node, "." + std::string(name) + " must be a whole number");
    }

    void envelope(const toml::node &node)
    {
        const toml::table *table = node.as_table();
        if (table == nullptr)
            return complain(node, ".envelope must be a table");
        for (const auto &[key, values] : *table) {
            const Result<Param> param = findParameter(key.str());
            if (!param)
                return complain(key.source().begin, ".envelope: " + param.error().text);
            tested(*param, values);
        }
    }

    // [0.05, 0.95] of a number, ["lru", "s3fifo"] or [true] of what can be chosen.
    void tested(Param param, const toml::node &node)
    {
        TestedValues values{param, {}};
        const std::string name = ".envelope: " + std::string(info(param).id);
        const toml::array *list = node.as_array();
        if (list == nullptr || list->empty())
            return complain(node, name + " must be a list of what was tested");
        for (const toml::node &one : *list) {
            const Result<double> value = parseValue(param, scalar(one));
            if (!value)
                return complain(one, ".envelope: " + value.error().text);
            values.values.push_back(*value);
        }
        const ParamKind kind = info(param).kind;
        const bool isNumber = kind == ParamKind::Integer || kind == ParamKind::Real;
        if (isNumber && (values.values.size() != 2 || values.values[0] > values.values[1]))
            return complain(node, name + " must be the least and the greatest value, [from, to]");
        m_evidence.envelope.push_back(std::move(values));
    }

    static std::string scalar(const toml::node &node)
    {
        if (const auto word = node.value_exact<std::string>())
            return *word;
        std::ostringstream out;
        out << toml::node_view<const toml::node>(node);
        return out.str();
    }

    void figures(std::string_view name, const toml::node &node, ExpectedFigures &out)
    {
        constexpr std::array<std::string_view, 3> known = {"hit_ratio", "extra_load",
                                                           "waste_ratio"};
        const toml::table *table = node.as_table();
        if (table == nullptr)
            return complain(node, "." + std::string(name) + " must be a table");
        for (const auto &[key, value] : *table) {
            if (key.str() == known[0])
                expectation(value, out.hitRatio);
            else if (key.str() == known[1])
                expectation(value, out.extraLoad);
            else if (key.str() == known[2])
                expectation(value, out.wasteRatio);
            else
                unknown(key, known);
        }
    }

    void expectation(const toml::node &node, Expectation &out)
    {
        const toml::table *table = node.as_table();
        const auto number = [&](std::string_view name) {
            const toml::node *value = table ? table->get(name) : nullptr;
            return value ? value->value<double>() : std::nullopt;
        };
        const auto value = number("value"), low = number("low"), high = number("high");
        if (!value || !low || !high || table->size() != 3)
            return complain(node, ": write { value = 0.5, low = 0.4, high = 0.6 }");
        out = {*value, *low, *high};
    }

    std::string m_source;
    std::string m_error;
    ProfileEvidence m_evidence;
};

std::string numberText(double value)
{
    std::array<char, 40> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
    return {text.data(), end};
}

std::string quoted(const std::string &text)
{
    std::ostringstream out;
    out << toml::value<std::string>(text);
    return out.str();
}

std::string figuresText(std::string_view name, const ExpectedFigures &figures)
{
    std::string out = "\n[evidence." + std::string(name) + "]\n";
    const auto line = [&out](std::string_view key, const Expectation &e) {
        out.append(key).append(" = { value = ").append(numberText(e.value));
        out += ", low = " + numberText(e.low) + ", high = " + numberText(e.high) + " }\n";
    };
    line("hit_ratio", figures.hitRatio);
    line("extra_load", figures.extraLoad);
    line("waste_ratio", figures.wasteRatio);
    return out;
}

std::string envelopeText(const std::vector<TestedValues> &envelope)
{
    std::string out = "\n[evidence.envelope] # tested: a number from … to, a choice each\n";
    for (const TestedValues &tested : envelope) {
        out += '"' + std::string(info(tested.param).id) + "\" = [";
        for (std::size_t i = 0; i < tested.values.size(); ++i) {
            const std::string text = formatValue(tested.param, tested.values[i]);
            out += (i > 0 ? ", " : "") +
                   (info(tested.param).kind == ParamKind::Choice ? quoted(text) : text);
        }
        out += "]\n";
    }
    return out;
}

} // namespace

Result<ProfileEvidence> readEvidence(const toml::table &table, std::string_view source)
{
    return Reader(source).read(table);
}

std::string evidenceText(const ProfileEvidence &evidence)
{
    std::string out = "\n[evidence] # chosen on the first part of a log, stated on the rest\n";
    out += "trace = " + quoted(evidence.trace) + "\n";
    if (!evidence.traceSha256.empty())
        out += "trace_sha256 = " + quoted(evidence.traceSha256) + "\n";
    out += "requests = " + std::to_string(evidence.requests) + "\n";
    out += "chosen_on = " + std::to_string(evidence.chosenOn) + "\n";
    out += "stated_on = " + std::to_string(evidence.statedOn) + "\n";
    out += "seed = " + std::to_string(evidence.seed) + "\n";
    out += "version = " + quoted(evidence.version) + "\n";
    out += "reason = " + quoted(evidence.reason) + "\n";
    return out + envelopeText(evidence.envelope) + figuresText("expected", evidence.expected) +
           figuresText("no_prefetch", evidence.noPrefetch) +
           figuresText("defaults", evidence.defaults);
}

} // namespace forefetch
