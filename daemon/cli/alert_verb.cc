#include <cstdio>
#include <fmt/format.h>

#include "daemon/cli/people_ask.h"

namespace planwatch {

namespace {

constexpr int operating_error = 1;
constexpr int usage_error = 64;

std::vector<OutputColumn> alert_columns(bool zh) {
  return {{"alert", zh ? "预警标识" : "alert"},
          {"subject", ""},
          {"unit", zh ? "责任单位" : "unit"},
          {"light_name", zh ? "亮灯" : "light"},
          {"state_name", zh ? "状态" : "state"},
          {"period", zh ? "统计期" : "period"},
          {"acknowledged_by", zh ? "签收人" : "acknowledged by"},
          {"promised_for", zh ? "承诺日期" : "promised for"},
          {"promise", ""},
          {"deadline", zh ? "时限" : "deadline"},
          {"suspended_until", zh ? "暂停至" : "suspended until"},
          {"silences", ""},
          {"held_back", ""},
          {"summary", ""}};
}

struct ActionWords {
  const char* what;
  bool until;
  bool text;
  bool reason;
  const char* zh;
  const char* en;
};
constexpr ActionWords action_words[] = {
    {"acknowledge", false, false, false, "已签收", "acknowledged"},
    {"promise", true, true, false, "承诺已记录", "promise recorded"},
    {"progress", false, true, false, "进展已记入督办台账", "progress recorded"},
    {"suspend", true, false, true, "已暂停", "suspended"},
    {"resume", false, false, false, "已恢复催办", "resumed"}};

const ActionWords& words_of(const std::string& what) {
  for (const ActionWords& one : action_words) {
    if (what == one.what) return one;
  }
  return action_words[0];
}

// What the action needs and was not given; empty: nothing.
std::string missing_of(const AlertWords& words, const ActionWords& action) {
  std::string missing;
  if (words.alert.empty()) missing += " ALERT";
  if (action.until && words.until.empty()) missing += " --until";
  if (action.text && words.text.empty()) missing += " --text";
  if (action.reason && words.reason.empty()) missing += " --reason";
  return missing;
}

}  // namespace

int alert_verb(const CommonOptions& options, const AlertWords& words) {
  const bool zh = options.lang == Lang::zh;
  if (words.what == "list") {
    return print_list_there(options, words.who.daemon, api_path("alerts", {{"unit", words.unit}}),
                            "alerts", alert_columns(zh), options.format);
  }
  const ActionWords& action = words_of(words.what);
  if (const std::string missing = missing_of(words, action); !missing.empty()) {
    fmt::print(stderr, "alert {}：还需要{} (also needs{})\n", words.what, missing, missing);
    return usage_error;
  }
  const auto alert = find_alert_there(options, words.who.daemon, words.alert);
  if (!alert) return operating_error;
  std::vector<std::pair<std::string, BodyValue>> fields = {{"alert", *alert}};
  if (action.until) fields.emplace_back("until", words.until);
  if (action.text) fields.emplace_back("text", words.text);
  if (action.reason) fields.emplace_back("reason", words.reason);
  if (words.what == "progress") fields.emplace_back("evidence", words.evidence);
  return act_there(options, words.who, "alerts/" + words.what, fields,
                   fmt::format("{} {}", *alert, zh ? action.zh : action.en));
}

// ---- tasks ----

int task_verb(const CommonOptions& options, const TaskWords& words) {
  if (words.number <= 0 || words.state.empty()) {
    fmt::print(stderr, "task progress：需要任务编号和 --state (needs a number and --state)\n");
    return usage_error;
  }
  std::vector<std::pair<std::string, BodyValue>> fields = {{"task", words.number},
                                                           {"state", words.state},
                                                           {"percent", words.percent},
                                                           {"evidence", words.evidence}};
  if (words.closed) fields.emplace_back("closed", true);
  return act_there(options, words.who, "tasks/progress", fields,
                   options.lang == Lang::zh
                       ? fmt::format("任务 {} 的进展已记录", words.number)
                       : fmt::format("progress of task {} recorded", words.number));
}

}  // namespace planwatch
