// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace forefetch {

// The places of values in JSON documents, "$.items[*].id", as small numbers. Bounded: the first
// ones are kept, later ones have no number.
//
// Thread: its owner's.
class JsonPlaces
{
public:
    static constexpr std::uint32_t kNone = ~std::uint32_t(0);
    static constexpr std::size_t kMost = 16'384;

    std::uint32_t numberOf(const std::string &place);
    std::string_view text(std::uint32_t number) const
    {
        return number < m_texts.size() ? std::string_view(*m_texts[number]) : std::string_view();
    }
    std::size_t size() const { return m_texts.size(); }
    void clear() { *this = {}; }
    std::size_t bytes() const { return m_numbers.size() * 96 + m_textBytes; }

private:
    std::unordered_map<std::string, std::uint32_t> m_numbers;
    std::vector<const std::string *> m_texts; // the keys of the map, which stay where they are
    std::size_t m_textBytes = 0;
};

// What the body of one answer offers for the requests that follow it. Reused, it does not allocate.
struct JsonValues
{
    struct Value
    {
        std::uint32_t hash = 0;  // of its text, see hashOf
        std::uint32_t place = 0; // see JsonPlaces
        std::uint16_t at = 0;    // in `texts`
        std::uint16_t size = 0;
        std::uint16_t index = 0; // in the innermost list that it stands in
        bool link = false;       // a whole target; otherwise a value as it stands in one
    };
    std::vector<Value> values;
    std::string texts;

    static std::uint32_t hashOf(std::string_view text);
    std::string_view text(const Value &value) const
    {
        return std::string_view(texts).substr(value.at, value.size);
    }
    // The text at that place with that index, or empty.
    std::string_view find(std::uint32_t place, std::uint16_t index) const;
    void clear()
    {
        values.clear();
        texts.clear();
    }
};

// How much of a body is looked at.
struct JsonBudget
{
    std::size_t bytes = 256 * 1024; // of the body: a larger one is left alone
    std::size_t depth = 8;
    std::size_t values = 160;
    std::size_t entries = 32;  // of a list
    std::size_t texts = 8192;  // bytes of values
    std::size_t longest = 512; // bytes of a value
};

// Reads the values of a JSON body that a next request may hold: whole numbers, short texts, and
// links, absolute ones to the own origin alone, relative ones resolved against the request. Values
// of members that are called like credentials, or look like one, are passed over. Of a body that
// is cut off or broken, what stands before the fault.
//
//     JsonReader reader;
//     reader.setOrigins({"https://api.example.com"});
//     reader.read(R"({"items":[{"id":7}],"next":"?page=2"})", "/items", places, values);
//     → $.items[*].id = 7, $.next = /items?page=2 (a link)
//
// Thread: its owner's.
class JsonReader
{
public:
    JsonReader();
    ~JsonReader();

    // As in a link, without a '/' at the end.
    void setOrigins(std::vector<std::string> origins) { m_origins = std::move(origins); }
    // False when nothing was found. Clears `out` first.
    bool read(std::string_view body, std::string_view target, JsonPlaces &places, JsonValues &out,
              const JsonBudget &budget = {});
    // The target that a link in the answer to `target` leads to; empty when it leads elsewhere or
    // is none.
    std::string resolved(std::string_view link, std::string_view target) const;
    std::size_t bytes() const;

private:
    struct Parser;
    class Walk;
    std::unique_ptr<Parser> m_parser;
    std::vector<std::string> m_origins;
};

} // namespace forefetch
