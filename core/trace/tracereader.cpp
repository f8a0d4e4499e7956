// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/tracereader.h"

#include "core/trace/combinedparser.h"
#include "core/trace/detectformat.h"
#include "core/trace/harreader.h"
#include "core/trace/jsonlineparser.h"
#include "core/trace/linereader.h"
#include "core/trace/tableparser.h"

#include <algorithm>
#include <array>

namespace forefetch {

namespace {

constexpr std::array<std::string_view, 5> kNames{"Combined Log Format", "JSON lines", "HAR", "CSV",
                                                 "TSV"};
constexpr std::array<std::string_view, 5> kWords{"combined", "json", "har", "csv", "tsv"};

std::string_view firstLineOf(std::string_view head)
{
    std::string_view line = head.substr(0, head.find('\n'));
    if (line.ends_with('\r'))
        line.remove_suffix(1);
    return line;
}

Error unknownFormat(const std::string &source, std::string_view head)
{
    if (head.empty())
        return {ErrorCode::Corrupt, source + " is empty: there is no log in it"};
    if (head.starts_with("\xff\xfe") || head.starts_with("\xfe\xff"))
        return {ErrorCode::Unsupported, source + " is UTF-16; logs are read as UTF-8: convert it"};
    std::string line(firstLineOf(head).substr(0, 120));
    for (char &c : line)
        if (static_cast<unsigned char>(c) < ' ' || c == '\x7f')
            c = '?';
    return {ErrorCode::Corrupt,
            source +
                ": the first line is in no format that is known (Common or Combined Log "
                "Format, JSON lines, HAR 1.2, CSV or TSV with a header that names a time and "
                "a URL): " +
                line};
}

Result<std::unique_ptr<LineParser>> parserFor(TraceFormat format, std::string_view head,
                                              FieldMap fields)
{
    if (format == TraceFormat::Combined)
        return std::unique_ptr<LineParser>(std::make_unique<CombinedParser>());
    if (format == TraceFormat::JsonLines)
        return std::unique_ptr<LineParser>(std::make_unique<JsonLineParser>(std::move(fields)));
    const std::string_view header = firstLineOf(head);
    const char separator = format == TraceFormat::Tsv ? '\t' : separatorOf(header);
    auto table = TableParser::from(header, separator == '\0' ? ',' : separator, fields);
    if (!table)
        return table.error();
    return std::unique_ptr<LineParser>(std::move(table.value()));
}

Result<std::unique_ptr<TraceReader>> openLines(std::unique_ptr<LineSource> lines,
                                               const TraceOptions &options, FieldMap fields,
                                               TraceFormat format, TraceReport begun)
{
    std::string_view head = lines->head();
    auto parser = parserFor(format, head, std::move(fields));
    if (!parser)
        return Error{parser.error().code, begun.source + ": " + parser.error().text};
    const bool hasHeader = format == TraceFormat::Csv || format == TraceFormat::Tsv;
    if (hasHeader)
        head.remove_prefix(std::min(head.size(), head.find('\n')));
    const TraceShape shape = shapeOf(head, **parser);
    auto intake = std::make_unique<TraceIntake>(options, shape, std::move(begun));
    if (hasHeader) {
        std::span<char> header;
        lines->next(header);
    }
    return std::unique_ptr<TraceReader>(std::make_unique<LineReader>(
        std::move(lines), std::move(parser.value()), std::move(intake)));
}

// A cookie or header that tells clients apart, as a field of a log.
std::vector<std::pair<std::string, std::string>> toldFields(const TraceOptions &options)
{
    auto told = options.fields;
    if (!options.sessionKey || options.sessionKey->kind == SessionKey::Kind::AddressAndAgent)
        return told;
    const bool cookie = options.sessionKey->kind == SessionKey::Kind::Cookie;
    std::string field = (cookie ? "cookie_" : "http_") + options.sessionKey->name;
    if (!cookie)
        std::ranges::transform(field, field.begin(), [](char c) {
            return c == '-' ? '_' : c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        });
    told.emplace_back("user", std::move(field));
    return told;
}

Result<std::unique_ptr<TraceReader>> openSource(std::unique_ptr<ByteSource> bytes,
                                                const TraceOptions &options, std::string name)
{
    Result<FieldMap> fields = FieldMap::from(toldFields(options));
    if (!fields)
        return fields.error();
    if (options.onBytes)
        bytes = watchedSource(std::move(bytes), options.onBytes);
    Result<PlainSource> plain = plainSource(std::move(bytes), name);
    if (!plain)
        return plain.error();
    auto lines = std::make_unique<LineSource>(std::move(plain->source));
    const std::string_view head = lines->head();
    if (head.empty() && lines->error())
        return *lines->error();
    const auto format = options.format ? options.format : detectFormat(head, *fields);
    if (!format || head.empty())
        return unknownFormat(name, head);
    TraceReport begun;
    begun.source = std::move(name);
    begun.format = nameOf(*format);
    begun.compression = std::move(plain->compression);
    if (*format == TraceFormat::Har)
        return HarReader::open(*lines, options, std::move(begun));
    return openLines(std::move(lines), options, std::move(*fields), *format, std::move(begun));
}

} // namespace

std::string_view nameOf(TraceFormat format)
{
    return kNames[static_cast<std::size_t>(format)];
}

Result<TraceFormat> traceFormatFrom(std::string_view word)
{
    const auto *at = std::ranges::find(kWords, word);
    if (at == kWords.end())
        return invalid("\"" + std::string(word) +
                       "\" is no format of a log; these are: combined, json, har, csv, tsv");
    return static_cast<TraceFormat>(at - kWords.begin());
}

Result<std::unique_ptr<TraceReader>> openTrace(const std::string &path, const TraceOptions &options)
{
    Result<std::unique_ptr<ByteSource>> file = openFileSource(path);
    if (!file)
        return file.error();
    return openSource(std::move(file.value()), options, path == "-" ? "standard input" : path);
}

Result<std::unique_ptr<TraceReader>> openTraceText(std::string bytes, std::string source,
                                                   const TraceOptions &options)
{
    return openSource(memorySource(std::move(bytes)), options, std::move(source));
}

} // namespace forefetch
