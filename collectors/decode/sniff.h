#pragma once

#include <string_view>

#include "rules/model/result.h"

namespace planwatch {

// What bytes are by their first look, whatever their name says.
enum class Content {
  empty,  // nothing, or white space only
  html,   // a web page: login pages, error pages, "Excel" exports that are pages
  ole,    // compound file: .xls, WPS .et, or a workbook with a password
  biff,   // .xls of the nineties, without the compound file around it
  zip,    // .xlsx and many others
  pdf,
  xml,
  json,
  text,
};
Content sniff(std::string_view bytes);

// The error that `wanted` (CSV, JSON, XLSX, ODS, XLS, XML) was expected and `content` came: says
// what it is and what to do about it. `bytes` tell what a compound file is: a workbook with a
// password, a text document, an .xls.
Error not_what_it_says(Content content, std::string_view wanted, std::string_view bytes);

// A compound file that is called .et or .ett is WPS's own format: refused with the way to convert
// it. It resembles .xls, but nobody vouches that what stands in it means the same. `name` is a
// file's name or path; one without such an ending, or another content, passes.
Result<void> check_not_wps(std::string_view name, std::string_view bytes);

}  // namespace planwatch
