#include "tests/collectors/decode_xls_support.h"

#include <algorithm>
#include <bit>

namespace planwatch::decode_test {
namespace {

constexpr std::size_t sector = 512;
constexpr std::uint32_t end_of_chain = 0xFFFFFFFE;

std::string wide(const std::u16string& text) {
  std::string bytes;
  for (const char16_t c : text) bytes += binary(c, 2);
  return bytes;
}

std::string begin_record(unsigned version, unsigned kind) {
  return record(0x0809, binary(version, 2) + binary(kind, 2) + binary(0x0DBB, 2) +
                            binary(0x07CC, 2) + binary(0, 4) + binary(6, 4));
}

std::string format_record(unsigned id, const std::u16string& code) {
  return record(0x041E, binary(id, 2) + binary(code.size(), 2) + binary(1, 1) + wide(code));
}

std::string cell_format(unsigned format) {
  return record(0x00E0, binary(0, 2) + binary(format, 2) + std::string(16, '\0'));
}

std::string shared_texts(const std::vector<std::u16string>& texts) {
  std::string data = binary(texts.size(), 4) + binary(texts.size(), 4);
  for (const std::u16string& text : texts) {
    data += binary(text.size(), 2) + binary(1, 1) + wide(text);
  }
  return record(0x00FC, data);
}

std::string directory_entry(const std::string& name, unsigned type, std::uint32_t child,
                            std::uint32_t start, std::uint64_t size) {
  std::string entry;
  for (const char c : name) entry += binary(static_cast<unsigned char>(c), 2);
  const std::size_t length = name.empty() ? 0 : entry.size() + 2;
  entry.resize(64, '\0');
  entry += binary(length, 2) + binary(type, 1) + binary(1, 1);
  entry += binary(0xFFFFFFFF, 4) + binary(0xFFFFFFFF, 4) + binary(child, 4);
  entry += std::string(36, '\0') + binary(start, 4) + binary(size, 8);
  return entry;
}

std::string padded(std::string bytes, char with = '\0') {
  bytes.resize((bytes.size() + sector - 1) / sector * sector, with);
  return bytes;
}

}  // namespace

std::string binary(std::uint64_t value, int bytes) {
  std::string text;
  for (int i = 0; i < bytes; ++i) text += static_cast<char>((value >> (8 * i)) & 0xFF);
  return text;
}

std::string binary_double(double value) {
  return binary(std::bit_cast<std::uint64_t>(value), 8);
}

std::string record(unsigned type, const std::string& data) {
  return binary(type, 2) + binary(data.size(), 2) + data;
}

namespace {
std::string place(unsigned row, unsigned column, unsigned format) {
  return binary(row, 2) + binary(column, 2) + binary(format, 2);
}
}  // namespace

std::string xls_number(unsigned row, unsigned column, double value, unsigned format) {
  return record(0x0203, place(row, column, format) + binary_double(value));
}
std::string xls_packed(unsigned row, unsigned column, std::uint32_t packed, unsigned format) {
  return record(0x027E, place(row, column, format) + binary(packed, 4));
}
std::string xls_text(unsigned row, unsigned column, unsigned index) {
  return record(0x00FD, place(row, column, 0) + binary(index, 4));
}
std::string xls_error(unsigned row, unsigned column, unsigned code) {
  return record(0x0205, place(row, column, 0) + binary(code, 1) + binary(1, 1));
}
std::string xls_boolean(unsigned row, unsigned column, bool truth) {
  return record(0x0205, place(row, column, 0) + binary(truth ? 1 : 0, 1) + binary(0, 1));
}
std::string xls_formula(unsigned row, unsigned column, const std::string& result, unsigned format) {
  return record(0x0006, place(row, column, format) + result + std::string(8, '\0'));
}

std::string xls_dimensions(unsigned rows, unsigned columns) {
  return record(0x0200,
                binary(0, 4) + binary(rows, 4) + binary(0, 2) + binary(columns, 2) + binary(0, 2));
}

std::string xls_stream(const XlsToWrite& book) {
  std::string globals = begin_record(book.version, 5);
  globals += record(0x0042, binary(0x04B0, 2));
  globals += record(0x0022, binary(book.date1904 ? 1 : 0, 2)) + book.more_globals;
  globals += format_record(164, u"0.0%") + format_record(165, u"yyyy\"年\"m\"月\"");
  for (const unsigned format : {0u, 164u, 10u, 14u, 165u}) globals += cell_format(format);
  // Streams that are shorter than 4096 bytes would lie elsewhere in the compound file.
  globals += record(0x0900, std::string(4096, '\0'));
  std::size_t names = 0;
  for (const auto& sheet : book.sheets) names += 4 + 8 + sheet.name.size();
  const std::string texts = shared_texts(book.texts) + record(0x000A, "");
  std::size_t offset = globals.size() + names + texts.size();
  std::string bodies;
  for (const auto& sheet : book.sheets) {
    globals += record(0x0085, binary(offset + bodies.size(), 4) + binary(sheet.state, 1) +
                                  binary(sheet.type, 1) + binary(sheet.name.size(), 1) +
                                  binary(0, 1) + sheet.name);
    bodies += begin_record(book.version, 0x10) + xls_dimensions(sheet.rows, sheet.columns) +
              sheet.records + record(0x000A, "");
  }
  return globals + texts + bodies;
}

// Header; sector 0: the table of sectors, 1: the directory, then the stream.
std::string compound_file(const std::string& stream, const std::string& name) {
  std::string body = padded(stream);
  if (body.size() < 4096) body.resize(4096, '\0');
  const std::size_t sectors = body.size() / sector;
  std::string header = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + std::string(16, '\0');
  header += binary(0x3E, 2) + binary(3, 2) + binary(0xFFFE, 2) + binary(9, 2) + binary(6, 2);
  const std::size_t tables = (sectors + 2 + 126) / 127;  // its own sectors counted
  header += std::string(6, '\0') + binary(0, 4) + binary(tables, 4);
  header += binary(tables, 4) + binary(0, 4) + binary(4096, 4);
  header += binary(end_of_chain, 4) + binary(0, 4) + binary(end_of_chain, 4) + binary(0, 4);
  for (std::size_t i = 0; i < tables; ++i) header += binary(i, 4);
  header.resize(sector, '\xFF');
  std::string table;
  for (std::size_t i = 0; i < tables; ++i) table += binary(0xFFFFFFFD, 4);
  table += binary(end_of_chain, 4);
  for (std::size_t i = 1; i <= sectors; ++i) {
    table += binary(i == sectors ? end_of_chain : tables + 1 + i, 4);
  }
  table = padded(table, '\xFF');
  std::string directory =
      directory_entry("Root Entry", 5, 1, end_of_chain, 0) +
      directory_entry(name, 2, 0xFFFFFFFF, static_cast<std::uint32_t>(tables + 1),
                      std::max<std::size_t>(stream.size(), 4096));
  directory += directory_entry("", 0, 0xFFFFFFFF, 0, 0) + directory_entry("", 0, 0xFFFFFFFF, 0, 0);
  return header + table + directory + body;
}

std::string xls_of(const XlsToWrite& book) {
  return compound_file(xls_stream(book));
}

std::string xls_of(const std::string& records, std::vector<std::u16string> texts) {
  XlsToWrite book;
  book.sheets = {{"Sheet1", records}};
  book.texts = std::move(texts);
  return xls_of(book);
}

}  // namespace planwatch::decode_test
