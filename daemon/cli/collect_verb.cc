#include <algorithm>
#include <cstdio>
#include <fmt/format.h>

#include "collectors/read/in_english.h"
#include "daemon/app/collect_once.h"
#include "daemon/app/load_checked.h"
#include "daemon/app/stored_history.h"
#include "daemon/app/stored_plan.h"
#include "daemon/cli/collect_answers.h"
#include "daemon/cli/verbs.h"
#include "daemon/feed_fixture/fixture_folder.h"

namespace planwatch {

namespace {

bool is_fine(const CollectedBody& body) {
  return body.document && body.extracted;
}

struct Ground {
  JudgingGround ground;
  bool has_store = false;
};

// What the store knows, where there is one of the feed's kind: a demo's knows sample feeds alone.
Result<Ground> ground_of(const CommonOptions& options,
                         const std::shared_ptr<const Configuration>& configuration, bool sample,
                         Instant now) {
  Ground made;
  made.ground.configuration = configuration;
  made.ground.feeds = sample ? FeedSelection::samples : FeedSelection::real;
  made.ground.now = now;
  const std::string folder = find_data_folder(options.data);
  if (is_demo_folder(folder) != sample) {
    if (options.data.empty()) return made;
    return fail(
        ErrorCode::invalid,
        options.lang == Lang::zh
            ? fmt::format("{} 与此数据源不配：样例数据源只看演示的数据目录，真实数据源不看", folder)
            : fmt::format("{} does not fit the feed: sample feeds go with a demo's folder, "
                          "real ones do not",
                          folder));
  }
  auto history = read_stored_history(configuration, folder);
  if (!history) return tl::make_unexpected(history.error());
  if (history->empty) return made;
  made.has_store = true;
  made.ground.known = std::move(history->known);
  made.ground.now = history->now;
  return made;
}

Result<void> print_judged(const CommonOptions& options,
                          const std::shared_ptr<const Configuration>& configuration,
                          const FeedSpec& feed, const Collected& collected) {
  std::vector<const Extracted*> bodies;
  for (const CollectedBody& body : collected.bodies) {
    if (is_fine(body)) bodies.push_back(&*body.extracted);
  }
  auto made = ground_of(options, configuration, feed.sample, collected.plan_now);
  if (!made) return tl::make_unexpected(made.error());
  const JudgedDelivery judged = judge_collected(made->ground, feed.id, bodies);
  fmt::print("{}", judged_text(judged, made->has_store, options.lang));
  return {};
}

// The copy that is read again instead of fetching: what came then and what comes now.
Result<Collected> replay(const CommonOptions& options, const CollectWords& words,
                         const Configuration& configuration, const FeedSpec& feed,
                         std::vector<std::string>& differing) {
  const std::string manifest = words.fixture + "/" + fixture_manifest_name;
  const auto read = read_fixture(manifest, options.lang);
  if (!read) return tl::make_unexpected(read.error());
  if (read->fixture.feed != feed.id) {
    return fail(ErrorCode::invalid,
                options.lang == Lang::zh
                    ? fmt::format("{} 是数据源 {} 的样本", manifest, read->fixture.feed.text)
                    : fmt::format("{} is a fixture of feed {}", manifest, read->fixture.feed.text));
  }
  Collected collected;
  collected.plan_now = instant_at(read->fixture.received, std::chrono::hours{18});
  std::string came;
  for (const FixtureBody& body : read->fixture.bodies) {
    ReplayedBody replayed = replay_body(body, feed, configuration);
    const std::size_t number = collected.bodies.size() + 1;
    if (replayed.extracted) came += expected_text(configuration, number, *replayed.extracted);
    collected.bodies.push_back(
        {std::move(replayed.fetched), std::move(replayed.document), std::move(replayed.extracted)});
  }
  differing = differences(read->fixture.expected, came);
  return collected;
}

// Exit code.
int say_differences(const CommonOptions& options, const std::vector<std::string>& differing) {
  const bool zh = options.lang == Lang::zh;
  if (differing.empty()) {
    fmt::print("{}\n", zh ? "与样本保存时相同" : "the same as when the fixture was saved");
    return 0;
  }
  fmt::print("{}\n", zh ? "与样本保存时不同（- 原有，+ 现有）："
                        : "differs from when the fixture was saved (- then, + now):");
  for (const std::string& line : differing) fmt::print("{}\n", line);
  return 1;
}

int save(const CommonOptions& options, const CollectWords& words,
         const Configuration& configuration, const FeedSpec& feed, const Collected& collected) {
  std::vector<FetchedBody> bodies;
  Result<Fixture> fixture = Fixture{};
  for (const CollectedBody& body : collected.bodies) {
    // A part of the fetch that failed has no bytes: what is kept would not be what came.
    const bool failed = body.fetched.sha256.empty();
    if (failed && fixture) fixture = tl::make_unexpected(body.document.error());
    bodies.push_back(body.fetched);
  }
  if (fixture) {
    fixture = make_fixture(bodies, feed, configuration, local_date(collected.plan_now));
  }
  const Result<void> written =
      fixture ? write_fixture(*fixture, words.save, options.config, words.force)
              : Result<void>(tl::make_unexpected(fixture.error()));
  if (!written) {
    fmt::print(stderr, "planwatch: {}\n", written.error().message);
    return 1;
  }
  fmt::print(fmt::runtime(options.lang == Lang::zh
                              ? "脱敏后的样本存入 {}，入库前请再看一遍\n"
                              : "a redacted copy lies in {}: look at it before committing it\n"),
             words.save);
  return 0;
}

}  // namespace

int collect_verb(const CommonOptions& options, const CollectWords& words) {
  const bool zh = options.lang == Lang::zh;
  const CheckedConfiguration loaded = load_checked(options.config, true);
  for (const std::string& text : error_texts(loaded, options.lang)) {
    fmt::print(stderr, "{}\n", text);
  }
  if (!loaded.configuration) return 2;
  const FeedSpec* spec = loaded.configuration->find_feed(FeedId{words.feed});
  if (spec == nullptr) {
    fmt::print(stderr,
               fmt::runtime(zh ? "没有数据源 {}；用 planwatch list feeds 查看\n"
                               : "no feed {}; see planwatch list feeds\n"),
               words.feed);
    return 1;
  }
  std::vector<std::string> differing;
  const auto collected = words.fixture.empty()
                             ? collect_once(loaded.configuration, options.config, spec->id)
                             : replay(options, words, *loaded.configuration, *spec, differing);
  if (!collected) {
    const std::string& why = collected.error().message;
    fmt::print(stderr, "planwatch: {}\n", zh ? why : in_english(why));
    return 1;
  }
  for (const CollectedBody& body : collected->bodies) {
    fmt::print("{}", collected_text(*loaded.configuration, body, options.lang));
  }
  const auto printed = print_judged(options, loaded.configuration, *spec, *collected);
  if (!printed) fmt::print(stderr, "planwatch: {}\n", printed.error().message);
  if (!words.fixture.empty()) return say_differences(options, differing);
  if (!words.save.empty()) return save(options, words, *loaded.configuration, *spec, *collected);
  const bool fine =
      std::all_of(collected->bodies.begin(), collected->bodies.end(), is_fine) && printed;
  return fine ? 0 : 1;
}

}  // namespace planwatch
