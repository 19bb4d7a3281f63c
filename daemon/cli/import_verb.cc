#include <cstdio>
#include <fmt/format.h>

#include "collectors/read/in_english.h"
#include "daemon/app/import_files.h"
#include "daemon/app/load_checked.h"
#include "daemon/app/stored_plan.h"
#include "daemon/cli/verbs.h"
#include "daemon/time/clock.h"
#include "rules/engine/as_known_on.h"

namespace planwatch {

namespace {

constexpr int usage_error = 64;

std::string said(const std::string& chinese, bool zh) {
  return zh ? chinese : in_english(chinese);
}

void print_file(const ImportedFile& file, bool zh) {
  if (file.error) {
    fmt::print("{}{}\n", zh ? "未导入：" : "not imported: ", said(file.error->message, zh));
    return;
  }
  if (file.known) {
    fmt::print("{}：{}\n", file.path,
               zh ? "与上次导入的内容相同，没有变化" : "the same bytes as before, nothing changed");
    return;
  }
  fmt::print(fmt::runtime(zh ? "{}：接收 {}，已有 {}，拒收 {}（sha256 {}）\n"
                             : "{}: {} accepted, {} known already, {} rejected (sha256 {})\n"),
             file.path, file.accepted, file.repeated, file.rejected.size(), file.sha256);
  for (const RejectedRow& row : file.rejected) {
    fmt::print("  {}: {} [{}]\n", said(row.where, zh), said(row.reason, zh), row.text);
  }
  for (const std::string& note : file.notes) {
    fmt::print("  {} {}\n", zh ? "说明" : "note", said(note, zh));
  }
}

// A file of which nothing could be used is as bad as one that could not be read.
bool was_of_use(const ImportedFile& file) {
  return !file.error && (file.known || file.accepted + file.repeated > 0);
}

int print_trouble(const Error& error, bool zh) {
  fmt::print(stderr, "planwatch: {}\n", said(error.message, zh));
  if (error.code == ErrorCode::conflict) {
    fmt::print(
        stderr, "{}\n",
        zh ? "也可以不导入：让数据源的 glob 匹配到这个文件，运行中的 planwatch 会自己读取"
           : "or let the feed's glob match the file: the planwatch that runs reads it itself");
  }
  return 1;
}

}  // namespace

int import_verb(const CommonOptions& options, const std::string& feed,
                const std::vector<std::string>& files, const std::string& known_on) {
  const bool zh = options.lang == Lang::zh;
  const CheckedConfiguration loaded = load_checked(options.config, true);
  for (const std::string& text : error_texts(loaded, options.lang)) {
    fmt::print(stderr, "{}\n", text);
  }
  if (!loaded.configuration) return 2;
  ImportRequest request{FeedId{feed}, files, find_data_folder(options.data), {}};
  if (const auto today = local_date(make_machine_clock()->now()); !known_on.empty()) {
    const auto day = parse_known_day(known_on, today, options.lang);
    if (!day) {
      fmt::print(stderr, "--known-on: {}\n", day.error().message);
      return usage_error;
    }
    request.known_on = *day;
  }
  if (loaded.configuration->find_feed(request.feed) == nullptr) {
    fmt::print(stderr,
               fmt::runtime(zh ? "没有数据源 {}；用 planwatch list feeds 查看\n"
                               : "no feed {}; see planwatch list feeds\n"),
               feed);
    return 1;
  }
  const auto imported = import_files(loaded.configuration, request);
  if (!imported) return print_trouble(imported.error(), zh);
  bool fine = true;
  for (const ImportedFile& file : *imported) {
    print_file(file, zh);
    fine = fine && was_of_use(file);
  }
  return fine ? 0 : 1;
}

}  // namespace planwatch
