#include "daemon/cli/choose_alert.h"

#include <algorithm>
#include <fmt/format.h>

namespace planwatch {

namespace {

constexpr std::size_t most_listed = 20;

std::string listed(const std::vector<std::string>& keys) {
  std::string text;
  for (std::size_t i = 0; i < keys.size() && i < most_listed; ++i) text += "\n  " + keys[i];
  if (keys.size() > most_listed) text += fmt::format("\n  … 共 {} 条", keys.size());
  return text;
}

template <class Wanted>
std::vector<std::string> keys_of(const std::vector<AlertName>& alerts, Wanted wanted) {
  std::vector<std::string> keys;
  for (const AlertName& alert : alerts) {
    if (wanted(alert)) keys.push_back(alert.key);
  }
  return keys;
}

}  // namespace

Result<std::string> choose_alert(const std::vector<AlertName>& alerts, const std::string& asked) {
  const bool whole = std::any_of(alerts.begin(), alerts.end(),
                                 [&](const AlertName& alert) { return alert.key == asked; });
  if (whole) return asked;
  const auto found = keys_of(alerts, [&](const AlertName& alert) {
    return alert.subject == asked || (!asked.empty() && alert.key.starts_with(asked));
  });
  if (found.size() == 1) return found.front();
  if (found.empty()) {
    return fail(ErrorCode::not_found,
                fmt::format("没有预警“{}”；可写预警标识、其开头，或指标、任务、数据源的编号。"
                            "现有预警 (no such alert, there are):{}",
                            asked, listed(keys_of(alerts, [](const AlertName&) { return true; }))));
  }
  return fail(ErrorCode::conflict,
              fmt::format("“{}”对应多条预警，请写得更完整 (it fits several alerts):{}", asked,
                          listed(found)));
}

}  // namespace planwatch
