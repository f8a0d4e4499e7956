// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings/prefetchrule.h"

#include <QString>
#include <QToolButton>
#include <QUndoCommand>

#include <functional>
#include <memory>

namespace forefetch {

class PrefetchRules;

// "Never: /items/{number}/stock after /items/{number}", "From 0.60 on: …".
QString ruleText(const PrefetchRule &rule);

// The rules about single routes, in a menu: one for what is selected in the graph, and those that
// there are, to be taken away again.
//
//     auto *button = new RulesButton(this);
//     button->setSelection("/items/{number}", "/items/{number}/stock");
//     button->setRules(pipeline.rules().list());                       // at 10 Hz
//     connect(button, &RulesButton::chosen, this, [](const auto &rules, const QString &what) ...);
//
// Thread: the GUI thread.
class RulesButton : public QToolButton
{
    Q_OBJECT

public:
    explicit RulesButton(QWidget *parent = nullptr);

    // Texts of requests or routes; an empty `from` is a node, an empty `to` nothing at all.
    void setSelection(const QString &from, const QString &to);
    void setRules(std::shared_ptr<const PrefetchRuleList> rules);

Q_SIGNALS:
    void chosen(const forefetch::PrefetchRuleList &rules, const QString &what);

private:
    void fillMenu();
    void addChoices(QMenu &menu);
    void addRemovals(QMenu &menu);
    void choose(double minProbability);
    void showCount();

    QString m_from;
    QString m_to;
    std::shared_ptr<const PrefetchRuleList> m_rules; // never null
};

// The rules replaced as one step that can be taken back. They outlive the stack.
//
// Thread: the GUI thread.
class RulesCommand : public QUndoCommand
{
public:
    RulesCommand(PrefetchRules &rules, PrefetchRuleList to, const QString &what);

    void redo() override;
    void undo() override;

private:
    PrefetchRules &m_rules;
    PrefetchRuleList m_from;
    PrefetchRuleList m_to;
};

} // namespace forefetch
