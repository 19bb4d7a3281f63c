#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <set>
#include <unistd.h>

#include "gtest/gtest.h"

#include "config/loader/load.h"

namespace planwatch {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> lines_of(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

// "  # - id: x" and what stands below it, as an operator would uncomment it; prose stays.
std::string uncommented(const std::string& line) {
  const std::size_t mark = line.find("# ");
  if (mark == std::string::npos || line.find_first_not_of(' ') != mark) return line;
  const std::string rest = line.substr(mark + 2);
  const bool begins = rest.starts_with("- id: ") || rest.starts_with("messages:") ||
                      rest.starts_with("heartbeat:") || rest.starts_with("damping:") ||
                      rest.starts_with("inform_co_units:") || rest.starts_with("group_wait:") ||
                      rest.starts_with("quiet_hours:");
  const bool below = rest.starts_with("  ") && rest.find("planwatch send") == std::string::npos;
  return begins || below ? line.substr(0, mark) + rest : line;
}

// A copy of the shipped plan in which every example of its routing is in use.
class EveryExample {
 public:
  EveryExample()
      : folder_(testing::TempDir() + "planwatch_every_example_" + std::to_string(getpid())) {
    fs::remove_all(folder_);
    fs::copy(PLANWATCH_SOURCE_DIR "/config/ganzhou", folder_, fs::copy_options::recursive);
    std::string text;
    std::string ids;
    for (const std::string& line : lines_of(fs::path(folder_) / "routing.yaml")) {
      const std::string used = uncommented(line);
      if (used != line && used.starts_with("  - id: ") && used != "  - id: short" &&
          used != "  - id: alertmanager") {
        ids += ", " + used.substr(std::string("  - id: ").size());
      }
      set_variables(used);
      text += used + "\n";
    }
    const std::string all = "    receivers: [console, local_file]\n";
    const std::size_t at = text.find(all);
    EXPECT_NE(at, std::string::npos);
    text.replace(at, all.size(), "    receivers: [console, local_file" + ids + "]\n");
    // The first route names its receivers role by role.
    const std::string contact = "      contact: [console, local_file]\n";
    text.erase(text.find(contact), contact.size());
    std::ofstream(fs::path(folder_) / "routing.yaml", std::ios::binary) << text;
  }
  ~EveryExample() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
    for (const std::string& name : variables_) ::unsetenv(name.c_str());
  }
  EveryExample(const EveryExample&) = delete;
  EveryExample& operator=(const EveryExample&) = delete;

  LoadResult load() const { return load_configuration(folder_, LoadOptions{}); }

 private:
  void set_variables(const std::string& line) {
    const std::size_t at = line.find("{env: ");
    if (at == std::string::npos || line.find('#') < at) return;
    const std::size_t begin = at + std::string("{env: ").size();
    variables_.push_back(line.substr(begin, line.find('}', begin) - begin));
    ::setenv(variables_.back().c_str(), "SEC0123", 1);
  }

  std::string folder_;
  std::vector<std::string> variables_;
};

TEST(ShippedExamples, CanBeUsedAsTheyStand) {
  const EveryExample example;
  const LoadResult result = example.load();
  for (const Diagnostic& one : result.diagnostics) {
    EXPECT_EQ(one.severity, Diagnostic::Severity::warning) << to_text(one, Lang::zh);
  }
  ASSERT_NE(result.configuration, nullptr);
  const Routing& routing = result.configuration->routing;
  std::set<std::size_t> kinds;
  for (const Receiver& receiver : routing.receivers) kinds.insert(receiver.channel.index());
  EXPECT_EQ(kinds.size(), std::variant_size_v<ChannelSpec>) << "a channel without an example";
  EXPECT_EQ(routing.messages.size(), 1u);
  EXPECT_TRUE(routing.heartbeat.has_value());
  ASSERT_FALSE(routing.routes.empty());
  EXPECT_TRUE(routing.routes[0].inform_co_units);
  EXPECT_FALSE(routing.routes[0].quiet_hours.empty());
}

// Somebody hears that notices do not arrive, in the plan as it is shipped.
TEST(ShippedExamples, OpsHaveARouteOfTheirOwn) {
  const LoadResult result =
      load_configuration(PLANWATCH_SOURCE_DIR "/config/ganzhou", LoadOptions{});
  ASSERT_NE(result.configuration, nullptr);
  const Route& last = result.configuration->routing.routes.back();
  EXPECT_THAT(last.subjects, testing::ElementsAre(SubjectKind::receiver));
  EXPECT_EQ(last.ladder.front().role, Role::ops);
}

}  // namespace
}  // namespace planwatch
