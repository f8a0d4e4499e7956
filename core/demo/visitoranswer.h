// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/demo/visitor.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

namespace forefetch {

// What a visitor reads in the JSON of an answer. Whatever is not there, or not of the right kind,
// is empty.
//
// Thread: a value.
struct Visitor::Answer
{
    boost::json::object body;

    std::string text(std::string_view name) const { return textIn(body, name); }
    std::uint64_t number(std::string_view name) const;
    // An address in the object called `group`: {"links": {"stock": "/api/…"}}.
    std::string link(std::string_view group, std::string_view name) const;
    // The addresses of the entries of a list: [{"url": "/api/…"}, …]; those alone where the member
    // `only` is `value`, when one is named.
    std::vector<std::string> urls(std::string_view list, std::string_view only = {},
                                  std::string_view value = {}) const;

private:
    static std::string textIn(const boost::json::object &from, std::string_view name);
};

} // namespace forefetch
