#include "tests/collectors/decode_support.h"

#include <array>
#include <fmt/format.h>
#include <stdexcept>
#include <zip.h>

namespace planwatch::decode_test {
namespace {

constexpr std::string_view package_rels =
    R"(<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/>
</Relationships>)";

constexpr std::string_view workbook_rels =
    R"(<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>
<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>
<Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/>
</Relationships>)";

constexpr std::string_view styles =
    R"(<?xml version="1.0"?><styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
<numFmts count="2"><numFmt numFmtId="164" formatCode="0.0%"/><numFmt numFmtId="165" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/></numFmts>
<cellStyleXfs count="1"><xf numFmtId="9"/></cellStyleXfs>
<cellXfs count="6"><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="10"/><xf numFmtId="14"/><xf numFmtId="165"/><xf numFmtId="20"/></cellXfs>
</styleSheet>)";

std::string workbook_xml(bool date1904) {
  return fmt::format(
      R"(<?xml version="1.0" encoding="UTF-8"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><workbookPr{}/><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>)",
      date1904 ? R"( date1904="1")" : "");
}

std::string_view type_name(CellType type) {
  constexpr std::array<std::string_view, 7> names{"empty", "text",    "number", "percent",
                                                  "date",  "boolean", "error"};
  return names.at(static_cast<std::size_t>(type));
}

}  // namespace

std::string zip_of(const Parts& parts) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, &error);
  zip_source_keep(target);
  zip_t* archive = zip_open_from_source(target, ZIP_TRUNCATE, &error);
  if (archive == nullptr) throw std::runtime_error(zip_error_strerror(&error));
  for (const auto& [name, bytes] : parts) {
    zip_source_t* source = zip_source_buffer(archive, bytes.data(), bytes.size(), 0);
    if (zip_file_add(archive, name.c_str(), source, ZIP_FL_ENC_UTF_8) < 0) {
      throw std::runtime_error(zip_strerror(archive));
    }
  }
  if (zip_close(archive) != 0) throw std::runtime_error(zip_strerror(archive));
  std::string packed;
  zip_source_open(target);
  std::array<char, 65536> chunk;
  for (auto count = zip_source_read(target, chunk.data(), chunk.size()); count > 0;
       count = zip_source_read(target, chunk.data(), chunk.size())) {
    packed.append(chunk.data(), static_cast<std::size_t>(count));
  }
  zip_source_close(target);
  zip_source_free(target);
  return packed;
}

Parts workbook_parts(const std::string& body, const std::string& shared_strings, bool date1904) {
  const std::string main = R"(xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main")";
  return {
      {"[Content_Types].xml", "<Types/>"},
      {"_rels/.rels", std::string(package_rels)},
      {"xl/workbook.xml", workbook_xml(date1904)},
      {"xl/_rels/workbook.xml.rels", std::string(workbook_rels)},
      {"xl/styles.xml", std::string(styles)},
      {"xl/sharedStrings.xml",
       fmt::format("<?xml version=\"1.0\"?>\n<sst {}>{}</sst>", main, shared_strings)},
      {"xl/worksheets/sheet1.xml",
       fmt::format("<?xml version=\"1.0\"?>\n<worksheet {}>{}</worksheet>", main, body)},
  };
}

std::string workbook_of(const std::string& body, const std::string& shared_strings, bool date1904) {
  return zip_of(workbook_parts(body, shared_strings, date1904));
}

std::string sheet_of(const std::string& rows, const std::string& shared_strings, bool date1904) {
  return workbook_of("<sheetData>" + rows + "</sheetData>", shared_strings, date1904);
}

void replace_part(Parts& parts, std::string_view name, const std::string& bytes) {
  for (auto& [part, content] : parts) {
    if (part == name) content = bytes;
  }
}

void edit_part(Parts& parts, std::string_view name, std::string_view from, std::string_view to) {
  std::size_t edits = 0;
  for (auto& [part, content] : parts) {
    if (part != name) continue;
    for (std::size_t at = content.find(from); at != std::string::npos;
         at = content.find(from, at + to.size())) {
      content.replace(at, from.size(), to);
      ++edits;
    }
  }
  if (edits == 0) throw std::runtime_error("nothing to edit");
}

Result<Document> csv(std::string_view bytes, CsvFormat format, FeedLimits limits) {
  return decode(bytes, format, limits);
}

Result<Document> json(std::string_view bytes, std::string rows, FeedLimits limits) {
  return decode(bytes, JsonFormat{std::move(rows)}, limits);
}

Result<Document> xlsx(std::string_view bytes, std::string sheet, FeedLimits limits) {
  return decode(bytes, XlsxFormat{std::move(sheet)}, limits);
}

Parts ods_parts(const std::string& rows, const std::string& after) {
  const std::string content = fmt::format(
      R"(<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.3"><office:automatic-styles><style:style style:name="shown" style:family="table"><style:table-properties table:display="true"/></style:style><style:style style:name="hidden" style:family="table"><style:table-properties table:display="false"/></style:style></office:automatic-styles><office:body><office:spreadsheet><table:table table:name="表一" table:style-name="shown"><table:table-column table:number-columns-repeated="16384"/>{}</table:table>{}</office:spreadsheet></office:body></office:document-content>)",
      rows, after);
  return {{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"},
          {"content.xml", content},
          {"META-INF/manifest.xml", R"(<manifest:manifest xmlns:manifest="m"/>)"}};
}

std::string ods_of(const std::string& rows, const std::string& after) {
  return zip_of(ods_parts(rows, after));
}

Result<Document> ods(std::string_view bytes, std::string sheet, FeedLimits limits) {
  return decode(bytes, OdsFormat{std::move(sheet)}, limits);
}

Result<Document> xls(std::string_view bytes, std::string sheet, FeedLimits limits) {
  return decode(bytes, XlsFormat{std::move(sheet)}, limits);
}

Result<Document> xml(std::string_view bytes, std::string rows, FeedLimits limits) {
  return decode(bytes, XmlFormat{std::move(rows)}, limits);
}

std::vector<std::string> lines_of(const Result<Document>& document, bool types) {
  if (!document) return {"error: " + document.error().message};
  std::vector<std::string> lines;
  for (const TableRow& row : document->tables.at(0).rows) {
    std::string line = fmt::format("{}{}: ", row.hidden ? "!" : "", row.number);
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      const Cell& cell = row.cells[i];
      line += fmt::format("{}{}{}{}", i == 0 ? "" : "|", cell.merged ? "~" : "",
                          types ? fmt::format("{}:", type_name(cell.type)) : "", cell.text);
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

std::string error_of(const Result<Document>& document) {
  return document ? "" : document.error().message;
}

std::uint64_t XorShift::next() {
  state_ ^= state_ << 13;
  state_ ^= state_ >> 7;
  state_ ^= state_ << 17;
  return state_;
}

}  // namespace planwatch::decode_test
