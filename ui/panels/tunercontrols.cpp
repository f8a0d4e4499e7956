// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/tunercontrols.h"

#include "ui/models/coretexts.h"
#include "ui/theme/icons.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace forefetch {

namespace {

QString toText(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QPushButton *button(const QString &text, const QString &tip, QWidget *parent)
{
    auto *made = new QPushButton(text, parent);
    made->setAccessibleName(text);
    made->setAccessibleDescription(tip);
    made->setToolTip(tip);
    made->setMinimumHeight(space::target);
    made->setAutoDefault(false);
    return made;
}

void say(QLabel *label, const QString &text)
{
    if (label->text() != text)
        label->setText(text);
}

} // namespace

TunerControls::TunerControls(const Theme &theme, QWidget *parent)
    : QScrollArea(parent), m_theme(theme), m_view(std::make_shared<TunerView>())
{
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus); // what is in it has it, and scrolls it along
    auto *inside = new QWidget(this);
    auto *column = new QVBoxLayout(inside);
    column->setContentsMargins(space::medium, space::small, space::medium, space::medium);
    column->setSpacing(space::medium);
    buildChoices(column);
    m_sentence = label(inside, tr("What the tuner is doing"));
    column->addWidget(m_sentence);
    buildStopped(column);
    buildCard(column);
    buildAnchor(column);
    column->addStretch(1);
    setWidget(inside);
    setTheme(theme);
    update(m_view, {}, {});
}

QLabel *TunerControls::label(QWidget *parent, const QString &name)
{
    auto *made = new QLabel(parent);
    made->setTextFormat(Qt::PlainText);
    made->setWordWrap(true);
    made->setAccessibleName(name);
    return made;
}

void TunerControls::buildChoices(QBoxLayout *column)
{
    const ParamInfo &mode = info(Param::TunerMode), &agent = info(Param::TunerAgent);
    auto *modes = new QHBoxLayout;
    modes->setSpacing(space::large);
    auto *group = new QButtonGroup(this);
    const std::array names{tr("Off"), tr("Advise"), tr("Automatic")};
    const std::array tips{tr("It suggests nothing and moves no knob."),
                          tr("It suggests moves, and moves nothing itself."),
                          tr("It moves the two knobs itself, step by step, within what was tried; "
                             "Ctrl+Z takes a step back.")};
    for (std::size_t i = 0; i < m_modes.size(); ++i) {
        m_modes[i] = new QRadioButton(names[i], this);
        m_modes[i]->setAccessibleName(tr("Tuner: %1").arg(names[i]));
        m_modes[i]->setToolTip(tips[i]);
        m_modes[i]->setAccessibleDescription(tips[i]);
        m_modes[i]->setMinimumHeight(space::target);
        m_modes[i]->setProperty("helpTopic", toText(mode.id));
        group->addButton(m_modes[i], static_cast<int>(i));
        modes->addWidget(m_modes[i]);
    }
    modes->addStretch(1);
    column->addLayout(modes);
    connect(group, &QButtonGroup::idClicked, this,
            [this](int id) { Q_EMIT changeAsked(Param::TunerMode, id); });
    auto *line = new QHBoxLayout;
    line->setSpacing(space::medium);
    auto *name = new QLabel(labelText(agent.param), this);
    m_agent = new QComboBox(this);
    for (const std::string_view choice : agent.choices)
        m_agent->addItem(toText(choice));
    m_agent->setFocusPolicy(Qt::StrongFocus);
    m_agent->setMinimumHeight(space::target);
    m_agent->setAccessibleName(labelText(agent.param));
    m_agent->setAccessibleDescription(helpText(agent.param));
    m_agent->setToolTip(helpText(agent.param));
    m_agent->setProperty("helpTopic", toText(agent.id));
    name->setBuddy(m_agent);
    line->addWidget(name);
    line->addWidget(m_agent);
    line->addStretch(1);
    column->addLayout(line);
    connect(m_agent, &QComboBox::activated, this,
            [this](int index) { Q_EMIT changeAsked(Param::TunerAgent, index); });
}

void TunerControls::buildStopped(QBoxLayout *column)
{
    m_stopped = new QFrame(this);
    m_stopped->setObjectName(QStringLiteral("stopped"));
    auto *inside = new QVBoxLayout(m_stopped);
    inside->setContentsMargins(space::medium, space::medium, space::medium, space::medium);
    auto *line = new QHBoxLayout;
    line->setSpacing(space::medium);
    m_stoppedIcon = new QLabel(m_stopped);
    m_stoppedIcon->setAlignment(Qt::AlignTop);
    m_stoppedText = label(m_stopped, tr("Why the tuner stopped"));
    line->addWidget(m_stoppedIcon);
    line->addWidget(m_stoppedText, 1);
    inside->addLayout(line);
    m_resume =
        button(tr("Resume"), tr("The tuner goes on, as if nothing had been broken"), m_stopped);
    inside->addWidget(m_resume, 0, Qt::AlignLeft);
    connect(m_resume, &QPushButton::clicked, this, &TunerControls::resumeAsked);
    column->addWidget(m_stopped);
}

void TunerControls::buildCard(QBoxLayout *column)
{
    m_card = new QFrame(this);
    m_card->setObjectName(QStringLiteral("card"));
    auto *inside = new QVBoxLayout(m_card);
    inside->setContentsMargins(space::medium, space::medium, space::medium, space::medium);
    inside->setSpacing(space::small);
    m_moves = label(m_card, tr("Suggestion"));
    QFont bold = font();
    bold.setBold(true);
    m_moves->setFont(bold);
    m_expected = label(m_card, tr("What is expected of it"));
    m_reason = label(m_card, tr("Reason"));
    m_reason->setObjectName(QStringLiteral("reason"));
    inside->addWidget(m_moves);
    inside->addWidget(m_expected);
    auto *line = new QHBoxLayout;
    line->setSpacing(space::medium);
    m_apply = button(tr("Apply"), tr("Moves the knobs there (Ctrl+Return); Ctrl+Z takes it back"),
                     m_card);
    m_dismiss = button(tr("Dismiss"), tr("Not this one (Ctrl+D)"), m_card);
    m_why = button(tr("Why?"), tr("The figures behind it"), m_card);
    for (QPushButton *each : {m_apply, m_dismiss, m_why})
        line->addWidget(each);
    line->addStretch(1);
    inside->addSpacing(space::small);
    inside->addLayout(line); // before the reason: where there is little room they are seen first
    inside->addSpacing(space::small);
    inside->addWidget(m_reason);
    connect(m_apply, &QPushButton::clicked, this, &TunerControls::applyAsked);
    connect(m_dismiss, &QPushButton::clicked, this, &TunerControls::dismissAsked);
    connect(m_why, &QPushButton::clicked, this, &TunerControls::whyAsked);
    column->addWidget(m_card);
}

void TunerControls::buildAnchor(QBoxLayout *column)
{
    m_anchor =
        button(tr("Back to anchor"),
               tr("To where the knobs stood when the tuner began, or where somebody last put "
                  "them (Ctrl+B); Ctrl+Z takes it back"),
               this);
    m_anchorText = label(this, tr("What the anchor is"));
    column->addWidget(m_anchor, 0, Qt::AlignLeft);
    column->addWidget(m_anchorText);
    connect(m_anchor, &QPushButton::clicked, this, &TunerControls::anchorAsked);
}

int TunerControls::leastWidth() const
{
    int inside = widget()->minimumSizeHint().width(); // of what is shown now
    for (const QWidget *each : {m_card, m_stopped})
        inside = std::max(inside, each->minimumSizeHint().width() + 2 * space::medium);
    return inside + verticalScrollBar()->sizeHint().width();
}

QRadioButton *TunerControls::modeButton(TunerMode mode) const
{
    return m_modes[static_cast<std::size_t>(mode)];
}

void TunerControls::update(std::shared_ptr<const TunerView> view, const TunerState &state,
                           const SettingsValues &values)
{
    m_view = std::move(view);
    QRadioButton *mode = modeButton(state.mode);
    if (!mode->isChecked())
        mode->setChecked(true);
    const auto agent = static_cast<int>(values[Param::TunerAgent]);
    if (m_agent->currentIndex() != agent) {
        const QSignalBlocker quiet(m_agent);
        m_agent->setCurrentIndex(agent);
    }
    for (QWidget *each : {static_cast<QWidget *>(m_modes[0]), static_cast<QWidget *>(m_modes[1]),
                          static_cast<QWidget *>(m_modes[2]), static_cast<QWidget *>(m_agent)})
        each->setEnabled(state.isRunning);
    say(m_sentence, sentenceOf(*m_view, state));
    const bool isStopped =
        state.isRunning && state.mode != TunerMode::Off && !m_view->stopped.empty();
    m_stopped->setVisible(isStopped);
    say(m_stoppedText, isStopped ? QString::fromStdString(m_view->stopped) : QString());
    m_card->setVisible(state.isRunning && state.mode == TunerMode::Advise &&
                       m_view->suggestion.has_value());
    showSuggestion();
    showAnchor(values);
    m_anchor->setEnabled(m_anchor->isEnabled() && state.isRunning);
}

void TunerControls::showSuggestion()
{
    if (!m_view->suggestion)
        return;
    const TuneStep &step = *m_view->suggestion;
    say(m_moves, moveLines(step.from, step.to).join(u'\n'));
    say(m_expected, step.isPromise() ? tr("Expected: %1").arg(estimateText(step.proposal.gain))
                                     : tr("Nothing is promised: this agent tries and looks."));
    say(m_reason, reasonText(step.proposal));
}

void TunerControls::showAnchor(const SettingsValues &values)
{
    const TunePoint now = pointOf(values);
    const bool isKnown = m_view->figures.windows > 0; // before, nothing has been anchored
    const bool isThere = m_view->anchor == now;
    m_anchor->setEnabled(isKnown && !isThere);
    say(m_anchorText, !isKnown  ? tr("There is no anchor before the first window of traffic.")
                      : isThere ? tr("The knobs stand at the anchor: %1.").arg(pointText(now))
                                : moveLines(now, m_view->anchor).join(u'\n'));
}

QString TunerControls::sentence() const
{
    return m_sentence->text();
}

QString TunerControls::suggestionText() const
{
    return QStringList{m_moves->text(), m_expected->text(), m_reason->text()}.join(u'\n');
}

QString TunerControls::stoppedText() const
{
    return m_stoppedText->text();
}

QString TunerControls::anchorText() const
{
    return m_anchorText->text();
}

void TunerControls::setTheme(const Theme &theme)
{
    m_theme = theme;
    QPalette muted = palette();
    muted.setColor(QPalette::WindowText, theme.mutedText);
    m_anchorText->setPalette(muted);
    const auto frame = [&theme](const QString &name, const QColor &edge) {
        return QStringLiteral("QFrame#%1 { background: %2; border: 1px solid %3; "
                              "border-radius: 5px; }")
            .arg(name, theme.raised.name(), edge.name());
    };
    m_card->setStyleSheet(
        frame(QStringLiteral("card"), theme.accent) +
        QStringLiteral(" QLabel#reason { color: %1; }").arg(theme.mutedText.name()));
    m_stopped->setStyleSheet(frame(QStringLiteral("stopped"), theme.bad));
    m_stoppedIcon->setPixmap(
        icon(QStringLiteral("warning"), theme.bad, theme.bad).pixmap(QSize(18, 18)));
}

} // namespace forefetch
