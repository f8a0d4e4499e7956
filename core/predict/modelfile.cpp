// SPDX-FileCopyrightText: 2026 The Forefetch authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/predict/modelfile.h"

#include <boost/crc.hpp>

#include <algorithm>
#include <istream>
#include <ostream>

namespace forefetch {

namespace {

constexpr std::string_view kMagic = "FFMODEL\n";
constexpr std::size_t kReadStep = 1 << 20;
constexpr std::size_t kLongestKind = 64;

class Checksum
{
public:
    void add(std::string_view bytes) { m_crc.process_bytes(bytes.data(), bytes.size()); }
    std::uint32_t value() const { return m_crc.checksum(); }

private:
    boost::crc_32_type m_crc;
};

Error corrupt(std::string text)
{
    return {ErrorCode::Corrupt, std::move(text)};
}

// Up to `bytes` from the stream; fewer at its end.
std::string readUpTo(std::istream &in, std::uint64_t bytes)
{
    std::string read;
    while (read.size() < bytes && in) {
        const std::size_t before = read.size();
        const auto step =
            static_cast<std::size_t>(std::min<std::uint64_t>(kReadStep, bytes - before));
        read.resize(before + step);
        in.read(read.data() + before, static_cast<std::streamsize>(step));
        read.resize(before + static_cast<std::size_t>(in.gcount()));
    }
    return read;
}

} // namespace

Result<void> writeModel(std::ostream &out, std::string_view kind, std::string_view payload)
{
    if (payload.size() > kLargestModel)
        return Error{ErrorCode::LimitExceeded,
                     "the model is larger than 2 GiB; lower predictor.max_memory"};
    ByteWriter head;
    head.number(kModelVersion, 4);
    head.text(kind);
    head.number(payload.size(), 8);
    Checksum checksum;
    checksum.add(head.bytes());
    checksum.add(payload);
    ByteWriter tail;
    tail.number(checksum.value(), 4);
    out << kMagic << head.bytes() << payload << tail.bytes();
    out.flush();
    if (!out)
        return Error{ErrorCode::Io, "the model could not be written; is the disk full?"};
    return {};
}

Result<std::string> readModel(std::istream &in, std::string_view kind)
{
    if (readUpTo(in, kMagic.size()) != kMagic)
        return corrupt("not a saved model: it does not begin with FFMODEL");
    Checksum checksum;
    const std::string fixed = readUpTo(in, 8);
    ByteReader head(fixed);
    const std::uint32_t version = head.number32();
    const std::uint32_t kindLength = head.number32();
    if (!head.ok())
        return corrupt("the saved model is cut off in its head");
    if (version > kModelVersion) {
        return Error{ErrorCode::Unsupported,
                     "the saved model has format version " + std::to_string(version) +
                         "; this program reads up to " + std::to_string(kModelVersion)};
    }
    if (version == 0 || kindLength > kLongestKind)
        return corrupt("the saved model is damaged in its head");
    const std::string rest = readUpTo(in, kindLength + 8);
    if (rest.size() != kindLength + 8)
        return corrupt("the saved model is cut off in its head");
    const std::string found = rest.substr(0, kindLength);
    const std::uint64_t length = ByteReader(std::string_view(rest).substr(kindLength)).number(8);
    if (found != kind) {
        return Error{ErrorCode::Unsupported, "the saved model is of kind '" + found + "', not '" +
                                                 std::string(kind) +
                                                 "'; choose that predictor.model"};
    }
    if (length > kLargestModel)
        return corrupt("the saved model claims more than 2 GiB: damaged");
    std::string payload = readUpTo(in, length);
    const std::string tail = readUpTo(in, 4);
    if (payload.size() != length || tail.size() != 4)
        return corrupt("the saved model is cut off: " + std::to_string(payload.size()) + " of " +
                       std::to_string(length) + " bytes are there");
    checksum.add(fixed);
    checksum.add(rest);
    checksum.add(payload);
    if (ByteReader(tail).number(4) != checksum.value())
        return corrupt("the saved model is damaged: its checksum does not match");
    if (in.peek() != std::istream::traits_type::eof())
        return corrupt("the saved model is damaged: bytes follow its end");
    return payload;
}

std::string modelKind(std::string_view head)
{
    if (!head.starts_with(kMagic))
        return {};
    ByteReader reader(head.substr(kMagic.size()));
    reader.number32(); // the version
    const std::string_view kind = reader.text();
    return std::string(kind.substr(0, kLongestKind));
}

void ByteWriter::number(std::uint64_t value, int bytes)
{
    for (int i = 0; i < bytes; ++i)
        m_bytes.push_back(static_cast<char>((value >> (8 * i)) & 0xff));
}

void ByteWriter::text(std::string_view text)
{
    number(text.size(), 4);
    raw(text);
}

std::string_view ByteReader::take(std::size_t bytes)
{
    if (!m_ok || bytes > m_bytes.size()) {
        m_ok = false;
        m_bytes = {};
        return {};
    }
    const std::string_view taken = m_bytes.substr(0, bytes);
    m_bytes.remove_prefix(bytes);
    return taken;
}

std::uint64_t ByteReader::number(int bytes)
{
    std::uint64_t value = 0;
    int shift = 0;
    for (const char c : take(static_cast<std::size_t>(bytes))) {
        value |= static_cast<std::uint64_t>(static_cast<unsigned char>(c)) << shift;
        shift += 8;
    }
    return value;
}

std::string_view ByteReader::text()
{
    return take(number32());
}

} // namespace forefetch
