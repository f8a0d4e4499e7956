// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/request/headers.h"

#include <algorithm>

namespace forefetch {

namespace {

constexpr char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

} // namespace

bool equalsIgnoringCase(std::string_view a, std::string_view b)
{
    if (a.size() != b.size())
        return false;
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (a[i] != b[i] && lower(a[i]) != lower(b[i]))
            return false;
    }
    return true;
}

void Headers::add(std::string name, std::string value)
{
    m_fields.push_back({std::move(name), std::move(value)});
}

void Headers::set(std::string_view name, std::string value)
{
    const auto same = [name](const HeaderField &f) { return equalsIgnoringCase(f.name, name); };
    const auto first = std::find_if(m_fields.begin(), m_fields.end(), same);
    if (first == m_fields.end()) {
        add(std::string(name), std::move(value));
        return;
    }
    first->value = std::move(value);
    m_fields.erase(std::remove_if(first + 1, m_fields.end(), same), m_fields.end());
}

std::size_t Headers::remove(std::string_view name)
{
    return std::erase_if(m_fields,
                         [name](const HeaderField &f) { return equalsIgnoringCase(f.name, name); });
}

bool Headers::has(std::string_view name) const
{
    return std::any_of(m_fields.begin(), m_fields.end(),
                       [name](const HeaderField &f) { return equalsIgnoringCase(f.name, name); });
}

std::string_view Headers::value(std::string_view name) const
{
    for (const HeaderField &f : m_fields) {
        if (equalsIgnoringCase(f.name, name))
            return f.value;
    }
    return {};
}

std::optional<std::string> Headers::joined(std::string_view name) const
{
    std::optional<std::string> all;
    for (const HeaderField &f : m_fields) {
        if (!equalsIgnoringCase(f.name, name))
            continue;
        if (all)
            all->append(", ").append(f.value);
        else
            all = f.value;
    }
    return all;
}

std::vector<std::string_view> Headers::values(std::string_view name) const
{
    std::vector<std::string_view> found;
    for (const HeaderField &f : m_fields) {
        if (equalsIgnoringCase(f.name, name))
            found.push_back(f.value);
    }
    return found;
}

std::size_t Headers::bytes() const
{
    std::size_t sum = 0;
    for (const HeaderField &f : m_fields)
        sum += f.name.size() + f.value.size();
    return sum;
}

} // namespace forefetch
