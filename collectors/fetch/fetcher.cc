#include "collectors/fetch/fetcher.h"

#include <algorithm>
#include <cstdint>

#include "collectors/fetch/fetch_jobs.h"
#include "collectors/fetch/secret_rotation.h"

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
      : tools_(std::make_shared<FetchTools>(std::move(tools))) {
    if (!tools_->secrets) tools_->secrets = std::make_shared<SecretCache>();
  }

  void fetch(const FeedSpec& feed, const FetchMemory& memory, Done done) override {
    std::visit([&](const auto& source) { start_fetch(tools_, feed, source, memory, done); },
               feed.transport);
  }

  void settle(const FeedSpec& feed, const FetchedBody& body) override {
    const auto* source = std::get_if<FileSource>(&feed.transport);
    if (source != nullptr) settle_file(*tools_, *source, body);
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

void Fetcher::settle(const FeedSpec&, const FetchedBody&) {}

std::unique_ptr<Fetcher> make_fetcher(FetchTools tools) {
  return std::make_unique<SourceFetcher>(std::move(tools));
}

}  // namespace planwatch
