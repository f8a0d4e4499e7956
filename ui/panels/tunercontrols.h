// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings/settings.h"
#include "ui/models/tunertext.h"
#include "ui/theme/theme.h"

#include <QScrollArea>

#include <array>
#include <memory>

class QAbstractButton;
class QBoxLayout;
class QComboBox;
class QFrame;
class QLabel;
class QPushButton;
class QRadioButton;

namespace forefetch {

// What one says to the tuner and what it says: off, advise or auto, by which agent; what it is
// doing; its suggestion with what is expected of it; why it stopped; the way back to the anchor.
//
//     controls->update(view, state, settings.values());   // 10 Hz
//     connect(controls, &TunerControls::changeAsked, this, [](Param param, double value) { … });
//
// It changes nothing itself.
// Thread: the GUI thread.
class TunerControls : public QScrollArea
{
    Q_OBJECT

public:
    explicit TunerControls(const Theme &theme, QWidget *parent = nullptr);

    using QScrollArea::update;
    void update(std::shared_ptr<const TunerView> view, const TunerState &state,
                const SettingsValues &values);
    void setTheme(const Theme &theme);
    int leastWidth() const;

    QRadioButton *modeButton(TunerMode mode) const;
    QComboBox *agentBox() const { return m_agent; }
    QPushButton *applyButton() const { return m_apply; }
    QPushButton *dismissButton() const { return m_dismiss; }
    QPushButton *whyButton() const { return m_why; }
    QPushButton *resumeButton() const { return m_resume; }
    QPushButton *anchorButton() const { return m_anchor; }
    QFrame *card() const { return m_card; }
    QString sentence() const;
    QString suggestionText() const; // as the card says it
    QString stoppedText() const;    // empty while it goes on
    QString anchorText() const;

Q_SIGNALS:
    void changeAsked(Param param, double value);
    void applyAsked();
    void dismissAsked();
    void whyAsked();
    void resumeAsked();
    void anchorAsked();

private:
    void buildChoices(QBoxLayout *column);
    void buildStopped(QBoxLayout *column);
    void buildCard(QBoxLayout *column);
    void buildAnchor(QBoxLayout *column);
    QLabel *label(QWidget *parent, const QString &name);
    void showSuggestion();
    void showAnchor(const SettingsValues &values);

    Theme m_theme;
    std::shared_ptr<const TunerView> m_view;
    std::array<QRadioButton *, 3> m_modes{};
    QComboBox *m_agent = nullptr;
    QLabel *m_sentence = nullptr;
    QFrame *m_stopped = nullptr;
    QLabel *m_stoppedIcon = nullptr;
    QLabel *m_stoppedText = nullptr;
    QPushButton *m_resume = nullptr;
    QFrame *m_card = nullptr;
    QLabel *m_moves = nullptr;
    QLabel *m_expected = nullptr;
    QLabel *m_reason = nullptr;
    QPushButton *m_apply = nullptr;
    QPushButton *m_dismiss = nullptr;
    QPushButton *m_why = nullptr;
    QPushButton *m_anchor = nullptr;
    QLabel *m_anchorText = nullptr;
};

} // namespace forefetch
