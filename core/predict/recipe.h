// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/predict/viewpoints.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace forefetch {

// How the text of a request is made of an earlier one's values: constants as they are, and in
// between instructions: the value 0 of the earlier request; its value 1 and a step; a value that
// stands at a place of its answer. A recipe is such a string of bytes; texts of requests hold no
// control characters, so the two cannot be mixed up.
//
//     from /items?page=2 (values: 2) to /items?page=3:  "/items?page=" <value 0, +1>
//     from /users/77 (values: 77) to /users/77/orders:  "/users/" <value 0> "/orders"
namespace recipe {

enum Instruction : char {
    CopyValue = 1, // then the number of the value
    StepValue = 2, // then the number of the value, and the step in four bytes
    Answer = 3,    // then the number of the place in four bytes: a value
    AnswerLink = 4 // then the number of the place in four bytes: the whole target
};

inline bool isInstruction(char c)
{
    return c >= CopyValue && c <= AnswerLink;
}

// A value of an answer's body that is known to be in the target, found by its text.
struct FoundValue
{
    std::string_view text;
    std::uint32_t place = 0;
};

// The source of values: a view of an earlier request, and of its answer.
struct Source
{
    std::string_view text;
    std::span<const Viewpoint::Value> values; // of the view
    std::span<const FoundValue> found;

    std::string_view value(std::size_t n) const
    {
        return text.substr(values[n].span.at, values[n].span.size);
    }
};

// What was used of the source.
struct Usage
{
    bool values = false;
    bool answer = false;
    bool any() const { return values || answer; }
};

// Writes `target` as made of the source's values; what is none of them stays constant. `out` is
// reused. Where several values have the same text, the longest, then the one at the same place.
Usage explain(const TargetParts &target, const Source &source, std::string &out);

// The reverse. `answer(place)` gives the text for a place of the answer, or empty. False when it
// cannot be made: no such value, a step below 0, more than 18 digits, or too long.
template <typename AnswerText>
bool make(std::string_view recipe, const Source &source, AnswerText &&answer, std::string &out);

// "/items?page=" + 3 bytes …
std::uint32_t numberAt(std::string_view recipe, std::size_t at);
void appendNumber(std::string &out, std::uint32_t number);
// Bytes of the instruction, or of the constant, at that place.
std::size_t sizeAt(std::string_view recipe, std::size_t at);
// Does it hold an instruction of that kind?
bool uses(std::string_view recipe, Instruction instruction);
// The number of the first place of an answer in it; all bits set where there is none.
std::uint32_t firstPlace(std::string_view recipe);
// Appends the number in `text` and `step`, as wide as it is where it begins with a zero.
bool appendStepped(std::string &out, std::string_view text, std::int32_t step);

template <typename AnswerText>
bool make(std::string_view recipe, const Source &source, AnswerText &&answer, std::string &out)
{
    out.clear();
    for (std::size_t i = 0; i < recipe.size();) {
        const char c = recipe[i];
        if (!isInstruction(c)) {
            std::size_t end = i + 1;
            while (end < recipe.size() && !isInstruction(recipe[end]))
                ++end;
            out.append(recipe.data() + i, end - i);
            i = end;
            continue;
        }
        if (c == Answer || c == AnswerLink) {
            const std::string_view text = answer(numberAt(recipe, i + 1));
            if (text.empty())
                return false;
            out.append(text);
            i += 5;
            continue;
        }
        const auto n = static_cast<std::size_t>(recipe[i + 1] - 1);
        if (n >= source.values.size())
            return false;
        const std::string_view text = source.value(n);
        if (c == CopyValue) {
            out.append(text);
            i += 2;
        } else {
            if (!appendStepped(out, text, static_cast<std::int32_t>(numberAt(recipe, i + 2))))
                return false;
            i += 6;
        }
    }
    return out.size() <= TargetParts::kLongest;
}

} // namespace recipe
} // namespace forefetch
