// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/whypane.h"

#include <QKeyEvent>
#include <QScrollBar>

namespace forefetch {

WhyPane::WhyPane(const Theme &theme, QWidget *parent) : QTextBrowser(parent), m_theme(theme)
{
    setFrameShape(QFrame::NoFrame);
    setOpenLinks(false);
    setAccessibleName(tr("Why"));
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    document()->setDocumentMargin(space::medium);
    setTheme(theme);
}

void WhyPane::setTheme(const Theme &theme)
{
    m_theme = theme;
    setStyleSheet(QStringLiteral("QTextBrowser { border-left: 1px solid %1; background: %2; }")
                      .arg(theme.grid.name(), theme.surface.name()));
    render();
}

void WhyPane::show(const WhyText &why)
{
    if (why == m_why && m_told.isEmpty())
        return;
    const bool isSame = why.subject == m_why.subject;
    const int scrolled = verticalScrollBar()->value();
    m_why = why;
    m_told.clear();
    render();
    verticalScrollBar()->setValue(isSame ? scrolled : 0);
}

void WhyPane::tell(const QString &text)
{
    if (text == m_told)
        return;
    m_why = {};
    m_told = text;
    render();
}

void WhyPane::render()
{
    setAccessibleDescription(m_told.isEmpty() ? m_why.plain() : m_told);
    if (!m_told.isEmpty()) {
        setHtml(QStringLiteral("<p style='color:%1'>%2</p>")
                    .arg(m_theme.mutedText.name(), m_told.toHtmlEscaped()));
        return;
    }
    QString html = QStringLiteral("<p style='margin:0 0 6px 0'><b>%1</b></p>")
                       .arg(m_why.subject.toHtmlEscaped());
    for (const WhyText::Part &part : m_why.parts)
        html += QStringLiteral("<p style='margin:0 0 6px 0'><span style='color:%1'>%2</span><br>"
                               "%3</p>")
                    .arg(m_theme.mutedText.name(), part.title.toHtmlEscaped(),
                         part.text.toHtmlEscaped());
    setHtml(html);
}

void WhyPane::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        Q_EMIT escaped();
        return;
    }
    QTextBrowser::keyPressEvent(event);
}

} // namespace forefetch
