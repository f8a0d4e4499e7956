// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/knobspanel.h"

#include "core/schedule/prefetchrules.h"
#include "ui/controls/knobrow.h"
#include "ui/controls/rulesbutton.h"
#include "ui/controls/settingcommand.h"
#include "ui/controls/switch.h"
#include "ui/models/coretexts.h"

#include <QApplication>
#include <QComboBox>
#include <QFile>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSaveFile>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QUndoStack>
#include <QVBoxLayout>

namespace forefetch {

namespace {

QString toText(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QString takenMnemonics()
{
    //: The letters that & marks in the names of the menus and of the buttons above the settings,
    //: in capitals: the settings take others.
    return KnobsPanel::tr("FEVHAPOLSURTW");
}

std::string_view groupOf(const ParamInfo &row)
{
    return row.id.substr(0, row.id.find('.'));
}

QPushButton *button(const QString &text, const QString &name, QWidget *parent)
{
    auto *made = new QPushButton(text, parent);
    made->setAccessibleName(name);
    made->setMinimumHeight(space::target);
    made->setAutoDefault(false);
    return made;
}

} // namespace

KnobsPanel::KnobsPanel(Settings &settings, QUndoStack &undo, QWidget *parent)
    : QWidget(parent), m_settings(settings), m_undo(undo), m_revision(settings.revision()),
      m_usedMnemonics(takenMnemonics())
{
    setAccessibleName(tr("Settings"));
    setProperty("helpTopic", QStringLiteral("knobs"));
    for (const std::string_view name : builtInProfiles()) {
        const auto profile = loadProfile(name);
        m_builtIn.push_back(profile ? profile->values : SettingsValues{});
    }
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, space::medium, 0, 0);
    column->setSpacing(space::medium);
    column->addWidget(buildTop());
    column->addWidget(buildProfiles());
    column->addWidget(buildUndo());
    m_message = new QLabel(this);
    m_message->setWordWrap(true);
    m_message->setTextFormat(Qt::PlainText);
    m_message->setContentsMargins(space::large, 0, space::large, 0);
    m_message->hide();
    column->addWidget(m_message);
    column->addWidget(buildGroups(), 1);
    setTheme(Theme::fromSystem(palette()));
    showProfile();
}

QWidget *KnobsPanel::buildTop()
{
    auto *top = new QWidget(this);
    auto *line = new QHBoxLayout(top);
    line->setContentsMargins(space::large, 0, space::large, 0);
    auto *label = new QLabel(tr("&Prefetch"), top);
    m_prefetch = label;
    const ParamInfo &row = info(Param::PrefetchEnabled);
    m_switch = new Switch(top);
    m_switch->setLarge(true);
    m_switch->setChecked(m_settings.enabled(Param::PrefetchEnabled));
    m_switch->setAccessibleName(tr("Prefetch"));
    m_switch->setProperty("helpTopic", toText(row.id));
    m_switch->setAccessibleDescription(helpText(row.param));
    m_switch->setToolTip(helpText(row.param));
    label->setBuddy(m_switch);
    line->addWidget(label);
    line->addStretch(1);
    line->addWidget(m_switch);
    connect(m_switch, &Switch::toggled, this,
            [this](bool on) { change(Param::PrefetchEnabled, on ? 1 : 0, 0); });
    return top;
}

void KnobsPanel::switchPrefetch()
{
    m_switch->setChecked(!m_switch->isChecked());
}

QWidget *KnobsPanel::buildProfiles()
{
    auto *bar = new QWidget(this);
    auto *line = new QHBoxLayout(bar);
    line->setContentsMargins(space::large, 0, space::large, 0);
    line->setSpacing(space::medium);
    auto *label = new QLabel(tr("Pr&ofile"), bar);
    m_profiles = new QComboBox(bar);
    for (const std::string_view name : builtInProfiles())
        m_profiles->addItem(toText(name));
    m_profiles->setPlaceholderText(tr("own values"));
    m_profiles->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_profiles->setMinimumContentsLength(8);
    m_profiles->setAccessibleName(tr("Profile"));
    m_profiles->setProperty("helpTopic", QStringLiteral("profiles"));
    m_profiles->setFocusPolicy(Qt::StrongFocus);
    m_profiles->setMinimumHeight(space::target);
    label->setBuddy(m_profiles);
    QPushButton *load = button(tr("&Load…"), tr("Load a profile from a file"), bar);
    QPushButton *save = button(tr("&Save…"), tr("Save the values as a profile"), bar);
    line->addWidget(label);
    line->addWidget(m_profiles, 1);
    line->addWidget(load);
    line->addWidget(save);
    connect(m_profiles, &QComboBox::activated, this, &KnobsPanel::chooseProfile);
    connect(load, &QPushButton::clicked, this, &KnobsPanel::askLoad);
    connect(save, &QPushButton::clicked, this, &KnobsPanel::askSave);
    return bar;
}

QWidget *KnobsPanel::buildUndo()
{
    auto *bar = new QWidget(this);
    auto *line = new QHBoxLayout(bar);
    line->setContentsMargins(space::large, 0, space::large, 0);
    line->setSpacing(space::medium);
    QPushButton *undo = button(tr("↶ &Undo"), tr("Undo the last change"), bar);
    QPushButton *redo = button(tr("↷ &Redo"), tr("Redo the change"), bar);
    undo->setObjectName(QStringLiteral("undo"));
    redo->setObjectName(QStringLiteral("redo"));
    line->addWidget(undo, 1);
    line->addWidget(redo, 1);
    undo->setEnabled(m_undo.canUndo());
    redo->setEnabled(m_undo.canRedo());
    for (QPushButton *each : {undo, redo})
        connect(each, &QPushButton::clicked, this, &KnobsPanel::changing);
    connect(undo, &QPushButton::clicked, &m_undo, &QUndoStack::undo);
    connect(redo, &QPushButton::clicked, &m_undo, &QUndoStack::redo);
    connect(&m_undo, &QUndoStack::canUndoChanged, undo, &QWidget::setEnabled);
    connect(&m_undo, &QUndoStack::canRedoChanged, redo, &QWidget::setEnabled);
    connect(&m_undo, &QUndoStack::undoTextChanged, undo, &QWidget::setToolTip);
    connect(&m_undo, &QUndoStack::redoTextChanged, redo, &QWidget::setToolTip);
    connect(&m_undo, &QUndoStack::indexChanged, this, &KnobsPanel::refresh);
    return bar;
}

QWidget *KnobsPanel::buildGroups()
{
    auto *area = new QScrollArea(this);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFocusPolicy(Qt::NoFocus); // the rows in it have it, and scroll it along
    auto *inside = new QWidget(area);
    auto *column = new QVBoxLayout(inside);
    column->setContentsMargins(space::large, 0, space::large, space::large);
    column->setSpacing(space::medium);
    std::string_view group;
    for (const ParamInfo &row : parameterTable()) {
        if (row.param == Param::PrefetchEnabled)
            continue; // on top
        if (groupOf(row) != group) {
            group = groupOf(row);
            auto *title = new QLabel(groupText(group), inside);
            QFont bold = title->font();
            bold.setBold(true);
            title->setFont(bold);
            title->setContentsMargins(0, space::medium, 0, space::small);
            m_titles.push_back(title);
            column->addWidget(title);
        }
        addRow(row, column);
    }
    column->addStretch(1);
    area->setWidget(inside);
    area->setMinimumWidth(inside->minimumSizeHint().width() + space::large);
    return area;
}

void KnobsPanel::addRow(const ParamInfo &row, QBoxLayout *column)
{
    auto *made = new KnobRow(row, withMnemonic(labelText(row.param)));
    made->setObjectName(toText(row.id));
    made->setValue(m_settings.number(row.param));
    column->addWidget(made);
    m_rows.push_back(made);
    connect(made, &KnobRow::edited, this, [this, param = row.param](double value, int gesture) {
        change(param, value, gesture);
    });
}

// The first letter of the label that nothing in the panel has yet; the first one when all are
// taken, which Qt then steps through.
QString KnobsPanel::withMnemonic(const QString &label)
{
    qsizetype place = 0;
    for (qsizetype i = 0; i < label.size(); ++i) {
        const QChar letter = label[i].toUpper();
        if (letter.isLetter() && !m_usedMnemonics.contains(letter)) {
            m_usedMnemonics.append(letter);
            place = i;
            break;
        }
    }
    return label.left(place) + QLatin1Char('&') + label.mid(place);
}

void KnobsPanel::change(Param param, double value, int gesture)
{
    m_message->hide();
    Q_EMIT changing();
    m_undo.push(new SettingCommand(m_settings, param, value, gesture));
    refresh();
}

void KnobsPanel::chooseProfile(int index)
{
    m_message->hide();
    Q_EMIT changing();
    const SettingsValues &values = m_builtIn[static_cast<std::size_t>(index)];
    if (values != m_settings.values())
        m_undo.push(new ProfileCommand(m_settings, values, m_profiles->itemText(index)));
    refresh();
}

void KnobsPanel::refresh()
{
    if (m_revision == m_settings.revision())
        return;
    m_revision = m_settings.revision();
    for (KnobRow *row : m_rows)
        row->setValue(m_settings.number(row->param()));
    const QSignalBlocker quiet(m_switch);
    m_switch->setChecked(m_settings.enabled(Param::PrefetchEnabled));
    showProfile();
}

void KnobsPanel::showProfile()
{
    const SettingsValues values = m_settings.values();
    int found = -1;
    for (std::size_t i = 0; i < m_builtIn.size() && found < 0; ++i) {
        if (m_builtIn[i] == values)
            found = static_cast<int>(i);
    }
    m_profiles->setCurrentIndex(found);
}

void KnobsPanel::setProfile(const Profile &profile)
{
    m_profile = profile;
}

Result<void> KnobsPanel::loadFile(const QString &path)
{
    const auto profile = loadProfile(QFile::encodeName(path).toStdString());
    if (!profile)
        return profile.error();
    m_profile = *profile;
    Q_EMIT changing();
    if (profile->values != m_settings.values()) {
        const QString name = path.section(QLatin1Char('/'), -1);
        m_undo.push(new ProfileCommand(m_settings, profile->values, name));
    }
    if (m_rules && profile->rules != *m_rules->list())
        m_undo.push(new RulesCommand(*m_rules, profile->rules, tr("rules of the profile")));
    refresh();
    return {};
}

Result<void> KnobsPanel::saveFile(const QString &path)
{
    m_profile.values = m_settings.values();
    if (m_rules)
        m_profile.rules = *m_rules->list();
    const QByteArray text = QByteArray::fromStdString(writeProfile(m_profile));
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.commit())
        return Error{ErrorCode::Io,
                     (path + QStringLiteral(": ") + file.errorString()).toStdString()};
    return {};
}

void KnobsPanel::askLoad()
{
    const QString path = QFileDialog::getOpenFileName(this, tr("Load a profile"), {},
                                                      tr("Profiles (*.toml);;All files (*)"));
    if (!path.isEmpty())
        tell(loadFile(path));
}

void KnobsPanel::askSave()
{
    const QString path =
        QFileDialog::getSaveFileName(this, tr("Save the values as a profile"),
                                     QStringLiteral("profile.toml"), tr("Profiles (*.toml)"));
    if (!path.isEmpty())
        tell(saveFile(path));
}

void KnobsPanel::tell(const Result<void> &done)
{
    m_message->setVisible(!done);
    if (!done)
        m_message->setText(QStringLiteral("✕ ") + QString::fromStdString(done.error().text));
}

void KnobsPanel::setTheme(const Theme &theme)
{
    QFont large = QApplication::font();
    large.setPointSizeF(large.pointSizeF() * 1.3);
    large.setBold(true);
    m_prefetch->setFont(large);
    m_switch->setTheme(theme);
    for (KnobRow *row : m_rows)
        row->setTheme(theme);
    QPalette muted = palette();
    muted.setColor(QPalette::WindowText, theme.mutedText);
    for (QLabel *title : m_titles)
        title->setPalette(muted);
    QPalette bad = palette();
    bad.setColor(QPalette::WindowText, theme.bad);
    m_message->setPalette(bad);
}

} // namespace forefetch
