// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/recipe.h"

#include <array>
#include <charconv>
#include <cstring>
#include <optional>

namespace forefetch::recipe {

namespace {

constexpr std::int64_t kLargestStep = 100'000'000;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// Does `text` stand at `at` and end there: "7" is not the beginning of "77", "an" not of "ann"?
bool standsAt(std::string_view target, std::size_t at, std::string_view text)
{
    const std::size_t end = at + text.size();
    if (text.empty() || end > target.size() || target[at] != text.front() ||
        std::memcmp(target.data() + at, text.data(), text.size()) != 0)
        return false;
    if (end == target.size())
        return true;
    const char last = text.back();
    const char next = target[end];
    return !(isDigit(last) && isDigit(next)) &&
           !(isLetter(last) && (isLetter(next) || isDigit(next)));
}

// The text before a value that tells what it is: "page=" or "/items/".
std::string_view labelOf(std::string_view target, TextSpan span)
{
    const std::string_view before = target.substr(0, span.at);
    const std::size_t end = before.size();
    if (end < 2)
        return {};
    const std::size_t from = before.find_last_of("/?&=;,", end - 2);
    return before.substr(from == before.npos ? 0 : from + 1);
}

std::optional<std::int64_t> numberOf(std::string_view text)
{
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || text.size() > 18 || error != std::errc() ||
        end != text.data() + text.size() || text.front() == '-')
        return std::nullopt;
    return value;
}

class Explanation
{
public:
    Explanation(const TargetParts &target, const Source &source, std::string &out)
        : m_target(target), m_source(source), m_out(out)
    {
        for (std::size_t i = 0; i < source.values.size(); ++i) {
            const std::string_view text = source.value(i);
            if (text != "/") // the directory above the first: every target begins with it
                m_values[i] = text;
        }
    }

    Usage run()
    {
        m_out.clear();
        const std::string_view text = m_target.text();
        std::size_t done = 0;
        for (const std::uint16_t start : m_target.starts()) {
            if (start < done)
                continue;
            std::size_t taken = valueAt(start);
            if (taken == 0)
                taken = foundAt(start);
            if (taken == 0)
                taken = stepAt(start);
            if (taken == 0)
                continue;
            m_out.append(text.substr(done, start - done));
            m_out.append(m_instruction.data(), m_size);
            done = start + taken;
        }
        m_out.append(text.substr(done));
        return m_usage;
    }

private:
    void instruct(Instruction instruction, std::size_t value)
    {
        m_instruction[0] = instruction;
        m_instruction[1] = static_cast<char>(value + 1);
        m_size = 2;
    }
    void addNumber(std::uint32_t number)
    {
        for (int i = 0; i < 4; ++i)
            m_instruction[m_size++] = static_cast<char>(number >> (8 * i));
    }

    // Each leaves its instruction and returns how much of the text that stands for; 0: none.
    std::size_t valueAt(std::uint16_t start)
    {
        std::size_t best = 0;
        std::size_t size = 0;
        for (std::size_t i = 0; i < m_source.values.size(); ++i) {
            const std::string_view value = m_values[i];
            const bool closer = value.size() == size && m_source.values[i].span.at == start;
            if ((value.size() > size || closer) && standsAt(m_target.text(), start, value)) {
                best = i;
                size = value.size();
            }
        }
        if (size > 0) {
            instruct(CopyValue, best);
            m_usage.values = true;
        }
        return size;
    }

    std::size_t foundAt(std::uint16_t start)
    {
        for (const FoundValue &found : m_source.found) {
            if (!standsAt(m_target.text(), start, found.text))
                continue;
            m_instruction[0] = Answer;
            m_size = 1;
            addNumber(found.place);
            m_usage.answer = true;
            return found.text.size();
        }
        return 0;
    }

    // A number that differs from one that has the same place, or the same label before it.
    std::size_t stepAt(std::uint16_t start)
    {
        for (const TargetParts::Value &value : m_target.values()) {
            if (value.span.at != start || value.kind != ValueKind::Number)
                continue;
            const auto now = numberOf(m_target.text(value.span));
            for (std::size_t i = 0; now && i < m_source.values.size(); ++i) {
                if (isStep(value.span, *now, i))
                    return value.span.size;
            }
        }
        return 0;
    }

    bool isStep(TextSpan at, std::int64_t now, std::size_t i)
    {
        const Viewpoint::Value &from = m_source.values[i];
        if (from.kind != ValueKind::Number ||
            labelOf(m_target.text(), at) != labelOf(m_source.text, from.span))
            return false;
        const std::string_view text = m_source.value(i);
        const auto before = numberOf(text);
        const std::int64_t step = now - before.value_or(now);
        if (step == 0 || step > kLargestStep || step < -kLargestStep)
            return false;
        std::string again; // "08" + 1 is "09", but "8" is not "09" - 1
        if (!appendStepped(again, text, static_cast<std::int32_t>(step)) ||
            again != m_target.text(at))
            return false;
        instruct(StepValue, i);
        addNumber(static_cast<std::uint32_t>(step));
        return m_usage.values = true;
    }

    const TargetParts &m_target;
    const Source &m_source;
    std::string &m_out;
    std::array<std::string_view, Viewpoint::kMostValues> m_values{}; // of the view
    std::array<char, 6> m_instruction{};
    std::size_t m_size = 0; // of it
    Usage m_usage;
};

} // namespace

Usage explain(const TargetParts &target, const Source &source, std::string &out)
{
    return Explanation(target, source, out).run();
}

std::uint32_t numberAt(std::string_view recipe, std::size_t at)
{
    std::uint32_t number = 0;
    for (std::size_t i = 0; i < 4 && at + i < recipe.size(); ++i)
        number |= std::uint32_t(static_cast<unsigned char>(recipe[at + i])) << (8 * i);
    return number;
}

void appendNumber(std::string &out, std::uint32_t number)
{
    for (int i = 0; i < 4; ++i)
        out.push_back(static_cast<char>(number >> (8 * i)));
}

std::size_t sizeAt(std::string_view recipe, std::size_t at)
{
    switch (recipe[at]) {
    case CopyValue:
        return 2;
    case StepValue:
        return 6;
    case Answer:
    case AnswerLink:
        return 5;
    default:
        return 1;
    }
}

bool uses(std::string_view recipe, Instruction instruction)
{
    for (std::size_t i = 0; i < recipe.size(); i += sizeAt(recipe, i)) {
        if (recipe[i] == instruction)
            return true;
    }
    return false;
}

std::uint32_t firstPlace(std::string_view recipe)
{
    for (std::size_t i = 0; i < recipe.size(); i += sizeAt(recipe, i)) {
        if (recipe[i] == Answer || recipe[i] == AnswerLink)
            return numberAt(recipe, i + 1);
    }
    return ~std::uint32_t(0);
}

bool appendStepped(std::string &out, std::string_view text, std::int32_t step)
{
    const auto before = numberOf(text);
    if (!before || *before + step < 0)
        return false;
    std::array<char, 24> digits{};
    const auto [end, error] = std::to_chars(digits.data(), digits.data() + 24, *before + step);
    const auto size = static_cast<std::size_t>(end - digits.data());
    if (error != std::errc())
        return false;
    if (text.front() == '0' && size < text.size())
        out.append(text.size() - size, '0');
    out.append(digits.data(), size);
    return true;
}

} // namespace forefetch::recipe
