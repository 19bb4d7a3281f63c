#include "config/feeds/due_words.h"
#include "config/feeds/formats.h"
#include "config/feeds/mappings.h"
#include "config/feeds/transports.h"

namespace planwatch::feeds {

Key key_of(const PartWords& part) {
  return {std::string(part.key),
          optional,
          map_of("feed." + std::string(part.key)),
          "",
          part.example,
          part.meaning.zh,
          part.meaning.en};
}

namespace {

std::vector<Key> names_and_rhythm() {
  return {
      {"id", required, identifier(), "", "court", "标识，进指标标签和预警编号",
       "its id in metrics and alert keys"},
      {"name", required, text(), "", "区法院审判执行月报", "名称", "its name"},
      {"name_en", optional, optional_text(), "", "District Court", "英文名称", "its English name"},
      {"unit", required, name_of("unit"), "", "区商务局", "报送单位，迟报漏报记在它名下",
       "whose figures these are; late reports count against it"},
      {"contact", required, text(), "", "赵六", "数据联系人；迟报、拒收先找他",
       "the person who is asked when they are late or rejected"},
      {"sample", optional, boolean(), "false", "true", "样例，只在 --demo 时运行",
       "made by the demo; runs with --demo only"},
      {"poll", optional, seconds(), "10m", "1h", "多久看一次", "how often it is looked at"},
      {"retries", optional, integer(0, 10, {"次", "times"}), "3", "3", "一次取数失败后再试几次",
       "further attempts after a failed one"}};
}

// Transports, formats and mappings, with the keys of which one alone may stand there.
template <class Parts>
std::vector<std::string> add_parts(const Parts& parts, MapKind& feed) {
  std::vector<std::string> group;
  for (const auto& one : parts) {
    feed.keys.push_back(key_of(one.part));
    group.emplace_back(one.part.key);
  }
  return group;
}

MapKind describe_feed() {
  MapKind kind{"feed",
               {"一个数据源：怎么取、什么格式、哪一列是什么", "a feed: transport, format, mapping"},
               names_and_rhythm()};
  const auto transport_keys = add_parts(transports(), kind);
  const auto format_keys = add_parts(formats(), kind);
  const auto mapping_keys = add_parts(mappings(), kind);
  kind.keys.push_back({"due", required, map_of("feed.due"), "", "{frequency: month, day: 5}",
                       "什么时候该报", "when its report is due"});
  kind.keys.push_back({"limits", optional, map_of("feed.limits"), "",
                       "{bytes: 16MiB, timeout: 30s}", "上限", "limits"});
  kind.one_of = {transport_keys, mapping_keys};
  kind.at_most_one = {format_keys};
  for (const TransportWords& one : transports()) {
    if (one.use == FormatUse::defaulted) continue;
    kind.beside.push_back({std::string(one.part.key), format_keys, one.use == FormatUse::written});
  }
  return kind;
}

MapKind describe_secret() {
  return {
      "secret",
      {"密钥在哪里；从不写在配置里", "where a secret is; it never stands in the files"},
      {{"env", optional, text(), "", "PLANWATCH_TAX_TOKEN", "环境变量名", "environment variable"},
       {"file", optional, text(), "", "tax.token", "文件，相对路径从配置文件夹算起",
        "a file, relative to the configuration's folder"}},
      {{"env", "file"}}};
}

MapKind describe_limits() {
  return {
      "feed.limits",
      {"上限；超过的整份拒收", "limits; what passes one is rejected as a whole"},
      {{"bytes", optional, size(), "64MiB", "16MiB", "一份文件或应答的大小",
        "size of a file or an answer"},
       {"inflated_bytes", optional, size(), "512MiB", "256MiB", "解压后的大小",
        "size when unpacked"},
       {"rows", optional, integer(1, 10'000'000, {"行", "rows"}), "1000000", "100000", "行数",
        "rows"},
       {"columns", optional, integer(1, 65'535, {"列", "columns"}), "2000", "200", "列数",
        "columns"},
       {"depth", optional, integer(1, 1'000, {"层", "levels"}), "32", "16", "JSON、XML 嵌套层数",
        "levels of JSON and XML"},
       {"connect_timeout", optional, duration(), "10s", "5s", "连接超时", "until connected"},
       {"timeout", optional, duration(), "60s", "30s", "整个请求的超时", "for the whole request"}}};
}

template <class Parts>
void add_maps(const Parts& parts, std::vector<MapKind>& into) {
  for (const auto& one : parts) {
    for (MapKind& map : one.part.describe()) into.push_back(std::move(map));
  }
}

}  // namespace

}  // namespace planwatch::feeds

namespace planwatch::schema {

std::vector<MapKind> describe_feeds() {
  std::vector<MapKind> maps{
      {"feeds",
       {"数据源", "the feeds"},
       {{"feeds", Need::required, list_of(map_of("feed")), "",
         "[{id: court, name: 月报, unit: 区商务局, contact: 赵六, due: {frequency: month, day: 5}, "
         "file: {glob: \"incoming/*.csv\"}, csv: {}, observations: {period: 统计期, values: "
         "[{indicator: trains, value: 发运列数}]}}]",
         "全部数据源", "all feeds"}}},
      feeds::describe_feed()};
  feeds::add_maps(feeds::transports(), maps);
  maps.push_back(feeds::describe_secret());
  feeds::add_maps(feeds::formats(), maps);
  feeds::add_maps(feeds::mappings(), maps);
  maps.push_back(feeds::describe_due());
  maps.push_back(feeds::describe_limits());
  return maps;
}

}  // namespace planwatch::schema
