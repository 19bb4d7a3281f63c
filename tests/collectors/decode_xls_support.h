#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace planwatch::decode_test {

// Little endian, `bytes` long.
std::string binary(std::uint64_t value, int bytes);
std::string binary_double(double value);

// A BIFF8 record.
std::string record(unsigned type, const std::string& data);

// Cells at a row and column counted from 0, in cell format `format`: 0 General, 1 0.0% (custom
// 164), 2 percent (builtin 10), 3 date (builtin 14), 4 yyyy"年"m"月" (custom 165).
std::string xls_number(unsigned row, unsigned column, double value, unsigned format = 0);
std::string xls_packed(unsigned row, unsigned column, std::uint32_t packed, unsigned format = 0);
std::string xls_text(unsigned row, unsigned column, unsigned index);  // of the shared texts
std::string xls_error(unsigned row, unsigned column, unsigned code);
std::string xls_boolean(unsigned row, unsigned column, bool truth);
// `result` are the eight bytes of the stored result.
std::string xls_formula(unsigned row, unsigned column, const std::string& result,
                        unsigned format = 0);
std::string xls_dimensions(unsigned rows, unsigned columns);

struct XlsSheetToWrite {
  std::string name;     // ASCII
  std::string records;  // between the sheet's begin and end
  unsigned state = 0;   // 1 hidden, 2 very hidden
  unsigned type = 0;    // 0 worksheet, 1 macros, 2 chart
  unsigned rows = 10;   // as the sheet claims
  unsigned columns = 10;
};
struct XlsToWrite {
  std::vector<XlsSheetToWrite> sheets;
  std::vector<std::u16string> texts;
  bool date1904 = false;
  std::string more_globals;  // records
  unsigned version = 0x0600;
};
// The stream "Workbook", and the compound file around a stream.
std::string xls_stream(const XlsToWrite& book);
std::string compound_file(const std::string& stream, const std::string& name = "Workbook");
std::string xls_of(const XlsToWrite& book);
// One sheet "Sheet1" with these records.
std::string xls_of(const std::string& records, std::vector<std::u16string> texts = {});

}  // namespace planwatch::decode_test
