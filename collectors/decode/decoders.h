#pragma once

#include <string_view>

#include "collectors/decode/table.h"
#include "rules/model/feed_format.h"

namespace planwatch {

// One function a format; `decode` chooses by the description's type. A new format adds its line
// here, its description to rules/model/feed_format.h and its words to config/feeds.

// One table, Addressing::line. Rows carry the line on which they begin; ragged rows stay ragged,
// blank lines are left out. A first line "sep=;", as Excel knows it, gives the separator and is no
// row.
Result<Document> decode_as(std::string_view bytes, const CsvFormat& format,
                           const FeedLimits& limits);

// One table, Addressing::pointer: the array at JsonFormat::rows, of objects or of arrays. Objects
// and arrays inside a row are flattened into columns; null is an empty cell. The whole document is
// checked, what stands beside the rows included: a key that occurs twice in one object, bad
// nesting or an end that comes too early is an error with its place, never a partial table.
Result<Document> decode_as(std::string_view bytes, const JsonFormat& format,
                           const FeedLimits& limits);

// Workbooks: one table, Addressing::sheet, the sheet that the format names. Numbers of .ods keep
// every digit that is written, those of .xlsx and .xls are doubles at 15 digits. With all_sheets
// instead of a name .xlsx gives every worksheet, hidden ones included, within the limits together;
// decode_all_sheets (any_table.h) does so for all of them.
inline constexpr const char* all_sheets = "*";  // no sheet can be called so
Result<Document> decode_as(std::string_view bytes, const XlsxFormat& format,
                           const FeedLimits& limits);
Result<Document> decode_as(std::string_view bytes, const OdsFormat& format,
                           const FeedLimits& limits);
Result<Document> decode_as(std::string_view bytes, const XlsFormat& format,
                           const FeedLimits& limits);

// One table, Addressing::pointer: the elements at XmlFormat::rows; what is inside them is
// flattened into columns as with JSON; elements of one name side by side are numbered in every
// row, /item/0. No document types, no entities but the five of XML.
Result<Document> decode_as(std::string_view bytes, const XmlFormat& format,
                           const FeedLimits& limits);

// What the content shows, by sniff.h.
Result<Document> decode_as(std::string_view bytes, const AnyTableFormat& format,
                           const FeedLimits& limits);

}  // namespace planwatch
