// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/routetree.h"

#include <algorithm>
#include <bit>

namespace forefetch {

namespace {

constexpr int kShareOfAConstant = 16;
constexpr std::uint16_t kFewestOfAConstant = 4;

} // namespace

RouteTree::RouteTree(std::size_t places)
{
    resize(places);
}

void RouteTree::resize(std::size_t places)
{
    const std::size_t size = std::bit_floor(std::max<std::size_t>(places, 16));
    if (size == m_index.size())
        return;
    m_index.assign(size, kNone);
    m_index.shrink_to_fit();
    m_places.clear();
}

void RouteTree::clear()
{
    m_index.assign(m_index.size(), kNone);
    m_places.clear();
}

RouteTree::Place &RouteTree::makePlace(std::uint64_t name)
{
    std::uint32_t &at = m_index[indexOf(name)];
    if (at == kNone) {
        at = static_cast<std::uint32_t>(m_places.size());
        m_places.emplace_back();
    }
    return m_places[at];
}

void RouteTree::halve(Place &place)
{
    place.total /= 2;
    for (std::uint16_t &count : place.counts)
        count /= 2;
}

bool RouteTree::count(std::uint64_t name, std::uint32_t word)
{
    Place &place = makePlace(name);
    if (place.name != name) {
        place = {};
        place.name = name;
    }
    if (place.total >= kMostCounted)
        halve(place);
    ++place.total;
    std::size_t least = 0;
    for (std::size_t i = 0; i < kWords; ++i) {
        if (place.counts[i] > 0 && place.words[i] == word) {
            ++place.counts[i];
            return false;
        }
        least = place.counts[i] < place.counts[least] ? i : least;
    }
    if (place.counts[least] == 0) {
        place.words[least] = word;
        place.counts[least] = 1;
        return false;
    }
    // Full (Misra and Gries, 1982): who comes again and again outlives the others.
    for (std::uint16_t &count : place.counts)
        --count;
    place.turnover = static_cast<std::uint8_t>(std::min(255, place.turnover + 1));
    const bool was = place.parameter;
    place.parameter = true;
    return !was;
}

void RouteTree::add(const Place &place)
{
    Place &own = makePlace(place.name);
    if (own.name != place.name) {
        if (own.name == 0 || own.total < place.total)
            own = place;
        return;
    }
    own.parameter |= place.parameter;
    own.turnover = std::max(own.turnover, place.turnover);
    const int total = own.total + place.total;
    const int part = total > kMostCounted ? 2 : 1;
    own.total = static_cast<std::uint16_t>(total / part);
    for (std::uint16_t &count : own.counts)
        count = static_cast<std::uint16_t>(count / part);
    for (std::size_t i = 0; i < kWords; ++i) {
        const auto count = static_cast<std::uint16_t>(place.counts[i] / part);
        std::size_t at = 0, least = 0;
        for (; at < kWords && !(own.counts[at] > 0 && own.words[at] == place.words[i]); ++at)
            least = own.counts[at] < own.counts[least] ? at : least;
        if (at < kWords) {
            own.counts[at] = static_cast<std::uint16_t>(own.counts[at] + count);
        } else if (own.counts[least] < count) {
            own.words[least] = place.words[i];
            own.counts[least] = count;
        }
    }
}

bool RouteTree::isConstant(const Place &place, std::uint32_t word)
{
    for (std::size_t i = 0; i < kWords; ++i) {
        if (place.words[i] == word && place.counts[i] >= kFewestOfAConstant)
            return place.counts[i] * kShareOfAConstant >= place.total;
    }
    return false;
}

bool RouteTree::isParameter(std::uint64_t name, std::uint32_t word) const
{
    const Place *const place = placeOf(name);
    return place && place->name == name && place->parameter && !isConstant(*place, word);
}

} // namespace forefetch
