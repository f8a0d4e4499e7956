// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/logdialog.h"

#include "core/simulate/simulationdocument.h"
#include "ui/charts/gaincurve.h"
#include "ui/models/coretexts.h"
#include "ui/panels/answerpane.h"
#include "ui/panels/logpane.h"
#include "ui/panels/savefile.h"

#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QTabWidget>
#include <QVBoxLayout>

#include <utility>

namespace forefetch {

namespace {

QString toText(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QString askReport(QWidget *parent, const QString &suggested, const QString &filter)
{
    return QFileDialog::getSaveFileName(parent, LogDialog::tr("Save report"), suggested, filter);
}

} // namespace

LogDialog::LogDialog(const Theme &theme, std::function<SettingsValues()> settings, QWidget *parent)
    : QDialog(parent), m_theme(theme), m_settings(std::move(settings)),
      m_inquiry(new LogInquiry(this)), m_log(new LogPane(this)),
      m_answer(new AnswerPane(theme, this)), m_tabs(new QTabWidget(this)), m_file(new QLabel(this)),
      m_problem(new QLabel(this))
{
    setWindowTitle(tr("Ask a log"));
    setProperty("helpTopic", QStringLiteral("log"));
    m_choose = [this](const QString &suggested, const QString &filter) {
        return askReport(this, suggested, filter);
    };
    auto *column = new QVBoxLayout(this);
    column->setSpacing(space::medium);
    buildTop(column);
    m_tabs->setAccessibleName(tr("The log, and what prefetching would have done"));
    m_tabs->addTab(m_log, tr("&Log"));
    m_tabs->addTab(m_answer, tr("What prefetching would have &done"));
    column->addWidget(m_tabs, 1);
    buildBottom(column);
    connectInquiry();
    setTheme(theme);
    resize(980, 640);
    showState();
}

void LogDialog::buildTop(QVBoxLayout *column)
{
    const auto labelled = [this](QHBoxLayout *line, const QString &text, QWidget *of) {
        auto *label = new QLabel(text, this);
        label->setBuddy(of);
        line->addWidget(label);
        line->addWidget(of);
        of->setAccessibleName(QString(text).remove(u'&'));
    };
    m_file->setTextFormat(Qt::PlainText);
    m_sessions = new QComboBox(this);
    m_sessions->setObjectName(QStringLiteral("sessions"));
    m_sessions->setEditable(true);
    m_sessions->addItems({tr("as detected"), QStringLiteral("ip+ua")});
    m_sessions->setToolTip(tr("What tells one client from another: ip+ua, cookie:NAME or "
                              "header:NAME, where the log has it"));
    m_other = new QPushButton(tr("&Open another…"), this);
    auto *file = new QHBoxLayout;
    file->addWidget(m_file, 1);
    labelled(file, tr("Clients told &apart by"), m_sessions);
    file->addWidget(m_other);
    column->addLayout(file);
    m_param = new QComboBox(this);
    for (const ParamInfo &row : parameterTable()) {
        if (row.maximum > row.minimum && row.param != Param::CachePolicy)
            m_param->addItem(tr("%1  (%2)").arg(labelText(row.param), toText(row.id)),
                             static_cast<int>(row.param));
    }
    m_param->setObjectName(QStringLiteral("param"));
    m_values = new QLineEdit(this);
    m_values->setObjectName(QStringLiteral("values"));
    m_values->setToolTip(tr("From, to and step (0.05:0.95:0.05), or a list (1,16,64)"));
    m_run = new QPushButton(tr("&Run sweep"), this);
    m_cancel = new QPushButton(tr("&Cancel"), this);
    auto *sweep = new QHBoxLayout;
    labelled(sweep, tr("&Try"), m_param);
    labelled(sweep, tr("&with"), m_values);
    sweep->setStretch(3, 1);
    sweep->addWidget(m_run);
    sweep->addWidget(m_cancel);
    column->addLayout(sweep);
    for (QPushButton *button : {m_other, m_run, m_cancel}) {
        button->setAutoDefault(false);
        button->setAccessibleName(button->text().remove(u'&'));
    }
    m_run->setDefault(true);
}

void LogDialog::buildBottom(QVBoxLayout *column)
{
    m_problem->setWordWrap(true);
    m_problem->setTextFormat(Qt::PlainText);
    column->insertWidget(2, m_problem);
    m_status = new QLabel(this);
    m_status->setTextFormat(Qt::PlainText);
    m_progress = new QProgressBar(this);
    m_progress->setAccessibleName(tr("Progress"));
    m_progress->setFixedWidth(260);
    m_progress->setTextVisible(false);
    auto *line = new QHBoxLayout;
    line->addWidget(m_status, 1);
    line->addWidget(m_progress);
    column->addLayout(line);
}

void LogDialog::connectInquiry()
{
    connect(m_other, &QPushButton::clicked, this, &LogDialog::openAsked);
    connect(m_run, &QPushButton::clicked, this, &LogDialog::runSweep);
    connect(m_cancel, &QPushButton::clicked, this, &LogDialog::cancel);
    connect(m_sessions, &QComboBox::activated, this, &LogDialog::readAgain);
    connect(m_param, &QComboBox::currentIndexChanged, this, [this] {
        m_values->setText(
            toText(suggestedValues(static_cast<Param>(m_param->currentData().toInt()))));
    });
    connect(m_log, &LogPane::leaveOutAsked, this, &LogDialog::leaveOut);
    connect(m_answer, &AnswerPane::useAsked, this, &LogDialog::useAsked);
    connect(m_answer, &AnswerPane::saveAsked, this, &LogDialog::saveReport);
    connect(m_inquiry, &LogInquiry::failed, this, &LogDialog::fail);
    connect(m_inquiry, &LogInquiry::previewed, this,
            [this] { m_log->showPreview(m_inquiry->preview()); });
    connect(m_inquiry, &LogInquiry::progressed, this, [this](const QString &text, double share) {
        m_status->setText(text);
        m_progress->setRange(0, share < 0 ? 0 : 1000);
        m_progress->setValue(static_cast<int>(1000 * share));
    });
    connect(m_inquiry, &LogInquiry::recorded, this, [this] {
        const RecordedTrace &trace = *m_inquiry->trace();
        m_log->showReport(trace);
        m_status->setText(tr("Read: %L1 requests by %L2 sessions. Next: run the sweep.")
                              .arg(static_cast<qulonglong>(trace.steps.size()))
                              .arg(trace.sessions));
        if (trace.import.ended)
            m_problem->setText(toText(trace.import.ended->text));
        showState();
        m_run->setFocus();
    });
    connect(m_inquiry, &LogInquiry::swept, this, [this] {
        const SimulationResult &result = *m_inquiry->result();
        m_answer->showResult(result, m_inquiry->plan());
        m_status->setText(
            tr("%L1 requests simulated").arg(static_cast<qulonglong>(result.simulatedRequests)));
        showState();
        m_tabs->setCurrentWidget(m_answer);
        m_answer->curve()->setFocus();
    });
}

void LogDialog::openLog(const LogRequest &request)
{
    m_request = request;
    m_file->setText(QFileInfo(toText(request.path)).fileName());
    m_file->setToolTip(QDir::toNativeSeparators(toText(request.path)));
    setWindowTitle(tr("Ask a log — %1").arg(m_file->text()));
    const QString sweep =
        toText(request.sweep.empty()
                   ? "scheduler.min_probability=" + suggestedValues(Param::SchedulerMinProbability)
                   : request.sweep);
    const Result<Param> param = findParameter(sweep.section(u'=', 0, 0).toStdString());
    m_param->setCurrentIndex(
        m_param->findData(static_cast<int>(param ? *param : Param::SchedulerMinProbability)));
    m_values->setText(sweep.section(u'=', 1));
    m_sessions->setCurrentIndex(0);
    readAgain();
    show();
    raise();
    activateWindow();
}

void LogDialog::readAgain()
{
    LogRequest request = m_request; // "as detected": what it says itself
    if (m_sessions->currentText() != m_sessions->itemText(0)) {
        const auto key = SessionKey::parse(m_sessions->currentText().trimmed().toStdString());
        if (!key)
            return fail(toText(key.error().text));
        request.reading.sessionKey = *key;
    }
    m_answer->clear();
    m_log->clear();
    m_problem->clear();
    m_tabs->setCurrentWidget(m_log);
    m_status->setText(tr("Reading …"));
    m_progress->setRange(0, 0);
    m_inquiry->read(request);
    showState();
}

// As if the profile said so in trace.drop_parameters, until another log is opened.
void LogDialog::leaveOut(const std::vector<std::string> &parameters)
{
    std::vector<std::string> &dropped = m_request.reading.dropParameters;
    dropped.insert(dropped.end(), parameters.begin(), parameters.end());
    readAgain();
}

// Nobody is held back: what comes without prefetching is simulated beside it.
SettingsValues LogDialog::simulated() const
{
    SettingsValues values = m_settings();
    values[Param::PrefetchEnabled] = 1;
    values[Param::HoldbackShare] = 0;
    return values;
}

void LogDialog::runSweep()
{
    if (!m_inquiry->trace() || m_inquiry->isBusy())
        return;
    const auto param = static_cast<Param>(m_param->currentData().toInt());
    const std::string sweep =
        std::string(info(param).id) + "=" + m_values->text().remove(u' ').toStdString();
    Result<SimulationPlan> plan = planSweep(simulated(), {sweep}, m_request.origin.seed);
    if (!plan) {
        m_values->setFocus();
        return fail(toText(plan.error().text));
    }
    plan->keepPartial = false;
    m_problem->clear();
    m_answer->clear();
    m_status->setText(tr("Simulating …"));
    m_progress->setRange(0, 1000);
    m_progress->setValue(0);
    m_inquiry->sweep(std::move(*plan));
    showState();
    m_cancel->setFocus();
}

void LogDialog::cancel()
{
    m_inquiry->cancel();
    m_status->setText(m_inquiry->trace() ? tr("Cancelled. The sweep can be run again.")
                                         : tr("Cancelled before all of the log was read."));
    showState();
}

void LogDialog::fail(const QString &text)
{
    m_problem->setText(tr("✕ %1").arg(text));
    m_problem->setAccessibleName(m_problem->text());
    if (!m_inquiry->isBusy())
        m_status->clear();
    showState();
}

void LogDialog::tell(const QString &text)
{
    m_status->setText(text);
}

void LogDialog::showState()
{
    const bool busy = m_inquiry->isBusy();
    m_cancel->setEnabled(busy);
    m_progress->setVisible(busy);
    m_run->setEnabled(!busy && m_inquiry->trace());
    m_problem->setVisible(!m_problem->text().isEmpty());
}

void LogDialog::setTheme(const Theme &theme)
{
    m_theme = theme;
    m_answer->setTheme(theme);
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, theme.bad);
    m_problem->setPalette(colours);
}

void LogDialog::saveReport()
{
    const SimulationResult *result = m_inquiry->result();
    if (!result)
        return;
    const QFileInfo log(toText(m_request.path));
    const QString suggested =
        log.dir().filePath(QStringLiteral("forefetch-%1.html").arg(log.completeBaseName()));
    QString path = m_choose(suggested, tr("HTML report (*.html)"));
    if (path.isEmpty())
        return;
    if (QFileInfo(path).suffix().isEmpty())
        path += QStringLiteral(".html");
    const std::string html =
        simulationHtml({m_request.path, *m_inquiry->trace(), m_inquiry->plan(), *result});
    const QString trouble = saveFile(path, QByteArray::fromStdString(html));
    if (!trouble.isEmpty())
        return fail(trouble);
    m_status->setText(tr("Saved to %1").arg(QDir::toNativeSeparators(path)));
}

// Escape cancels what goes on first.
void LogDialog::reject()
{
    if (m_inquiry->isBusy())
        return cancel();
    QDialog::reject();
}

void LogDialog::hideEvent(QHideEvent *event)
{
    if (!event->spontaneous() && m_inquiry->isBusy())
        cancel();
    QDialog::hideEvent(event);
}

QString LogDialog::problem() const
{
    return m_problem->text();
}

QString LogDialog::status() const
{
    return m_status->text();
}

} // namespace forefetch
