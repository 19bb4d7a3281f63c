#include <memory>

#include "daemon/cli/declare.h"
#include "daemon/cli/feed_verb.h"

namespace planwatch {

void declare_feed(const Declaring& declaring) {
  CLI::App* verb = add_verb(
      declaring, "feed", "数据源：运行状态、立即重取 feeds: how each one does, fetch one at once",
      "planwatch feed retry court --person 张三");
  const auto words = std::make_shared<FeedWords>();
  verb->add_option("what", words->what, "list | retry")
      ->check(CLI::IsMember({"list", "retry"}))
      ->capture_default_str();
  verb->add_option("feed", words->feed, "retry 的数据源 id feed of retry");
  verb->add_option("--person", words->who.person,
                   "经手人 person (没有配置令牌时 retry 必填 needed by retry without tokens)");
  add_address(verb, words->who.daemon);
  add_format(verb, declaring);
  verb->callback([declaring, words] {
    declaring.chosen = [=] { return feed_verb(declaring.common, *words); };
  });
}

}  // namespace planwatch
