#include "daemon/cli/feed_verb.h"

#include <cstdio>
#include <fmt/format.h>

#include "daemon/cli/people_ask.h"

namespace planwatch {

namespace {

constexpr int usage_error = 64;

std::vector<OutputColumn> feed_columns(bool zh) {
  return {{"feed", zh ? "数据源" : "feed"},
          {"name", ""},
          {"unit", zh ? "单位" : "unit"},
          {"up", ""},
          {"circuit", ""},
          {"circuit_name", zh ? "状态" : "circuit"},
          {"failures", zh ? "连续失败" : "failures", true},
          {"last_success", zh ? "最近成功" : "last success"},
          {"next_attempt", zh ? "下次取数" : "next attempt"},
          {"quarantined_until", zh ? "隔离至" : "quarantined until"},
          {"delivered_bytes", ""},
          {"delivered_figures", ""},
          {"rejected_now", zh ? "拒收" : "rejected", true},
          {"last_error", zh ? "最近错误" : "last error"}};
}

}  // namespace

int feed_verb(const CommonOptions& options, const FeedWords& words) {
  const bool zh = options.lang == Lang::zh;
  if (words.what == "list") {
    return print_list_there(options, words.who.daemon, api_path("feeds"), "feeds", feed_columns(zh),
                            options.format);
  }
  if (words.feed.empty()) {
    fmt::print(stderr, "feed retry：需要数据源 id，见 feed list (needs a feed, see feed list)\n");
    return usage_error;
  }
  return act_there(options, words.who, "feeds/retry", {{"feed", words.feed}},
                   zh ? fmt::format("已开始重取 {}，结果见 planwatch feed list", words.feed)
                      : fmt::format("fetching {}, see planwatch feed list", words.feed));
}

}  // namespace planwatch
