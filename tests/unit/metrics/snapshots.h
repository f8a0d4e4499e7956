// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/isotime.h"
#include "core/metrics/snapshotfields.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QString>

#include <set>
#include <string>

// What the tests of a snapshot's documents share: a snapshot with a value of its own in every
// figure, and a reader of JSON that is not the one under test.
namespace forefetch {

// A value of its own in every figure.
struct FillDistinct
{
    std::uint64_t next = 1000;
    void figure(std::string_view, std::uint64_t &out) { out = ++next; }
    void figure(std::string_view, double &out) { out = static_cast<double>(++next) / 4096; }
    void figure(std::string_view, std::string &out) { out = "text " + std::to_string(++next); }
    void derived(std::string_view, double) {}
    template <typename FillGroup>
    void group(std::string_view, const FillGroup &fill)
    {
        fill(*this);
    }
};

inline Snapshot distinct()
{
    Snapshot s;
    FillDistinct fill;
    visitGroups(fill, s);
    s.prefetch.scheduled = 0;
    for (const std::uint64_t n : s.prefetch.in)
        s.prefetch.scheduled += n;
    s.takenAt = *parseIsoTime("2026-02-28T23:59:58.007Z");
    s.uptime = 12.5;
    s.source = "demo";
    s.revision = 42;
    s.settings[Param::PrefetchEnabled] = 0;
    s.settings[Param::SchedulerMinProbability] = 0.35;
    s.settings[Param::QueueMaxSize] = 2000;
    s.settings[Param::CachePolicy] = 2;
    return s;
}

inline QJsonObject parsed(const std::string &text)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(text)).object();
}

// "latency_ms.p50" within a group.
inline QJsonValue within(const QJsonObject &group, const char *name)
{
    QJsonValue value = group;
    for (const QString &part : QString::fromLatin1(name).split(u'.'))
        value = value.toObject().value(part);
    return value;
}

inline std::set<QString> names(const QJsonObject &object, const QString &prefix = {})
{
    std::set<QString> out;
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (it->isObject())
            out.merge(names(it->toObject(), prefix + it.key() + u'.'));
        else
            out.insert(prefix + it.key());
    }
    return out;
}

} // namespace forefetch
