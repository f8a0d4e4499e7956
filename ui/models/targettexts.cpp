// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/targettexts.h"

#include "core/record/runsource.h"
#include "core/request/redact.h"
#include "core/request/routetemplate.h"

#include <QCoreApplication>

namespace forefetch {

bool TargetText::isOf(const QString &end) const
{
    return text == end || route == end ||
           (end.contains(u'{') && routeCovers(end.toStdString(), text.toStdString()));
}

const TargetText &TargetTexts::of(const RunRows &rows, ResourceId resource)
{
    if (const auto known = m_texts.find(resource); known != m_texts.end())
        return known->second;
    if (!resource || !rows.text(resource, m_buffer)) {
        m_forgotten.text =
            resource ? QCoreApplication::translate("TargetTexts", "(forgotten)") : QString();
        return m_forgotten;
    }
    if (m_texts.size() >= kMost)
        m_texts.clear();
    return m_texts
        .emplace(resource, TargetText{QString::fromStdString(redacted(m_buffer)),
                                      QString::fromStdString(routeTemplate(m_buffer))})
        .first->second;
}

} // namespace forefetch
