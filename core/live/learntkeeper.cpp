// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/learntkeeper.h"

#include "core/predict/modelfile.h"
#include "core/store/changefile.h"
#include "core/store/statefile.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <sstream>
#include <unistd.h>
#include <utility>

namespace forefetch {

namespace {

constexpr std::size_t kEarlierChanges = 1000;
constexpr std::size_t kLargestJournal = 16 << 20; // bytes; beyond, the older half goes

Result<void> append(const std::string &file, const std::string &lines)
{
    const int fd = ::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    const bool written =
        fd >= 0 && ::write(fd, lines.data(), lines.size()) == static_cast<ssize_t>(lines.size());
    const int code = errno;
    if (fd >= 0)
        ::close(fd);
    return written ? Result<void>() : Error{ErrorCode::Io, file + ": " + std::strerror(code)};
}

} // namespace

LearntKeeper::LearntKeeper(Pipeline &pipeline, const Clock &clock, std::string folder,
                           Notice notice)
    : m_pipeline(pipeline), m_clock(clock), m_folder(std::move(folder)), m_notice(std::move(notice))
{
}

LearntKeeper::~LearntKeeper()
{
    stop();
}

void LearntKeeper::restore(bool isTaught)
{
    m_keptRevision = m_pipeline.settings().revision();
    if (auto lines = readWhole(changeFile(), 2 * kLargestJournal)) {
        m_earlier = changesFrom(*lines, kEarlierChanges, m_clock.now(), m_clock.wallNow());
        if (lines->size() > kLargestJournal) {
            const std::size_t half = lines->find('\n', lines->size() / 2);
            told(replaceFile(changeFile(), std::string_view(*lines).substr(half + 1)));
        }
    }
    if (isTaught)
        return;
    auto bytes = readWhole(modelFile(), kLargestModel);
    if (!bytes && bytes.error().code == ErrorCode::NotFound)
        return;
    Result<void> loaded;
    if (bytes) {
        std::istringstream in(std::move(*bytes));
        loaded = m_pipeline.predictor().load(in, m_pipeline.interner());
    } else {
        loaded = bytes.error();
    }
    m_keptObservations = m_pipeline.predictor().figures().observations;
    if (loaded)
        return;
    const std::string aside = modelFile() + ".unreadable";
    std::rename(modelFile().c_str(), aside.c_str());
    m_notice("What was learnt before cannot be used (" + loaded.error().text +
             "); it is moved to " + aside + ", and learning begins anew");
}

void LearntKeeper::start()
{
    m_thread = std::thread([this] { run(); });
}

void LearntKeeper::stop()
{
    if (!m_thread.joinable())
        return;
    {
        const std::lock_guard lock(m_mutex);
        m_ends = true;
        m_wake.notify_all();
    }
    m_thread.join();
    keepChanges();
    if (m_pipeline.predictor().figures().observations != m_keptObservations) {
        std::ostringstream out;
        told(m_pipeline.predictor().save(out, m_pipeline.interner()));
        writeModel(std::move(out).str());
    }
}

void LearntKeeper::run()
{
    std::unique_lock lock(m_mutex);
    while (!m_wake.wait_for(lock, std::chrono::seconds(1), [this] { return m_ends; })) {
        lock.unlock();
        keepChanges();
        keepModel();
        lock.lock();
    }
}

// The model's thread makes one a little after it was asked, never more often than it can afford.
void LearntKeeper::keepModel()
{
    const std::uint64_t observations = m_pipeline.snapshot().predictor.observations;
    std::shared_ptr<const SavedModel> saved;
    if (observations != m_keptObservations)
        saved = m_pipeline.savedModel();
    if (!saved || saved == m_kept)
        return;
    m_kept = saved;
    m_keptObservations = saved->observations;
    writeModel(saved->bytes);
}

void LearntKeeper::keepChanges()
{
    const std::vector<SettingsChange> changes = m_pipeline.settings().changes(m_keptRevision);
    if (changes.empty())
        return;
    const Result<void> written =
        append(changeFile(), changeLines(changes, m_clock.now(), m_clock.wallNow()));
    if (written)
        m_keptRevision = changes.back().revision;
    told(written);
}

void LearntKeeper::writeModel(const std::string &bytes)
{
    if (bytes.empty()) // a model that learns nothing has nothing to keep
        return;
    const Result<void> written = replaceFile(modelFile(), bytes);
    if (!written)
        m_keptObservations = 0; // again
    told(written);
}

void LearntKeeper::told(const Result<void> &result)
{
    if (!result && !std::exchange(m_isFailing, true))
        m_notice("What is learnt is not kept over a restart (" + result.error().text +
                 "); it is tried again");
    else if (result && std::exchange(m_isFailing, false))
        m_notice("What is learnt is kept again");
}

} // namespace forefetch
