// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tunernotes.h"

#include "core/live/liverun.h"

namespace forefetch {

std::string noteText(const TuneStep &step)
{
    switch (step.state) {
    case TuneStep::State::Offered:
        return "The tuner suggests " + textOf(step.to) + ". " + step.proposal.reason;
    case TuneStep::State::Made:
        return "The tuner goes to " + textOf(step.to) + ". " + step.proposal.reason;
    case TuneStep::State::Kept:
    case TuneStep::State::Broken:
        return "The tuner's step to " + textOf(step.to) + ": " + scoreText(step) + ".";
    case TuneStep::State::Undone:
        return "The tuner's step to " + textOf(step.to) +
               " was undone: it is not made again for 10 minutes.";
    case TuneStep::State::Dismissed:
    case TuneStep::State::Outdated:
    case TuneStep::State::Left:
        break;
    }
    return {};
}

void TunerNotes::look()
{
    const std::shared_ptr<const TunerView> view = m_run.session().tuner().view();
    for (const TuneStep &step : view->journal) {
        const auto [told, isNew] = m_told.try_emplace(step.id, step.state);
        if (!isNew && told->second == step.state)
            continue;
        told->second = step.state;
        if (const std::string text = noteText(step); !text.empty())
            m_console.note(text, "tuner");
    }
    if (!view->journal.empty())
        m_told.erase(m_told.begin(), m_told.lower_bound(view->journal.front().id));
    if (view->stopped != m_stopped && !view->stopped.empty())
        m_console.warning("The tuner has stopped: " + view->stopped, "tuner");
    m_stopped = view->stopped;
}

} // namespace forefetch
