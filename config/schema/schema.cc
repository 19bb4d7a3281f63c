#include "config/schema/schema.h"

#include <algorithm>
#include <cassert>
#include <iterator>

namespace planwatch::schema {

namespace {

template <class T>
const T* find_named(const std::vector<T>& all, std::string_view name) {
  const auto found =
      std::find_if(all.begin(), all.end(), [name](const T& one) { return one.name == name; });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace

const std::vector<FileKind>& file_kinds() {
  static const std::vector<FileKind> kinds{
      {"plan", {"plan.yaml"}, "plan", {"方案", "the plan"}},
      {"units", {"units.yaml"}, "units", {"责任单位", "units"}},
      {"tasks", {"tasks.yaml"}, "tasks", {"任务", "tasks"}},
      {"indicators", {"indicators.yaml"}, "indicators", {"指标", "indicators"}},
      {"calendar", {"calendar/*.yaml"}, "calendar", {"工作日日历", "working days"}},
      {"rules", {"rules.yaml"}, "rules", {"规则", "rules"}},
      {"feeds", {"feeds.yaml", "feeds/*.yaml"}, "feeds", {"数据源", "feeds"}},
      {"routing", {"routing.yaml"}, "routing", {"路由", "routing"}},
      {"server", {"server.yaml"}, "server", {"服务", "server"}},
      {"rule_tests", {"tests/*.yaml"}, "rule_tests", {"规则测试", "rule tests"}}};
  return kinds;
}

const FileKind* find_file_kind(std::string_view name) {
  return find_named(file_kinds(), name);
}

const std::vector<MapKind>& map_kinds() {
  static const std::vector<MapKind> kinds = [] {
    std::vector<MapKind> all;
    for (const auto describe : {describe_plan, describe_indicators, describe_rules, describe_feeds,
                                describe_routing, describe_server, describe_rule_tests}) {
      std::vector<MapKind> more = describe();
      std::move(more.begin(), more.end(), std::back_inserter(all));
    }
    return all;
  }();
  return kinds;
}

const MapKind& map_kind(std::string_view name) {
  const MapKind* kind = find_named(map_kinds(), name);
  assert(kind && "a map of the tables that no table describes");
  return *kind;
}

const Key* find_key(const MapKind& kind, std::string_view name) {
  return find_named(kind.keys, name);
}

}  // namespace planwatch::schema
