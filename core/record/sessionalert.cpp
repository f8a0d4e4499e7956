// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/sessionalert.h"

#include "core/metrics/isotime.h"
#include "core/record/sessionformat.h"
#include "core/record/sessionrecorder.h"

#include <algorithm>

namespace forefetch {

namespace {

constexpr std::uint64_t kForgetEvery = 20; // looks

} // namespace

Result<std::unique_ptr<SessionAlert>> SessionAlert::open(AlertRule rule, RunSource &run)
{
    Result<Gate> gate = Gate::parse(rule.text);
    if (!gate)
        return gate.error();
    auto writer = SessionWriter::create({}, run.about(), run.clock());
    if (!writer)
        return writer.error();
    return std::unique_ptr<SessionAlert>(
        new SessionAlert(std::move(rule), std::move(*gate), std::move(*writer), run));
}

SessionAlert::SessionAlert(AlertRule rule, Gate gate, std::unique_ptr<SessionWriter> writer,
                           RunSource &run)
    : m_rule(std::move(rule)), m_gate(std::move(gate)), m_run(run), m_writer(std::move(writer))
{
}

SessionAlert::~SessionAlert()
{
    if (!m_thread.joinable())
        return;
    {
        const std::lock_guard lock(m_mutex);
        m_isEnding = true;
    }
    m_wake.notify_all();
    m_thread.join();
}

void SessionAlert::start()
{
    m_thread = std::thread([this] { run(); });
}

void SessionAlert::run()
{
    std::unique_lock lock(m_mutex);
    while (!m_isEnding) {
        lock.unlock();
        look();
        lock.lock();
        m_wake.wait_for(lock, SessionRecorder::kEvery, [this] { return m_isEnding; });
    }
}

void SessionAlert::look()
{
    const SessionNews news = m_sampler.next(m_run);
    if (!m_writer->write(news, m_run.rows()))
        return; // out of memory: there is nothing to be saved, and the run goes on
    if (++m_looks % kForgetEvery == 0) [[maybe_unused]]
        const bool done = m_writer->forgetBefore(news.frame.at - m_rule.keep).ok();
    const std::optional<std::string> why = m_gate.heldBy(news.frame.snapshot);
    const bool begins = why && m_held == false;
    m_held = why.has_value();
    if (!begins)
        return;
    {
        const std::lock_guard lock(m_mutex);
        ++m_figures.fired;
        m_figures.why = *why;
    }
    const TimePoint now = news.frame.at;
    if (m_savedAt && now - *m_savedAt < m_rule.pause)
        return;
    m_savedAt = now;
    save(*why);
}

void SessionAlert::save(const std::string &why)
{
    std::string moment = isoTime(m_run.clock().wallNow()); // 2026-11-27T04:35:12.345Z
    moment.resize(std::min<std::size_t>(moment.size(), 19));
    std::erase(moment, '-');
    std::erase(moment, ':');
    const std::string file = m_rule.folder + "/alert-" + moment + std::string(kSessionExtension);
    const Result<void> saved = m_writer->copyTo(file);
    const std::lock_guard lock(m_mutex);
    m_figures.why = why;
    m_figures.problem = saved ? std::string() : saved.error().text;
    if (!saved)
        return;
    ++m_figures.saved;
    m_figures.file = file;
}

SessionAlert::Figures SessionAlert::figures() const
{
    const std::lock_guard lock(m_mutex);
    return m_figures;
}

} // namespace forefetch
