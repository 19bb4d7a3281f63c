#include <algorithm>
#include <cstdio>
#include <fmt/format.h>

#include "daemon/app/load_checked.h"
#include "daemon/app/send_once.h"
#include "daemon/app/stored_plan.h"
#include "daemon/cli/telling_verbs.h"
#include "daemon/time/clock.h"

namespace planwatch {

namespace {

constexpr int operating_error = 1;
constexpr int configuration_error = 2;

struct ClassWords {
  const char* zh;
  const char* en;
};
ClassWords words_of(SendClass result) {
  switch (result) {
    case SendClass::success:
      return {"已收到", "success"};
    case SendClass::partial:
      return {"部分人没有收到", "partial"};
    case SendClass::retry_soon:
      return {"暂时发不出去", "retry soon"};
    case SendClass::retry_later:
      return {"对方要求放慢", "retry later"};
    case SendClass::split:
      return {"太长", "split"};
    case SendClass::permanent:
      return {"被拒绝", "permanent"};
    case SendClass::unknown:
      return {"没有回音，可能已收到", "unknown"};
  }
  return {"", ""};
}

int refuse(const std::string& text) {
  fmt::print(stderr, "planwatch: {}\n", text);
  return operating_error;
}

int report(const SendResult& result, const Receiver& receiver, bool zh) {
  const ClassWords words = words_of(result.result);
  fmt::print("{}: {} {}\n", receiver.id.text, zh ? words.zh : words.en, result.answer);
  for (const MissedPerson& missed : result.missed) {
    fmt::print("  {} {}\n", missed.address, missed.why);
  }
  return result.result == SendClass::success ? 0 : operating_error;
}

}  // namespace

int send_verb(const CommonOptions& options, const SendWords& words) {
  const bool zh = options.lang == Lang::zh;
  const CheckedConfiguration loaded = load_checked(options.config, true);
  for (const std::string& text : error_texts(loaded, options.lang)) {
    fmt::print(stderr, "{}\n", text);
  }
  if (!loaded.configuration) return configuration_error;
  const Configuration& configuration = *loaded.configuration;
  const auto& receivers = configuration.routing.receivers;
  const auto receiver =
      std::find_if(receivers.begin(), receivers.end(),
                   [&words](const Receiver& one) { return one.id.text == words.receiver; });
  if (receiver == receivers.end()) {
    std::string known;
    for (const Receiver& one : receivers) known += (known.empty() ? "" : ", ") + one.id.text;
    return refuse(
        fmt::format(fmt::runtime(zh ? "没有接收端 {}；有：{}" : "no receiver {}; known: {}"),
                    words.receiver, known));
  }
  if (!words.unit.empty() && configuration.plan.find_unit(UnitId{words.unit}) == nullptr) {
    return refuse(fmt::format(fmt::runtime(zh ? "没有单位 {}；用 planwatch list units 查看"
                                              : "no unit {}; see planwatch list units"),
                              words.unit));
  }
  const Notice notice =
      test_notice(configuration, *receiver, UnitId{words.unit}, make_machine_clock()->now());
  const auto result =
      send_once(*receiver, loaded.configuration->routing, find_data_folder(options.data), notice);
  if (!result) return refuse(result.error().message);
  return report(*result, *receiver, zh);
}

}  // namespace planwatch
