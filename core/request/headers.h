// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace forefetch {

struct HeaderField
{
    std::string name;
    std::string value;
    friend bool operator==(const HeaderField &, const HeaderField &) = default;
};

// HTTP header fields in the order received, names compared without case (RFC 9110, section 5).
//
//     Headers h;
//     h.add("Cache-Control", "max-age=60");
//     h.value("cache-control") == "max-age=60"
//
// Thread: a value; share it const.
class Headers
{
public:
    void add(std::string name, std::string value);
    // Replaces every field of that name by one.
    void set(std::string_view name, std::string value);
    // Returns how many fields went.
    std::size_t remove(std::string_view name);
    bool has(std::string_view name) const;
    // The first field's value, or empty.
    std::string_view value(std::string_view name) const;
    // All field lines of that name joined by ", " (RFC 9110, 5.3); nothing when absent.
    std::optional<std::string> joined(std::string_view name) const;
    std::vector<std::string_view> values(std::string_view name) const;

    std::size_t size() const { return m_fields.size(); }
    bool empty() const { return m_fields.empty(); }
    // Name and value bytes, for accounting.
    std::size_t bytes() const;
    auto begin() const { return m_fields.begin(); }
    auto end() const { return m_fields.end(); }
    friend bool operator==(const Headers &, const Headers &) = default;

private:
    std::vector<HeaderField> m_fields;
};

// ASCII only, as HTTP tokens are.
bool equalsIgnoringCase(std::string_view a, std::string_view b);

} // namespace forefetch
