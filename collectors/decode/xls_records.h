#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace planwatch {

// Walks over the records of a BIFF8 stream: a number, a length, and that many bytes.
class XlsRecords {
 public:
  XlsRecords(std::string_view stream, std::size_t offset) : stream_(stream), at_(offset) {}

  // False at the end of the stream, and where a record does not fit into it: then `cut`.
  bool next();
  std::uint32_t type() const { return type_; }
  std::string_view data() const { return data_; }
  bool cut() const { return cut_; }

 private:
  std::string_view stream_;
  std::size_t at_;
  std::uint32_t type_ = 0;
  std::string_view data_;
  bool cut_ = false;
};

namespace xls {  // numbers of records, [MS-XLS] section 2.3
inline constexpr std::uint32_t formula = 0x0006;
inline constexpr std::uint32_t end = 0x000A;
inline constexpr std::uint32_t date_mode = 0x0022;
inline constexpr std::uint32_t file_password = 0x002F;
inline constexpr std::uint32_t continued = 0x003C;
inline constexpr std::uint32_t bound_sheet = 0x0085;
inline constexpr std::uint32_t many_numbers = 0x00BD;
inline constexpr std::uint32_t rich_text = 0x00D6;
inline constexpr std::uint32_t cell_format = 0x00E0;
inline constexpr std::uint32_t merged_cells = 0x00E5;
inline constexpr std::uint32_t shared_texts = 0x00FC;
inline constexpr std::uint32_t shared_text = 0x00FD;
inline constexpr std::uint32_t dimensions = 0x0200;
inline constexpr std::uint32_t number = 0x0203;
inline constexpr std::uint32_t label = 0x0204;
inline constexpr std::uint32_t boolean_or_error = 0x0205;
inline constexpr std::uint32_t text_result = 0x0207;
inline constexpr std::uint32_t row = 0x0208;
inline constexpr std::uint32_t packed_number = 0x027E;
inline constexpr std::uint32_t number_format = 0x041E;
inline constexpr std::uint32_t begin = 0x0809;
}  // namespace xls

// `characters` of one or two bytes each (little endian); what does not fit into `bytes` is left
// out, halves of pairs become U+FFFD.
std::string xls_text(std::string_view bytes, std::size_t characters, bool wide);

}  // namespace planwatch
