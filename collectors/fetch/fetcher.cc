#include "collectors/fetch/fetcher.h"

#include <algorithm>
#include <cstdint>

#include "collectors/fetch/fetch_jobs.h"

namespace planwatch {

namespace {

constexpr std::int64_t first_delay_ms = 500;
constexpr std::int64_t most_delay_ms = 60'000;

// FNV-1a.
std::uint64_t hash_of(const std::string& text, int number) {
  std::uint64_t hash = 14'695'981'039'346'656'037ULL;
  const auto mix = [&](unsigned char byte) { hash = (hash ^ byte) * 1'099'511'628'211ULL; };
  for (const char c : text) mix(static_cast<unsigned char>(c));
  mix(static_cast<unsigned char>(number));
  return hash;
}

class SourceFetcher : public Fetcher {
 public:
  explicit SourceFetcher(FetchTools tools)
      : tools_(std::make_shared<FetchTools>(std::move(tools))) {}

  void fetch(const FeedSpec& feed, Done done) override {
    if (const auto* file = std::get_if<FileSource>(&feed.transport)) {
      start_file_fetch(tools_, feed, *file, std::move(done));
    } else {
      start_http_fetch(tools_, feed, std::get<HttpSource>(feed.transport), std::move(done));
    }
  }

 private:
  std::shared_ptr<FetchTools> tools_;
};

}  // namespace

std::chrono::milliseconds retry_delay(const FeedId& feed, int attempt) {
  const std::int64_t doubled = first_delay_ms << std::min(attempt, 10);
  const std::int64_t base = std::min(doubled, most_delay_ms);
  const auto jitter =
      static_cast<std::int64_t>(hash_of(feed.text, attempt) % static_cast<std::uint64_t>(base / 2));
  return std::chrono::milliseconds(base + jitter);
}

std::unique_ptr<Fetcher> make_fetcher(EventLoop& loop, HttpClient& http, Worker& worker,
                                      SourceVariables variables, std::string base_folder) {
  return std::make_unique<SourceFetcher>(
      FetchTools{loop, http, worker, std::move(variables), std::move(base_folder)});
}

}  // namespace planwatch
