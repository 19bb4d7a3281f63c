#include "tests/bench/alerts_rivals.h"

#include <fmt/format.h>

#include "tests/support/http_get.h"

namespace planwatch::bench {

PrometheusPair::PrometheusPair(const std::string& webhook_url)
    : exporter_([this](const ServerRequest&) {
        ServerReply reply;
        reply.content_type = "text/plain; version=0.0.4";
        reply.body = fmt::format("bench_closing_rate {}\n", behind_ ? "0.45" : "0.99");
        return reply;
      }) {
  start(webhook_url);
}

void PrometheusPair::start(const std::string& webhook_url) {
  folder_.write("rules.yml", R"(groups:
  - name: bench
    interval: 1s
    rules:
      - alert: Behind
        expr: bench_closing_rate < 0.98
)");
  folder_.write("prometheus.yml", fmt::format(R"(global:
  scrape_interval: 1s
  scrape_timeout: 1s
  evaluation_interval: 1s
rule_files: [rules.yml]
alerting:
  alertmanagers:
    - static_configs:
        - targets: ['127.0.0.1:{}']
scrape_configs:
  - job_name: bench
    static_configs:
      - targets: ['127.0.0.1:{}']
)",
                                              alertmanager_port_, exporter_.port()));
  folder_.write("alertmanager.yml", fmt::format(R"(route:
  receiver: hook
  group_wait: 0s
  group_interval: 1s
  repeat_interval: 1h
receivers:
  - name: hook
    webhook_configs:
      - url: {}
        send_resolved: true
)",
                                                webhook_url));
  alertmanager_ = std::make_unique<Process>(
      std::vector<std::string>{
          "prometheus-alertmanager", "--config.file=" + folder_.file("alertmanager.yml"),
          "--storage.path=" + folder_.file("alertmanager"), "--cluster.listen-address=",
          fmt::format("--web.listen-address=127.0.0.1:{}", alertmanager_port_)},
      folder_.file("alertmanager.log"));
  prometheus_ = std::make_unique<Process>(
      std::vector<std::string>{"prometheus", "--config.file=" + folder_.file("prometheus.yml"),
                               "--storage.tsdb.path=" + folder_.file("prometheus"),
                               fmt::format("--web.listen-address=127.0.0.1:{}", prometheus_port_)},
      folder_.file("prometheus.log"));
}

bool PrometheusPair::wait_ready() {
  return wait_until([this] {
    for (const int port : {prometheus_port_, alertmanager_port_}) {
      if (http_get(fmt::format("http://127.0.0.1:{}/-/ready", port)).status != 200) return false;
    }
    return true;
  });
}

}  // namespace planwatch::bench
