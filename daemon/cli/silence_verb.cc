#include <cstdio>
#include <fmt/format.h>

#include "daemon/cli/people_ask.h"

namespace planwatch {

namespace {

constexpr int operating_error = 1;
constexpr int usage_error = 64;

std::vector<OutputColumn> silence_columns(bool zh) {
  return {{"id", zh ? "编号" : "id", true},
          {"match", zh ? "范围" : "match"},
          {"until", zh ? "至" : "until"},
          {"reason", zh ? "理由" : "reason"},
          {"author", zh ? "经手人" : "author"},
          {"created_at", ""},
          {"active", ""},
          {"ended_at", zh ? "结束" : "ended"},
          {"ended_by", zh ? "结束人" : "ended by"}};
}

int add_silence_there(const CommonOptions& options, const SilenceWords& words) {
  const bool about_something = !words.alert.empty() || !words.unit.empty() || !words.rule.empty() ||
                               !words.subject_kind.empty() || !words.subject.empty();
  if (!about_something || words.until.empty() || words.reason.empty()) {
    fmt::print(stderr,
               "silence add：需要 --until、--reason，以及 --alert、--unit、--rule、--subject-kind、"
               "--subject 之一 (needs --until, --reason and what to silence)\n");
    return usage_error;
  }
  std::string alert = words.alert;
  if (!alert.empty()) {
    const auto found = find_alert_there(options, words.who.daemon, alert);
    if (!found) return operating_error;
    alert = *found;
  }
  return act_there(
      options, words.who, "silences/add",
      {{"alert", alert},
       {"unit", words.unit},
       {"rule", words.rule},
       {"subject_kind", words.subject_kind},
       {"subject", words.subject},
       {"until", words.until},
       {"reason", words.reason}},
      options.lang == Lang::zh ? "静默已生效，至 " + words.until : "silenced until " + words.until);
}

}  // namespace

int silence_verb(const CommonOptions& options, const SilenceWords& words) {
  const bool zh = options.lang == Lang::zh;
  if (words.what == "list") {
    return print_list_there(options, words.who.daemon,
                            api_path("silences", {{"state", words.state}}), "silences",
                            silence_columns(zh), options.format);
  }
  if (words.what == "add") return add_silence_there(options, words);
  if (words.id <= 0) {
    fmt::print(stderr, "silence end：需要编号，见 silence list (needs an id, see silence list)\n");
    return usage_error;
  }
  return act_there(
      options, words.who, "silences/end", {{"id", words.id}},
      zh ? fmt::format("静默 {} 已结束", words.id) : fmt::format("silence {} ended", words.id));
}

}  // namespace planwatch
