// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/livestore.h"

#include "core/store/diskstore.h"
#ifdef FOREFETCH_REDIS
#include "core/store/redisstore.h"
#endif
#include "core/time/random.h"

#include <QStandardPaths>

#include <cctype>
#include <filesystem>
#include <system_error>
#include <utility>

namespace forefetch {

namespace {

constexpr std::size_t kMostNotices = 100; // that wait to be read

std::string nameOf(const std::string &target)
{
    std::string name;
    for (const char c : target) {
        const bool plain = std::isalnum(static_cast<unsigned char>(c)) || c == '.' || c == '_';
        if (plain)
            name += c;
        else if (!name.empty() && name.back() != '-')
            name += '-';
    }
    while (!name.empty() && (name.back() == '-' || name.back() == '.'))
        name.pop_back();
    return name.empty() ? "target" : name;
}

// Its owner's alone: answers to people's own requests are in there.
std::string makeFolder(const std::string &folder)
{
    std::error_code error;
    const bool made = std::filesystem::create_directories(folder, error);
    if (made)
        std::filesystem::permissions(folder, std::filesystem::perms::owner_all, error);
    return error ? folder + ": " + error.message() : std::string();
}

} // namespace

StoreFolders storeFolders(const std::string &folder, const std::string &target)
{
    if (!folder.empty())
        return {folder, folder};
    const auto standard = [&target](QStandardPaths::StandardLocation where) {
        return QStandardPaths::writableLocation(where).toStdString() + "/forefetch/" +
               nameOf(target);
    };
    return {standard(QStandardPaths::GenericCacheLocation),
            standard(QStandardPaths::GenericDataLocation)};
}

LiveStore::LiveStore(const SettingsValues &settings, StoreSetup setup)
    : m_kind(static_cast<StoreKind>(static_cast<int>(settings[Param::CacheStore]))),
      m_setup(std::move(setup)), m_key{secretNumber(), secretNumber()}
{
    if (m_kind == StoreKind::Disk)
        prepareDisk();
    else if (m_kind == StoreKind::Redis)
        prepareRedis();
}

void LiveStore::prepareDisk()
{
    const std::string &folder = m_setup.folders.responses;
    if (folder.empty()) {
        m_ready = invalid("cache.store=disk: there is no folder to keep anything in");
        return;
    }
    if (const std::string problem = makeFolder(folder); !problem.empty())
        notice("The disk store cannot be made (" + problem + ")");
    const Result<SecretKey> key = keyFrom(folder + "/partition.key");
    if (key)
        m_key = *key;
    else if (key.error().code == ErrorCode::Io) // a full or read-only disk: only persistence
        notice("Nothing that is stored is kept over a restart (" + key.error().text + ")");
    else
        m_ready = key.error();
}

void LiveStore::prepareRedis()
{
    if (m_setup.redis.empty()) {
        m_ready = invalid("cache.store=redis wants --redis URL, such as redis://127.0.0.1:6379");
        return;
    }
    Result<RedisAddress> address = RedisAddress::parse(m_setup.redis);
    if (!address) {
        m_ready = Error{address.error().code, "--redis: " + address.error().text};
        return;
    }
    m_address = std::move(*address);
    m_address.password = m_setup.redisPassword;
    std::string file = m_setup.keyFile;
    if (file.empty()) {
        makeFolder(m_setup.folders.learnt);
        file = m_setup.folders.learnt + "/fleet.key";
    }
    const Result<SecretKey> key = keyFrom(file); // without it nothing could be shared
    if (key)
        m_key = *key;
    else
        m_ready = key.error();
}

std::unique_ptr<BackingStore> LiveStore::make(const Interner &interner, const Settings &settings,
                                              const Clock &clock)
{
    if (!m_ready)
        return nullptr;
    const auto told = [this](const std::string &what) { notice(what); };
    if (m_kind == StoreKind::Disk) {
        DiskStoreOptions options;
        options.folder = m_setup.folders.responses;
        options.key = m_key;
        options.notice = told;
        return std::make_unique<DiskStore>(std::move(options), interner, settings, clock);
    }
#ifdef FOREFETCH_REDIS
    if (m_kind == StoreKind::Redis) {
        RedisStoreOptions options;
        options.address = m_address;
        options.key = m_key;
        options.space = m_setup.target;
        options.notice = told;
        auto store = std::make_unique<RedisStore>(std::move(options), interner, settings, clock);
        m_redis = store.get();
        return store;
    }
#endif
    return nullptr;
}

void LiveStore::shareClaims([[maybe_unused]] FleetFetcher &fetcher)
{
#ifdef FOREFETCH_REDIS
    if (m_redis)
        fetcher.setClaim([redis = m_redis](const Key &key, FleetFetcher::Claimed claimed) {
            redis->claim(key, std::move(claimed));
        });
#endif
}

std::unique_ptr<LearntKeeper> LiveStore::makeKeeper(Pipeline &pipeline, const Clock &clock)
{
    if (m_kind != StoreKind::Disk || !m_ready)
        return nullptr;
    if (const std::string problem = makeFolder(m_setup.folders.learnt); !problem.empty())
        notice("What is learnt cannot be kept (" + problem + ")");
    return std::make_unique<LearntKeeper>(pipeline, clock, m_setup.folders.learnt,
                                          [this](const std::string &what) { notice(what); });
}

void LiveStore::notice(const std::string &what)
{
    const std::lock_guard lock(m_mutex);
    if (m_notices.size() < kMostNotices)
        m_notices.push_back(what);
}

std::vector<std::string> LiveStore::takeNotices()
{
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_notices, {});
}

} // namespace forefetch
