// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/request/headers.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace forefetch {

// The bytes that a fuzzer was given, taken from the front.
//
//     FuzzInput in(data, size);
//     const auto choice = in.byte();
//     const std::string_view value = in.line();
class FuzzInput
{
public:
    FuzzInput(const std::uint8_t *data, std::size_t size)
        : m_rest(reinterpret_cast<const char *>(data), size)
    {
    }
    std::uint8_t byte()
    {
        if (m_rest.empty())
            return 0;
        const auto first = static_cast<std::uint8_t>(m_rest.front());
        m_rest.remove_prefix(1);
        return first;
    }
    std::string_view line()
    {
        const std::size_t end = std::min(m_rest.find('\n'), m_rest.size());
        const std::string_view taken = m_rest.substr(0, end);
        m_rest.remove_prefix(std::min(end + 1, m_rest.size()));
        return taken;
    }
    bool empty() const { return m_rest.empty(); }
    std::string_view rest() const { return m_rest; }

private:
    std::string_view m_rest;
};

// What must hold whatever comes in.
inline void require(bool holds)
{
    if (!holds)
        std::abort();
}

// Lines "Name: value" as fields.
inline Headers fieldsFrom(FuzzInput &in)
{
    Headers headers;
    while (!in.empty()) {
        const std::string_view line = in.line();
        if (line.empty())
            break;
        const std::size_t colon = std::min(line.find(':'), line.size());
        headers.add(std::string(line.substr(0, colon)),
                    std::string(line.substr(std::min(colon + 1, line.size()))));
    }
    return headers;
}

} // namespace forefetch
