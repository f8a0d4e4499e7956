// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/sessionrecorder.h"

#include "core/metrics/quantity.h"

namespace forefetch {

Result<std::unique_ptr<SessionRecorder>>
SessionRecorder::open(const std::string &path, RunSource &run, std::uint64_t mostBytes)
{
    auto writer = SessionWriter::create(path, run.about(), run.clock());
    if (!writer)
        return Error{writer.error().code, "the recording: " + writer.error().text};
    return std::unique_ptr<SessionRecorder>(
        new SessionRecorder(path, std::move(*writer), run, mostBytes));
}

SessionRecorder::SessionRecorder(std::string path, std::unique_ptr<SessionWriter> writer,
                                 RunSource &run, std::uint64_t mostBytes)
    : m_path(std::move(path)), m_mostBytes(mostBytes), m_run(run), m_writer(std::move(writer)),
      m_began(run.clock().now()), m_thread([this] { record(); })
{
}

SessionRecorder::~SessionRecorder()
{
    finish();
}

void SessionRecorder::record()
{
    std::unique_lock lock(m_mutex);
    while (!m_isEnding && m_figures.problem.empty()) {
        lock.unlock();
        look();
        lock.lock();
        m_wake.wait_for(lock, kEvery, [this] { return m_isEnding; });
    }
}

// One moment; without the lock.
void SessionRecorder::look()
{
    const SessionNews news = m_sampler.next(m_run);
    const Result<void> written = m_writer->write(news, m_run.rows());
    const std::lock_guard lock(m_mutex);
    if (!written) {
        m_figures.problem = written.error().text;
        return;
    }
    m_figures.moments = m_writer->frames();
    m_figures.bytes = m_writer->bytes();
    m_figures.length = news.frame.at - m_began;
    m_figures.leftOut = m_sampler.leftOut();
    if (m_figures.bytes >= m_mostBytes)
        m_figures.problem = m_path + " has reached " + bytesText(static_cast<double>(m_mostBytes)) +
                            ", and the recording ends there; the run goes on";
}

void SessionRecorder::finish()
{
    if (!m_thread.joinable())
        return;
    {
        const std::lock_guard lock(m_mutex);
        m_isEnding = true;
    }
    m_wake.notify_all();
    m_thread.join();
    if (figures().problem.empty())
        look();
    const Result<void> closed = m_writer->finish();
    const std::lock_guard lock(m_mutex);
    if (!closed && m_figures.problem.empty())
        m_figures.problem = closed.error().text;
}

SessionRecorder::Figures SessionRecorder::figures() const
{
    const std::lock_guard lock(m_mutex);
    return m_figures;
}

} // namespace forefetch
