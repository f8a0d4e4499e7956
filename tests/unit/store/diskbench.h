// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/diskstore.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <future>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace forefetch {

// A disk store over a folder that can be closed, opened again, and copied as it stands.
class DiskBench
{
public:
    explicit DiskBench(std::string below = {})
    {
        m_folder = m_dir.path().toStdString() + below;
        (void)settings.set(Param::CacheStore, 1, "test");
    }

    Result<void> open(Duration flushEvery = std::chrono::milliseconds(20),
                      std::uint64_t queueBytes = 64 << 20)
    {
        DiskStoreOptions options;
        options.folder = m_folder;
        options.key = {7, 8};
        options.flushEvery = flushEvery;
        options.queueBytes = queueBytes;
        options.notice = [this](const std::string &what) {
            const std::lock_guard lock(m_mutex);
            m_notices.push_back(what);
        };
        store = std::make_unique<DiskStore>(std::move(options), interner, settings, clock);
        return store->start();
    }
    void close() { store.reset(); }
    // As if the process were killed here: what is on the disk now, and nothing that comes.
    void kill()
    {
        const QString copy = m_dir.path() + QStringLiteral("/life%1").arg(++m_lives);
        QDir().mkpath(copy);
        const QDir from(QString::fromStdString(m_folder));
        for (const QString &name : from.entryList(QDir::Files))
            QFile::copy(from.filePath(name), copy + QLatin1Char('/') + name);
        close();
        m_folder = copy.toStdString();
    }

    Key key(const std::string &target, std::uint64_t partition = 0)
    {
        return {interner.intern(target), Partition{partition}};
    }
    CacheEntry entry(const std::string &body, Duration ttl = std::chrono::hours(1)) const
    {
        CacheEntry e;
        Headers headers;
        headers.add("Content-Type", "text/plain");
        headers.add("ETag", "\"" + body.substr(0, 20) + "\"");
        e.head = std::make_shared<const ResponseHead>(ResponseHead{200, "OK", headers});
        e.body = std::make_shared<const std::string>(body);
        e.storedAt = clock.now();
        e.freshUntil = ttl == Duration::max() ? kNever : clock.now() + ttl;
        e.keepUntil = e.freshUntil == kNever ? kNever : e.freshUntil + std::chrono::hours(1);
        return e;
    }
    void put(const Key &key, const CacheEntry &e)
    {
        const auto ticket = store->replacing(key);
        store->keep(key, ticket, std::make_shared<const CacheEntry>(e));
    }
    void put(const Key &key, const std::string &body) { put(key, entry(body)); }
    // What is read from the disk; null: nothing that may be used.
    CacheEntryPtr get(const Key &key) const
    {
        CacheEntryPtr found;
        std::promise<void> done;
        store->load(
            {{key}}, [&found](const Key &, const CacheEntryPtr &e) { found = e; },
            [&done] { done.set_value(); });
        done.get_future().wait();
        return found;
    }
    std::string body(const Key &key) const
    {
        const CacheEntryPtr found = get(key);
        return found ? *found->body : std::string();
    }
    std::string file() const { return m_folder + "/responses.sqlite"; }
    const std::string &folder() const { return m_folder; }
    std::vector<std::string> notices()
    {
        const std::lock_guard lock(m_mutex);
        return m_notices;
    }

    ManualClock clock;
    Settings settings{clock};
    Interner interner;
    std::unique_ptr<DiskStore> store;

private:
    QTemporaryDir m_dir;
    std::string m_folder;
    int m_lives = 0;
    std::mutex m_mutex; // guards m_notices
    std::vector<std::string> m_notices;
};

} // namespace forefetch
