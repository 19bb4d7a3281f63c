#include "config/loader/names.h"

#include "config/loader/suggest.h"

namespace planwatch::loader {

Words name_of(Thing thing) {
  switch (thing) {
    case Thing::area:
      return {"行政区", "area"};
    case Thing::unit:
      return {"单位", "unit"};
    case Thing::task:
      return {"任务", "task"};
    case Thing::indicator:
      return {"指标", "indicator"};
    case Thing::bands:
      return {"分档", "bands"};
    case Thing::rule:
      return {"规则", "rule"};
    case Thing::feed:
      return {"数据源", "feed"};
    case Thing::receiver:
      return {"接收端", "receiver"};
    case Thing::route:
      return {"路由", "route"};
    case Thing::message:
      return {"消息模板", "message"};
  }
  return {};
}

void Names::define(Thing thing, const std::string& name, const SourcePosition& at,
                   Diagnostics& out) {
  const auto [first, added] = definitions_[thing].emplace(name, at);
  if (added) return;
  const Words what = name_of(thing);
  const std::string before = to_string(first->second);
  out.error(
      at,
      {fmt::format("{} {} 重复定义", what.zh, name),
       fmt::format("the {} {} is defined twice", what.en, name)},
      said("{} 已经定义，改名或删掉一个", "it is defined at {}; rename or delete one", before));
}

void Names::mention(Thing thing, const std::string& name, const SourcePosition& at) {
  mentions_.push_back({thing, name, at});
}

bool Names::defined(Thing thing, const std::string& name) const {
  const auto of_kind = definitions_.find(thing);
  return of_kind != definitions_.end() && of_kind->second.contains(name);
}

void Names::resolve(Diagnostics& out) const {
  for (const Mention& mention : mentions_) {
    if (out.logs()) {
      out.asked({mention.at, Reading::text, 0, 0, {}, name_of(mention.thing).en});
    }
    if (open_.contains(mention.thing) || defined(mention.thing, mention.name)) continue;
    std::vector<std::string> known;
    if (const auto found = definitions_.find(mention.thing); found != definitions_.end()) {
      for (const auto& [name, at] : found->second) known.push_back(name);
    }
    const Words what = name_of(mention.thing);
    Words hint = suggest(mention.name, known);
    if (mention.name.find("，") != std::string::npos) {
      hint = {"列表里的逗号用半角 , 加空格，不用全角 ，",
              "a list takes plain commas, not full-width ones"};
    }
    if (hint.zh.empty()) {
      hint = {fmt::format("先定义这个{}，或改正名称", what.zh),
              fmt::format("define this {} or correct the name", what.en)};
    }
    out.error(mention.at,
              {fmt::format("没有名为 {} 的{}", mention.name, what.zh),
               fmt::format("there is no {} named {}", what.en, mention.name)},
              hint);
  }
}

bool check_identifier(std::string_view name, const SourcePosition& at, Diagnostics& out) {
  out.asked({at, Reading::identifier});
  constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  constexpr std::string_view others = "0123456789_-.";
  bool good = !name.empty() && name.size() <= 100 && letters.find(name[0]) != name.npos;
  for (const char c : name) {
    good = good && (letters.find(c) != name.npos || others.find(c) != name.npos);
  }
  if (good) return true;
  out.error(at, said("{} 不能作标识", "{} cannot be an id", name),
            {"字母开头，只用字母、数字、_、-、.，最多 100 个",
             "begin with a letter; letters, digits, _ - . only; at most 100"});
  return false;
}

}  // namespace planwatch::loader
