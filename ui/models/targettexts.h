// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/request/ids.h"

#include <QString>

#include <string>
#include <unordered_map>

namespace forefetch {

class RunRows;

// A request's text as it may be seen, and the route that it belongs to.
struct TargetText
{
    QString text;  // redacted
    QString route; // see routeTemplate()

    // Does it belong to an end of an edge: this text, or a route, learnt or guessed?
    bool isOf(const QString &end) const;
};

// The texts behind ids, asked for once each and kept, since a table names the same few thousand
// again and again. Bounded: when it is full it begins anew; rows hold on to their strings.
//
//     TargetTexts texts;
//     row.target = texts.of(rows, record.key.resource);
//
// Thread: its owner's.
class TargetTexts
{
public:
    static constexpr std::size_t kMost = 20'000;

    // What the run has forgotten is a word that says so.
    const TargetText &of(const RunRows &rows, ResourceId resource);
    // Ids of another run mean something else.
    void clear() { m_texts.clear(); }
    std::size_t size() const { return m_texts.size(); }

private:
    std::unordered_map<ResourceId, TargetText> m_texts;
    TargetText m_forgotten;
    std::string m_buffer;
};

} // namespace forefetch
