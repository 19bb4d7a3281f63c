#include "tests/bench/collect_records.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fmt/format.h>
#include <memory>
#include <optional>
#include <vector>
#include <xlsxwriter.h>

#include "rules/model/date.h"
#include "rules/model/json_text.h"

namespace planwatch::bench {
namespace {

constexpr std::array<std::string_view, 6> causes = {"买卖合同", "民间借贷", "物业服务",
                                                    "劳动争议", "金融借款", "离婚纠纷"};
constexpr std::array<std::string_view, 8> judges = {"王建", "李敏", "张伟", "刘芳",
                                                    "陈静", "杨军", "赵磊", "周燕"};

// Buffered by us, so that writing costs little.
class File {
 public:
  explicit File(const std::string& path) : file_(std::fopen(path.c_str(), "wb")) {
    if (file_ == nullptr) std::abort();
  }
  ~File() {
    write();
    std::fclose(file_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  void add(std::string_view text) {
    text_ += text;
    if (text_.size() > (1U << 20U)) write();
  }

 private:
  void write() {
    if (std::fwrite(text_.data(), 1, text_.size(), file_) != text_.size()) std::abort();
    text_.clear();
  }
  std::FILE* file_;
  std::string text_;
};

std::string quoted(std::string_view text) {
  std::string made = "\"";
  for (const char c : text) {
    if (c == '"') made += '"';
    made += c;
  }
  return made + '"';
}

std::string note_of(std::uint64_t kind) {
  switch (kind) {
    case 0:
      return "送达，待补正";
    case 1:
      return "当事人称\"已付清\"，核实中";
    case 2:
      return "第一次开庭\n改期";
    default:
      return "分两期,已付一期";
  }
}

}  // namespace

std::uint64_t CaseGenerator::random() {
  state_ ^= state_ << 13U;
  state_ ^= state_ >> 7U;
  state_ ^= state_ << 17U;
  return state_ >> 11U;
}

void CaseGenerator::next(CaseRecord& record) {
  ++count_;
  const std::uint64_t court = below(courts.size());
  record.court = courts[court];
  record.number = fmt::format("甘{}民初{:07}", court_areas[court].substr(2), count_);
  record.cause = causes[below(causes.size())];
  const auto day = static_cast<int>(below(365));
  const Date filed = make_date(2025, 1, 1) + std::chrono::days(day);
  record.filed = to_string(filed);
  const bool closed = below(100) < 80;
  const auto days = static_cast<int>(1 + below(200));
  record.closed = closed ? to_string(filed + std::chrono::days(days)) : "";
  record.state = closed ? "已结" : "未结";
  record.amount = fmt::format("{}.{:02}", 1000 + below(99'000), below(100));
  record.judge = judges[below(judges.size())];
  record.procedure = below(3) == 0 ? "普通" : "简易";
  record.note = below(12) == 0 ? note_of(below(4)) : "";
  if (below(1000) == 0) record.filed = below(2) == 0 ? "待补" : "2025-02-30";
}

void write_csv(const std::string& path, std::uint64_t records) {
  File file(path);
  file.add("案号,承办法院,案由,立案日期,结案日期,状态,标的额(元),承办人,程序,备注\n");
  CaseGenerator generator;
  CaseRecord r;
  for (std::uint64_t i = 0; i < records; ++i) {
    generator.next(r);
    file.add(fmt::format("{},{},{},{},{},{},{},{},{},{}\n", r.number, r.court, r.cause, r.filed,
                         r.closed, r.state, r.amount, r.judge, r.procedure,
                         r.note.empty() ? "" : quoted(r.note)));
  }
}

void write_json(const std::string& path, std::uint64_t records) {
  File file(path);
  file.add(R"({"code":"200","data":{"list":[)");
  CaseGenerator generator;
  CaseRecord r;
  for (std::uint64_t i = 0; i < records; ++i) {
    generator.next(r);
    file.add(fmt::format(
        "{}\n{{\"no\":\"{}\",\"court\":\"{}\",\"cause\":\"{}\",\"filed\":\"{}\",\"closed\":{},"
        "\"state\":\"{}\",\"sum\":{},\"judge\":\"{}\",\"kind\":\"{}\"{}}}",
        i == 0 ? "" : ",", r.number, r.court, r.cause, r.filed,
        r.closed.empty() ? "null" : "\"" + r.closed + "\"", r.state, r.amount, r.judge, r.procedure,
        r.note.empty() ? "" : ",\"note\":" + json_text(r.note)));
  }
  file.add("\n]}}\n");
}

void write_xlsx(const std::string& path, std::uint64_t records) {
  lxw_workbook* const book = workbook_new(path.c_str());
  lxw_worksheet* const sheet = workbook_add_worksheet(book, "案件");
  lxw_format* const dates = workbook_add_format(book);
  format_set_num_format(dates, "yyyy-mm-dd");
  const std::array<const char*, 5> names = {"案号", "承办法院", "立案日期", "结案日期", "状态"};
  std::uint16_t next = 0;
  for (const char* name : names) worksheet_write_string(sheet, 0, next++, name, nullptr);
  const auto write_date = [&](std::uint32_t row, std::uint16_t column, const std::string& text) {
    const auto day = parse_date(text);
    if (!day) {
      if (!text.empty()) worksheet_write_string(sheet, row, column, text.c_str(), nullptr);
      return;
    }
    const auto serial = (*day - make_date(1899, 12, 30)).count();
    worksheet_write_number(sheet, row, column, static_cast<double>(serial), dates);
  };
  CaseGenerator generator;
  CaseRecord r;
  for (std::uint32_t row = 1; row <= records; ++row) {
    generator.next(r);
    worksheet_write_string(sheet, row, 0, r.number.c_str(), nullptr);
    worksheet_write_string(sheet, row, 1, std::string(r.court).c_str(), nullptr);
    write_date(row, 2, r.filed);
    write_date(row, 3, r.closed);
    worksheet_write_string(sheet, row, 4, std::string(r.state).c_str(), nullptr);
  }
  if (workbook_close(book) != LXW_NO_ERROR) std::abort();
}

}  // namespace planwatch::bench
