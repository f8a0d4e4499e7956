// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/exporter.h"
#include "ui/panels/loginquiry.h"
#include "ui/theme/theme.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QTabWidget;

namespace forefetch {

class AnswerPane;
class LogPane;

// Asks a log what prefetching would have done: its first rows and import report, a sweep over one
// parameter, the curve of hits against extra load. A window beside the main one, so that the knobs
// can be seen while a setting is taken over.
//
//     LogDialog dialog(theme, [&] { return settings.values(); }, this);
//     connect(&dialog, &LogDialog::useAsked, …);
//     dialog.open({path});
//
// Thread: the GUI thread; reading and simulating have their own.
class LogDialog : public QDialog
{
    Q_OBJECT

public:
    // `settings`: what is not swept, asked when a sweep begins.
    LogDialog(const Theme &theme, std::function<SettingsValues()> settings,
              QWidget *parent = nullptr);

    void openLog(const LogRequest &request);
    void setTheme(const Theme &theme);
    // Instead of the file dialog for the report.
    void setFileChooser(Exporter::FileChooser choose) { m_choose = std::move(choose); }
    // Says beside the button what came of useAsked.
    void tell(const QString &text);

    LogInquiry *inquiry() const { return m_inquiry; }
    LogPane *logPane() const { return m_log; }
    AnswerPane *answerPane() const { return m_answer; }
    QPushButton *runButton() const { return m_run; }
    QPushButton *cancelButton() const { return m_cancel; }
    QString problem() const;
    QString status() const;

Q_SIGNALS:
    void useAsked(Param param, double value);
    void openAsked();

protected:
    void reject() override;
    void hideEvent(QHideEvent *event) override;

private:
    void buildTop(class QVBoxLayout *column);
    void buildBottom(QVBoxLayout *column);
    void connectInquiry();
    void readAgain();
    void leaveOut(const std::vector<std::string> &parameters);
    void runSweep();
    void cancel();
    void fail(const QString &text);
    void showState();
    void saveReport();
    SettingsValues simulated() const;

    Theme m_theme;
    std::function<SettingsValues()> m_settings;
    Exporter::FileChooser m_choose;
    LogRequest m_request;
    LogInquiry *m_inquiry;
    LogPane *m_log;
    AnswerPane *m_answer;
    QTabWidget *m_tabs;
    QLabel *m_file;
    QComboBox *m_sessions = nullptr;
    QComboBox *m_param = nullptr;
    QLineEdit *m_values = nullptr;
    QPushButton *m_run = nullptr;
    QPushButton *m_cancel = nullptr;
    QPushButton *m_other = nullptr;
    QLabel *m_problem;
    QLabel *m_status = nullptr;
    QProgressBar *m_progress = nullptr;
};

} // namespace forefetch
