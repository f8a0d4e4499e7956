// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/reportsvg.h"

#include "core/metrics/htmlwriter.h"

#include <QByteArray>
#include <QString>
#include <QXmlStreamReader>

#include <algorithm>
#include <array>

namespace forefetch {

namespace {

constexpr std::array<std::string_view, 17> kDrawing{
    "svg",     "g",    "path",  "rect", "line",     "polyline",       "polygon",        "circle",
    "ellipse", "text", "tspan", "defs", "clipPath", "linearGradient", "radialGradient", "stop",
    "pattern"};

std::string utf8(QStringView text)
{
    return text.toString().toStdString();
}

class Rewriter
{
public:
    Rewriter(std::string_view svg, std::string_view label, std::string_view prefix)
        : m_reader(QByteArray(svg.data(), static_cast<qsizetype>(svg.size()))), m_label(label),
          m_prefix(prefix)
    {
    }

    std::string run()
    {
        while (!m_reader.atEnd()) {
            switch (m_reader.readNext()) {
            case QXmlStreamReader::StartElement:
                start();
                break;
            case QXmlStreamReader::EndElement:
                m_out += "</" + utf8(m_reader.name()) + '>';
                --m_depth;
                break;
            case QXmlStreamReader::Characters:
                if (!m_reader.isWhitespace())
                    m_out += escapedHtml(utf8(m_reader.text()));
                break;
            default: // the prologue, comments
                break;
            }
        }
        return m_reader.hasError() ? std::string() : m_out;
    }

private:
    void start()
    {
        const std::string name = utf8(m_reader.name());
        const bool isRoot = m_depth == 0;
        if (isRoot && name != "svg") {
            m_reader.raiseError();
            return;
        }
        if (std::ranges::find(kDrawing, name) == kDrawing.end()) {
            m_reader.skipCurrentElement();
            return;
        }
        m_out += '<' + name;
        if (isRoot)
            m_out += " role=\"img\" aria-label=\"" + escapedHtml(m_label) + '"';
        for (const QXmlStreamAttribute &attribute : m_reader.attributes())
            put(attribute, isRoot);
        m_out += '>';
        ++m_depth;
    }

    void put(const QXmlStreamAttribute &attribute, bool isRoot)
    {
        const std::string name = utf8(attribute.name());
        std::string value = utf8(attribute.value());
        const bool qualified = !attribute.namespaceUri().isEmpty(); // xlink:href, xml:space
        const bool sized = isRoot && (name == "width" || name == "height" || name == "version" ||
                                      name == "baseProfile");
        if (qualified || sized || name == "href" || name == "style" || name == "src" ||
            name == "class" || name.starts_with("on"))
            return;
        if (name == "id")
            value.insert(0, m_prefix);
        if (!keepReferencesInside(value))
            return;
        m_out += ' ' + name + "=\"" + escapedHtml(value) + '"';
    }

    // url(#here) is a place in the picture; any other reference leads out of the file.
    bool keepReferencesInside(std::string &value) const
    {
        static constexpr std::string_view open = "url(";
        for (std::size_t at = value.find(open); at != std::string::npos;
             at = value.find(open, at + open.size())) {
            if (at + open.size() >= value.size() || value[at + open.size()] != '#')
                return false;
            value.insert(at + open.size() + 1, m_prefix);
        }
        return true;
    }

    QXmlStreamReader m_reader;
    std::string m_label;
    std::string m_prefix;
    std::string m_out;
    int m_depth = 0;
};

} // namespace

std::string inlineSvg(std::string_view svg, std::string_view label, std::string_view idPrefix)
{
    return Rewriter(svg, label, idPrefix).run();
}

} // namespace forefetch
