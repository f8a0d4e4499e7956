// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/rulesbutton.h"

#include "core/schedule/prefetchrules.h"

#include <QMenu>

#include <algorithm>

namespace forefetch {

namespace {

QString toText(const std::string &text)
{
    return QString::fromStdString(text);
}

// A menu takes an ampersand for a key.
QString asEntry(QString text)
{
    return text.replace(u'&', QStringLiteral("&&"));
}

} // namespace

QString ruleText(const PrefetchRule &rule)
{
    const QString what = rule.isNever() ? RulesButton::tr("Never")
                                        : RulesButton::tr("From %L1 on").arg(rule.minProbability);
    return rule.from.empty()
               ? RulesButton::tr("%1: %2").arg(what, toText(rule.to))
               : RulesButton::tr("%1: %2 after %3").arg(what, toText(rule.to), toText(rule.from));
}

RulesButton::RulesButton(QWidget *parent)
    : QToolButton(parent), m_rules(std::make_shared<const PrefetchRuleList>())
{
    const QString tip = tr("Rules: what is never to be prefetched, or only when it is likelier");
    setToolTip(tip);
    setAccessibleName(tip);
    setAutoRaise(true);
    setFocusPolicy(Qt::TabFocus);
    setPopupMode(QToolButton::InstantPopup);
    auto *menu = new QMenu(this);
    menu->setAccessibleName(tr("Rules"));
    setMenu(menu);
    connect(menu, &QMenu::aboutToShow, this, &RulesButton::fillMenu);
    showCount();
}

void RulesButton::setSelection(const QString &from, const QString &to)
{
    m_from = from;
    m_to = to;
}

void RulesButton::setRules(std::shared_ptr<const PrefetchRuleList> rules)
{
    if (rules == m_rules)
        return;
    m_rules = std::move(rules);
    showCount();
}

void RulesButton::showCount()
{
    setText(m_rules->empty() ? tr("Rules") : tr("Rules: %1").arg(m_rules->size()));
}

void RulesButton::fillMenu()
{
    menu()->clear();
    addChoices(*menu());
    if (!m_rules->empty()) {
        menu()->addSeparator();
        addRemovals(*menu());
    }
}

// What is hidden in a text ("…") no rule could find, and what is no GET is never prefetched anyway.
void RulesButton::addChoices(QMenu &menu)
{
    if (!m_to.startsWith(u'/') || m_to.contains(u'…')) {
        menu.addAction(m_to.isEmpty()
                           ? tr("Select a node or an edge of the graph, to make a rule about it")
                           : tr("No rule can be about %1").arg(asEntry(m_to)))
            ->setEnabled(false);
        return;
    }
    const bool isAfter = m_from.startsWith(u'/') && !m_from.contains(u'…');
    if (!isAfter)
        m_from.clear();
    const QString what = asEntry(isAfter ? tr("%1 after %2").arg(m_to, m_from) : m_to);
    menu.addAction(tr("&Never prefetch %1").arg(what), this, [this] { choose(2); });
    QMenu *from = menu.addMenu(tr("Prefetch %1 &only from").arg(what));
    for (const int percent : {40, 50, 60, 70, 80, 90})
        from->addAction(locale().toString(percent / 100.0), this,
                        [this, percent] { choose(percent / 100.0); });
}

void RulesButton::addRemovals(QMenu &menu)
{
    for (std::size_t i = 0; i < m_rules->size(); ++i) {
        const QString text = ruleText((*m_rules)[i]);
        menu.addAction(tr("&Take away “%1”").arg(asEntry(text)), this, [this, i, text] {
            PrefetchRuleList rules = *m_rules;
            rules.erase(rules.begin() + static_cast<std::ptrdiff_t>(i));
            Q_EMIT chosen(rules, tr("no rule “%1”").arg(text));
        });
    }
}

// In place of another one about the same.
void RulesButton::choose(double minProbability)
{
    PrefetchRule rule{m_to.toStdString(), m_from.toStdString(), minProbability};
    PrefetchRuleList rules = *m_rules;
    std::erase_if(rules, [&rule](const PrefetchRule &other) {
        return other.to == rule.to && other.from == rule.from;
    });
    const QString what = tr("rule “%1”").arg(ruleText(rule));
    rules.push_back(std::move(rule));
    Q_EMIT chosen(rules, what);
}

RulesCommand::RulesCommand(PrefetchRules &rules, PrefetchRuleList to, const QString &what)
    : m_rules(rules), m_from(*rules.list()), m_to(std::move(to))
{
    setText(what);
}

void RulesCommand::redo()
{
    m_rules.set(m_to);
}

void RulesCommand::undo()
{
    m_rules.set(m_from);
}

} // namespace forefetch
