#include "daemon/app/send_once.h"

#include <cstdio>
#include <fmt/format.h>
#include <optional>

#include "daemon/app/channels.h"
#include "daemon/time/asio_scheduler.h"

namespace planwatch {

Notice test_notice(const Configuration& configuration, const Receiver& receiver, const UnitId& unit,
                   Instant now) {
  NoticeItem item;
  item.key.alert = fmt::format("{}/test/receiver/{}//{}", configuration.plan.id, receiver.id.text,
                               configuration.plan.year);
  item.key.level = Light::green;
  item.key.receiver = receiver.id;
  item.key.role = Role::ops;
  // Another key for every test: receivers drop what they know.
  item.key.number = static_cast<int>(now.time_since_epoch().count() / 1000 % 1'000'000'000);
  item.facts.subject = "【测试】planwatch 通道测试";
  item.facts.problem = "这是一条测试消息，不是预警";
  item.facts.action = "不用处理";
  item.why = "运维手工发送的测试 (a test, sent by hand)";
  item.title =
      fmt::format("【测试】planwatch 发往 {}（{}），不是预警", receiver.name, receiver.id.text);
  item.text = item.title + "\n收到说明通道可用，不用处理。This is a test, no alert.";
  Notice notice;
  notice.key = item.key;
  notice.unit = unit.empty() ? configuration.plan.coordinating_unit : unit;
  notice.addressee = notice.unit.text;
  notice.title = item.title;
  notice.text = item.text;
  notice.why = item.why;
  notice.decided_at = now;
  notice.items = {std::move(item)};
  if (const Unit* found = unit.empty() ? nullptr : configuration.plan.find_unit(unit)) {
    notice.people = {found->people.contact};
    if (!found->people.contact.name.empty()) notice.addressee += " " + found->people.contact.name;
  }
  return notice;
}

Result<SendResult> send_once(const Receiver& receiver, const Routing& routing,
                             const std::string& data_folder, const Notice& notice) {
  const auto scheduler = make_asio_scheduler(1);
  const auto http = make_curl_client(*scheduler);
  const auto mail = make_curl_mail_client(*scheduler);
  const auto clock = make_machine_clock();
  const ChannelParts parts{*scheduler,  *http,
                           *mail,       *clock,
                           data_folder, [](const std::string& line) {
                             fmt::print("{}\n", line); }};
  const auto channel = make_channel(receiver, routing, nullptr, parts);
  if (!channel) {
    return fail(ErrorCode::invalid,
                fmt::format("接收端 {} 收的是全部预警的状态，不收单条通知；换一个接收端 "
                            "(it takes state and no notices)",
                            receiver.id.text));
  }
  std::optional<SendResult> result;
  channel->send(notice, [&](SendResult sent) {
    result = std::move(sent);
    scheduler->stop();
  });
  scheduler->run();
  if (!result) return fail(ErrorCode::timeout, "发送被中断 (sending was interrupted)");
  return std::move(*result);
}

}  // namespace planwatch
