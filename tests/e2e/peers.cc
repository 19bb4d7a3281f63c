#include "tests/e2e/peers.h"

#include <boost/json.hpp>
#include <fmt/format.h>

#include "tests/support/http_get.h"

namespace planwatch::e2e {

namespace json = boost::json;

Prometheus::Prometheus(int scraped_port, const std::string& rules) : port_(free_port()) {
  if (!rules.empty()) folder_.write("rules.yml", rules);
  folder_.write("prometheus.yml",
                fmt::format("global:\n  scrape_interval: 1s\n  evaluation_interval: 1s\n{}"
                            "scrape_configs:\n  - job_name: planwatch\n    static_configs:\n"
                            "      - targets: ['127.0.0.1:{}']\n",
                            rules.empty() ? "" : "rule_files: [rules.yml]\n", scraped_port));
  start(folder_.file("data"), {});
}

Prometheus::Prometheus(const std::string& blocks, const std::string& lookback)
    : port_(free_port()) {
  folder_.write("prometheus.yml", "global: {}\n");
  start(blocks, {"--storage.tsdb.retention.time=20y", "--query.lookback-delta=" + lookback});
}

void Prometheus::start(const std::string& data, const std::vector<std::string>& more_arguments) {
  std::vector<std::string> arguments = {
      "prometheus", "--config.file=" + folder_.file("prometheus.yml"),
      "--storage.tsdb.path=" + data, fmt::format("--web.listen-address=127.0.0.1:{}", port_)};
  arguments.insert(arguments.end(), more_arguments.begin(), more_arguments.end());
  process_ = std::make_unique<Process>(arguments, folder_.file("output"));
}

bool Prometheus::wait_ready() {
  return wait_until(
      [this] { return http_get(fmt::format("http://127.0.0.1:{}/-/ready", port_)).status == 200; });
}

namespace {

json::array result_of(int port, const std::string& expression, bool& fine,
                      const std::string& at = "") {
  const HttpAnswer answer = http_get(fmt::format("http://127.0.0.1:{}/api/v1/query", port),
                                     at.empty() ? "query" : "time=" + at + "&query", expression);
  boost::system::error_code error;
  const json::value value = json::parse(answer.body, error);
  fine = !error && answer.status == 200;
  return fine ? value.at_pointer("/data/result").as_array() : json::array{};
}

}  // namespace

int Prometheus::series_of(const std::string& expression) const {
  bool fine = false;
  const json::array result = result_of(port_, expression, fine);
  return fine ? static_cast<int>(result.size()) : -1;
}

std::string Prometheus::value_of(const std::string& expression) const {
  bool fine = false;
  const json::array result = result_of(port_, expression, fine);
  if (result.size() != 1) return {};
  return json::value_to<std::string>(result[0].at_pointer("/value/1"));
}

std::map<std::string, double> Prometheus::values_by(const std::string& expression,
                                                    const std::vector<std::string>& labels,
                                                    const std::string& at) const {
  bool fine = false;
  std::map<std::string, double> values;
  for (const json::value& one : result_of(port_, expression, fine, at)) {
    std::string key;
    for (const std::string& label : labels) {
      const json::value* value = one.at("metric").as_object().if_contains(label);
      if (!key.empty()) key += '/';
      if (value != nullptr) key += json::value_to<std::string>(*value);
    }
    values[key] = std::stod(json::value_to<std::string>(one.at_pointer("/value/1")));
  }
  return values;
}

Alertmanager::Alertmanager() : port_(free_port()) {
  folder_.write("alertmanager.yml", "route:\n  receiver: nobody\nreceivers:\n  - name: nobody\n");
  process_ = std::make_unique<Process>(
      std::vector<std::string>{
          "prometheus-alertmanager", "--config.file=" + folder_.file("alertmanager.yml"),
          "--storage.path=" + folder_.file("data"),
          "--cluster.listen-address=", fmt::format("--web.listen-address=127.0.0.1:{}", port_)},
      folder_.file("output"));
}

std::string Alertmanager::url() const {
  return fmt::format("http://127.0.0.1:{}", port_);
}

bool Alertmanager::wait_ready() {
  return wait_until([this] { return http_get(url() + "/-/ready").status == 200; });
}

int Alertmanager::count_active(const std::string& label, const std::string& value) const {
  const HttpAnswer answer = http_get(url() + "/api/v2/alerts?active=true");
  boost::system::error_code error;
  const json::value alerts = json::parse(answer.body, error);
  if (error || !alerts.is_array()) return -1;
  int count = 0;
  for (const json::value& alert : alerts.as_array()) {
    const json::value* found = alert.as_object().at("labels").as_object().if_contains(label);
    if (found != nullptr && json::value_to<std::string>(*found) == value) ++count;
  }
  return count;
}

}  // namespace planwatch::e2e
