// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/arch/rules.h"

#include <map>
#include <regex>
#include <set>

namespace forefetch::arch {

namespace {

enum Ban : unsigned { Objects = 1, Sockets = 2, Threads = 4, QtNetwork = 8 };

// The table of ARCHITECTURE: which folder of core may not use what.
const std::map<std::string, unsigned> kBans{
    {"time", QtNetwork | Threads},
    {"settings", Threads | Sockets},
    {"request", Objects | Threads | Sockets},
    {"metrics", Objects | Sockets},
    {"trace", Sockets},
    {"predict", Objects | Threads | Sockets},
    {"queue", Objects | Sockets},
    {"cache", Objects},
    {"schedule", Objects | Threads | Sockets},
    {"tune", Objects | Threads | Sockets},
    {"simulate", Sockets},
};

const std::regex kSocketHeader(
    R"(^(QtNetwork(/.*)?|Q(Tcp|Udp|Local|Ssl|Sctp|Network|Host|Dns|Http|WebSocket)\w*|QAbstractSocket)"
    R"(|sys/(socket|un)\.h|netinet/.*|arpa/.*|netdb\.h|boost/asio.*|curl/.*)$)");
const std::regex kQtNetworkHeader(
    R"(^(QtNetwork(/.*)?|Q(Tcp|Udp|Local|Ssl|Sctp|Network|Host|Dns|Http)\w*|QAbstractSocket)$)");
const std::regex kWidgetHeader(
    R"(^(Qt(Gui|Widgets|Charts|Svg|OpenGL|Quick|Qml)(/.*)?|QWidget|Q(Gui)?Application|QMainWindow)"
    R"(|QDialog|QDockWidget|QLabel|QPainter\w*|QPixmap|QImage|QColor|QFont\w*|QIcon|QPalette|QStyle\w*)"
    R"(|QChart\w*|QGraphics\w*|Q(Table|Tree|List)(View|Widget)|QAction|QUndo\w*|QLayout|Q\w*SpinBox)"
    R"(|QSlider|Q\w*Button|QScreen|QWindow)$)");
const std::regex
    kObjectHeader(R"(^(QtCore/)?(QObject|QTimer|QThread|QEventLoop|QSocketNotifier)$)");
const std::regex kObjectWord(R"(\b(Q_OBJECT|Q_GADGET|QObject)\b)");
// Another thread's id or the number of cores is no thread of one's own.
const std::regex kThreadWord(
    R"(\bstd::(thread|jthread)\b(?!::)|\bstd::async\b|\bQThread\b(?!::)|\bQThread::create\b)"
    R"(|\bQThreadPool\b|\bQtConcurrent\b|\bpthread_create\b|\bmoveToThread\b)");
const std::regex kSocketWord(R"((^|[^\w:.>])::(socket|connect|bind|accept4?)\s*\()");
const std::regex kClockWord(
    R"(\b(system_clock|steady_clock|high_resolution_clock)::now\b|\bgettimeofday\b|\bclock_gettime\b)"
    R"(|\btime\s*\(\s*(nullptr|NULL|0|&\w+)\s*\)|\bQ(DateTime|Date|Time)::current\w+|\bQElapsedTimer\b)"
    R"(|\brandom_device\b|\bQRandomGenerator\b|\bgetrandom\b|\barc4random\w*|\bs?rand\s*\()");

void addWords(const File &file, const std::regex &words, const std::string &what,
              Findings &findings)
{
    const std::vector<std::string> lines = linesOf(codeOf(file.text));
    for (std::size_t i = 0; i < lines.size(); ++i) {
        std::smatch match;
        if (std::regex_search(lines[i], match, words))
            findings.push_back({file.path, static_cast<int>(i + 1), what + ": " + match.str()});
    }
}

void addHeaders(const File &file, const std::regex &headers, const std::string &what,
                Findings &findings)
{
    for (const Include &include : includesOf(file.text))
        if (std::regex_match(include.name, headers))
            findings.push_back({file.path, include.line, what + ": <" + include.name + ">"});
}

} // namespace

Findings bannedFindings(const Tree &tree)
{
    Findings findings;
    for (const File &file : tree.files) {
        if (!isCpp(file.path) || !file.path.starts_with("core/"))
            continue;
        addHeaders(file, kWidgetHeader, "widgets", findings);
        const auto bans = kBans.find(folderOf(file.path));
        const unsigned banned = bans == kBans.end() ? 0 : bans->second;
        if (banned & Objects) {
            addHeaders(file, kObjectHeader, "QObject", findings);
            addWords(file, kObjectWord, "QObject", findings);
        }
        if (banned & Sockets) {
            addHeaders(file, kSocketHeader, "sockets", findings);
            addWords(file, kSocketWord, "sockets", findings);
        }
        if (banned & QtNetwork)
            addHeaders(file, kQtNetworkHeader, "Qt Network", findings);
        if (banned & Threads)
            addWords(file, kThreadWord, "a thread of its own", findings);
    }
    return findings;
}

Findings clockFindings(const Tree &tree)
{
    Findings findings;
    for (const File &file : tree.files) {
        const bool ours = file.path.starts_with("core/") || file.path.starts_with("ui/");
        if (ours && isCpp(file.path) && !file.path.starts_with("core/time/"))
            addWords(file, kClockWord, "time and chance are arguments", findings);
    }
    return findings;
}

} // namespace forefetch::arch
