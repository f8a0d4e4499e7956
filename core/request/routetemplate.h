// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace forefetch {

// The route that a request belongs to, guessed from its text alone: segments of the path that look
// like identifiers become {id}, and of the query only the names stay, sorted.
//
//     routeTemplate("/api/items/467075/stock")        == "/api/items/{id}/stock"
//     routeTemplate("/api/search?q=lamp&page=2")      == "/api/search?page&q"
//     routeTemplate("POST /api/cart")                 == "POST /api/cart"
//     routeTemplate("/api/{id}") stays as it is: a template is its own template
//
// An identifier is a number, a UUID or other hexadecimal of eight digits and more, a token of
// sixteen characters and more with digits in it, or a word with a number of two digits and more at
// its end ("lamp-4711"). "v2" and "page-1" are names.
//
// Thread: any.
std::string routeTemplate(std::string_view text);

// Can a request belong to a route with placeholders, by its text alone? {number} stands for digits,
// every other one for a piece of a segment or of a value of the query, and is never empty.
//
//     routeCovers("/users/{number}/orders", "/users/77/orders")     true
//     routeCovers("/find?q={slug}", "/find?q=lamp&page=2")          false
//
// Thread: any.
bool routeCovers(std::string_view route, std::string_view text);

} // namespace forefetch
