#pragma once

#include <string>
#include <vector>

#include "collectors/extract/header.h"

namespace planwatch {

bool is_blank_row(const TableRow& row);
// One text for the whole row (a title), or 单位：… somewhere in it, or "word: …" in every cell.
bool is_title_row(const TableRow& row);
// 件 of the row's "单位：件"; empty when there is none or it lists several units.
std::string stated_unit(const TableRow& row);
// Only units and blanks, or what a merged header repeats: (%), （件）.
bool is_units_row(const TableRow& row, const std::vector<std::string>& names);
// Levels begin .. begin + levels - 1 of each column, joined with '/', blanks and repeats left out.
std::vector<std::string> joined_names(const Table& table, std::size_t begin, std::size_t levels);

}  // namespace planwatch
