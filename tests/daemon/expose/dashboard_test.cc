#include <algorithm>
#include <boost/json/parse.hpp>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <regex>
#include <set>
#include <sstream>

#include "daemon/expose/metrics.h"

namespace planwatch {
namespace {

namespace json = boost::json;

std::string grafana_file(const std::string& path) {
  const std::ifstream file(std::string(PLANWATCH_SOURCE_DIR) + "/grafana/" + path);
  EXPECT_TRUE(file) << path;
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

std::size_t characters(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

std::string text_of(const json::object& object, const char* key) {
  const auto* value = object.if_contains(key);
  return value != nullptr && value->is_string() ? std::string(value->as_string()) : std::string();
}

// Every dashboard of the folder is held to the same rules.
class Dashboard : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    board_ = json::parse(grafana_file("dashboards/" + GetParam())).as_object();
    for (const auto& panel : board_["panels"].as_array()) panels_.push_back(panel.as_object());
  }
  static bool is_row(const json::object& panel) { return text_of(panel, "type") == "row"; }
  static std::vector<std::string> expressions(const json::object& panel) {
    std::vector<std::string> out;
    if (const auto* targets = panel.if_contains("targets")) {
      for (const auto& target : targets->as_array())
        out.push_back(text_of(target.as_object(), "expr"));
    }
    return out;
  }
  std::vector<std::string> all_expressions() const {
    std::vector<std::string> out;
    for (const auto& panel : panels_) {
      for (auto& expression : expressions(panel)) out.push_back(expression);
    }
    for (const auto& variable : board_.at("templating").at("list").as_array()) {
      if (text_of(variable.as_object(), "type") == "query") {
        out.push_back(text_of(variable.as_object(), "definition"));
      }
    }
    return out;
  }

  json::object board_;
  std::vector<json::object> panels_;
};

std::vector<std::string> dashboard_files() {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(std::string(PLANWATCH_SOURCE_DIR) +
                                                               "/grafana/dashboards")) {
    if (entry.path().extension() == ".json") files.push_back(entry.path().filename().string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

TEST_P(Dashboard, IsClassicProvisionedAndNotEditable) {
  EXPECT_TRUE(std::regex_match(text_of(board_, "uid"), std::regex("[a-zA-Z0-9_-]{1,40}")));
  EXPECT_FALSE(board_.at("editable").as_bool());
  EXPECT_GE(board_.at("schemaVersion").as_int64(), 39);
  EXPECT_LE(board_.at("schemaVersion").as_int64(), 42);
  EXPECT_EQ(text_of(board_, "timezone"), "Asia/Shanghai");
  EXPECT_EQ(board_.if_contains("__inputs"), nullptr);
}

TEST_P(Dashboard, HasOneDataSourceVariableThatEverythingUses) {
  std::vector<std::string> sources;
  for (const auto& variable : board_.at("templating").at("list").as_array()) {
    if (text_of(variable.as_object(), "type") != "datasource") continue;
    sources.push_back(text_of(variable.as_object(), "name") + "|" +
                      text_of(variable.as_object(), "label"));
  }
  EXPECT_EQ(sources, std::vector<std::string>{"datasource|Data source"});
  for (const auto& panel : panels_) {
    if (is_row(panel)) continue;
    EXPECT_EQ(panel.at("datasource").at("uid").as_string(), "${datasource}");
    for (const auto& target : panel.at("targets").as_array()) {
      EXPECT_EQ(target.at("datasource").at("uid").as_string(), "${datasource}");
    }
  }
}

TEST_P(Dashboard, TitlesAreShortAndChineseAndEveryPanelIsDescribed) {
  std::set<std::string> titles;
  for (const auto& panel : panels_) {
    const std::string title = text_of(panel, "title");
    EXPECT_GE(characters(title), 2u) << title;
    EXPECT_TRUE(titles.insert(title).second) << title;
    EXPECT_GE(text_of(panel, "description").size(), 20u) << title;
    EXPECT_LT(characters(title), title.size()) << "no Chinese in " << title;
    EXPECT_LE(characters(title), 20u) << title;
  }
}

TEST_P(Dashboard, PanelIdsAreUnique) {
  std::set<std::int64_t> ids;
  for (const auto& panel : panels_) EXPECT_TRUE(ids.insert(panel.at("id").as_int64()).second);
}

TEST_P(Dashboard, PanelsDoNotOverlapAndStayOnTheGrid) {
  std::set<std::pair<std::int64_t, std::int64_t>> taken;
  for (const auto& panel : panels_) {
    const auto& pos = panel.at("gridPos").as_object();
    const auto x = pos.at("x").as_int64(), y = pos.at("y").as_int64();
    const auto w = pos.at("w").as_int64(), h = pos.at("h").as_int64();
    EXPECT_GE(x, 0);
    EXPECT_LE(x + w, 24) << text_of(panel, "title");
    for (auto row = y; row < y + h; ++row) {
      for (auto column = x; column < x + w; ++column) {
        ASSERT_TRUE(taken.emplace(column, row).second) << text_of(panel, "title");
      }
    }
  }
}

TEST_P(Dashboard, EveryPanelHasAUnitAndQueries) {
  for (const auto& panel : panels_) {
    if (is_row(panel)) continue;
    EXPECT_FALSE(text_of(panel.at("fieldConfig").at("defaults").as_object(), "unit").empty());
    EXPECT_FALSE(expressions(panel).empty()) << text_of(panel, "title");
    std::set<std::string> refs;
    for (const auto& target : panel.at("targets").as_array()) {
      EXPECT_TRUE(refs.insert(text_of(target.as_object(), "refId")).second);
    }
  }
}

TEST_P(Dashboard, UsesOnlyMetricsThatTheDaemonExposes) {
  const std::regex metric("(planwatch|process)_[a-z0-9_]+");
  for (const auto& expression : all_expressions()) {
    int found = 0;
    for (std::sregex_iterator it(expression.begin(), expression.end(), metric), end; it != end;
         ++it) {
      ++found;
      EXPECT_TRUE(known_metrics().count(it->str())) << it->str() << " in " << expression;
    }
    EXPECT_GT(found, 0) << expression;
  }
}

// Labels in selectors, groupings and joins: of some metric in the same expression, or Prometheus's.
TEST_P(Dashboard, UsesOnlyLabelsThatItsMetricsHave) {
  const std::regex metric("(planwatch|process)_[a-z0-9_]+");
  const std::regex list(R"re(\b(?:by|on|group_left) ?\(([a-z_, ]*)\))re");
  const std::regex selector(R"re(([a-z_]+)="[^"]*")re");
  const std::regex word("[a-z_]+");
  for (const auto& expression : all_expressions()) {
    std::set<std::string> labels{"instance", "job"}, used;
    for (std::sregex_iterator it(expression.begin(), expression.end(), metric), end; it != end;
         ++it) {
      const auto known = known_metrics().find(it->str());
      if (known != known_metrics().end()) labels.insert(known->second.begin(), known->second.end());
    }
    for (std::sregex_iterator it(expression.begin(), expression.end(), list), end; it != end;
         ++it) {
      const std::string names = (*it)[1];
      for (std::sregex_iterator w(names.begin(), names.end(), word); w != end; ++w)
        used.insert(w->str());
    }
    for (std::sregex_iterator it(expression.begin(), expression.end(), selector), end; it != end;
         ++it) {
      used.insert((*it)[1]);
    }
    for (const auto& label : used)
      EXPECT_TRUE(labels.count(label)) << label << " in " << expression;
  }
}

// All lists of value mappings anywhere in a panel.
void collect_mappings(const json::value& value, std::vector<json::array>& out) {
  if (const auto* object = value.if_object()) {
    if (const auto* mappings = object->if_contains("mappings")) out.push_back(mappings->as_array());
    if (text_of(*object, "id") == "mappings") out.push_back(object->at("value").as_array());
    for (const auto& member : *object) collect_mappings(member.value(), out);
  } else if (const auto* array = value.if_array()) {
    for (const auto& item : *array) collect_mappings(item, out);
  }
}

// "灰绿关注临期黄红" where the mapping has all six codes with text and colour.
std::string light_texts(const json::array& mappings) {
  std::string out;
  for (const auto& mapping : mappings) {
    const auto& options = mapping.at("options").as_object();
    for (const char* code : {"0", "1", "2", "3", "4", "5"}) {
      const auto* option = options.if_contains(code);
      if (option == nullptr || text_of(option->as_object(), "color").empty()) return out;
      out += text_of(option->as_object(), "text");
    }
  }
  return out;
}

TEST_P(Dashboard, LightsAreShownByNameAndColour) {
  int with_lights = 0;
  for (const auto& panel : panels_) {
    bool draws_lights = false;
    for (const auto& expression : expressions(panel)) {
      const bool counts =
          expression.starts_with("count") || expression.find("== bool") != std::string::npos;
      const bool multiplied_away = expression.find("} * 0") != std::string::npos;
      const bool has_light = expression.find("_light") != std::string::npos;
      draws_lights = draws_lights || (has_light && !counts && !multiplied_away);
    }
    std::vector<json::array> mappings;
    collect_mappings(panel, mappings);
    const bool mapped = std::any_of(mappings.begin(), mappings.end(), [](const auto& mapping) {
      return light_texts(mapping) == "灰绿关注临期黄红";
    });
    EXPECT_EQ(mapped, draws_lights) << text_of(panel, "title");
    with_lights += draws_lights ? 1 : 0;
  }
  EXPECT_GE(with_lights, 3);
}

TEST_P(Dashboard, NamesNoMachine) {
  const std::string text = grafana_file("dashboards/" + GetParam());
  for (const char* trace : {"/home/", "/root", "/tmp", "localhost", "127.0.0.1"}) {
    EXPECT_EQ(text.find(trace), std::string::npos) << trace;
  }
}

INSTANTIATE_TEST_SUITE_P(Grafana, Dashboard, testing::ValuesIn(dashboard_files()),
                         [](const auto& file) {
                           return std::filesystem::path(file.param).stem().string();
                         });

TEST(GrafanaFiles, LeadershipBoardHasTheIndicatorVariable) {
  const auto board = json::parse(grafana_file("dashboards/leadership.json"));
  std::set<std::string> names;
  for (const auto& variable : board.at("templating").at("list").as_array()) {
    names.insert(text_of(variable.as_object(), "name"));
  }
  EXPECT_EQ(names, (std::set<std::string>{"datasource", "indicator"}));
  EXPECT_NE(grafana_file("dashboards/leadership.json").find(R"({indicator=\"$indicator\"})"),
            std::string::npos);
}

TEST(GrafanaFiles, TheDashboardChoosesTheProvisionedDataSource) {
  EXPECT_NE(
      grafana_file("provisioning/datasources/planwatch.yaml").find("uid: planwatch-prometheus"),
      std::string::npos);
  EXPECT_NE(grafana_file("dashboards/leadership.json").find("\"value\": \"planwatch-prometheus\""),
            std::string::npos);
}

TEST(GrafanaFiles, PromtoolAcceptsThePrometheusFiles) {
  const std::string file = std::string(PLANWATCH_SOURCE_DIR) + "/grafana/prometheus/prometheus.yml";
  FILE* promtool = popen(("promtool check config '" + file + "' 2>&1").c_str(), "r");
  ASSERT_NE(promtool, nullptr);
  std::string said;
  for (int c = fgetc(promtool); c != EOF; c = fgetc(promtool)) said += static_cast<char>(c);
  EXPECT_EQ(pclose(promtool), 0) << said;
}

TEST(GrafanaFiles, PrometheusRulesUseKnownMetrics) {
  const std::string rules = grafana_file("prometheus/planwatch.rules.yml");
  const std::regex metric("planwatch_[a-z0-9_]+");
  for (std::sregex_iterator it(rules.begin(), rules.end(), metric), end; it != end; ++it) {
    EXPECT_TRUE(known_metrics().count(it->str())) << it->str();
  }
}

}  // namespace
}  // namespace planwatch
