#include "daemon/app/import_files.h"

#include <algorithm>
#include <filesystem>

#include "collectors/fetch/file_source.h"
#include "daemon/app/feed_runner.h"
#include "daemon/app/plan_store.h"
#include "daemon/app/stored_plan.h"
#include "daemon/time/clock.h"
#include "rules/engine/engine.h"
#include "rules/engine/rows.h"

namespace planwatch {

namespace {

namespace fs = std::filesystem;

// The pattern that matches this very path.
std::string literal(const std::string& path) {
  std::string pattern;
  for (const char c : path) {
    if (c == '*' || c == '?' || c == '[' || c == '\\') pattern += '\\';
    pattern += c;
  }
  return pattern;
}

// Files that a person names are finished: no marker, and none is moved.
Result<Fetched> read_file(const std::string& path, const FeedSpec& feed) {
  std::error_code error;
  const FileSource source{fs::is_regular_file(path, error) ? literal(path) : path};
  const FileRules rules = rules_of(feed, source, {}, {});
  const std::vector<FileLook> looks = look_at_files(rules);
  if (looks.empty()) {
    return fail(ErrorCode::not_found, path + "：没有这个文件；请核对路径 (no such file)");
  }
  auto fetched = fetched_of(read_stable_files(looks, rules));
  if (!fetched) return fetched;
  for (FetchedBody& body : fetched->bodies) {
    body.source = fs::absolute(body.source).lexically_normal();
  }
  return fetched;
}

ImportedFile unread_file(const std::string& path, const Error& error) {
  ImportedFile unread;
  unread.path = path;
  unread.error = error;
  return unread;
}

// One open store with the engine that says what is new in a delivery.
class Importer {
 public:
  Importer(std::shared_ptr<const Configuration> configuration, const FeedSpec& feed,
           std::unique_ptr<Store> store, Engine engine, Instant received)
      : configuration_(std::move(configuration)),
        feed_(feed),
        store_(std::move(store)),
        engine_(std::move(engine)),
        received_(received) {}

  // An error is one of the store: nothing more can be imported.
  Result<ImportedFile> import(const FetchedBody& body) {
    ImportedFile file;
    file.path = body.source;
    file.sha256 = body.sha256;
    const std::string source = import_source(body.source);
    const auto known = store_->has_delivery(feed_.id, source, body.sha256);
    if (!known) return tl::make_unexpected(known.error());
    file.known = *known;
    if (file.known) return file;
    Result<Extracted> extracted = read_body(body, feed_, *configuration_);
    if (!extracted) {
      file.error = extracted.error();
      return file;
    }
    extracted->delivery.source = source;
    file.notes = extracted->notes;
    const std::size_t delivered = extracted->observations.size() + extracted->task_reports.size();
    std::vector<Row> rows = take_in(std::move(*extracted), file);
    rows.emplace_back(PersonActionRow{make_machine_clock()->now(), "命令行", "import",
                                      feed_.id.text, body.source + " sha256 " + body.sha256});
    const std::size_t refused = file.rejected.size() - rejected_by_extraction_;
    file.repeated = static_cast<std::uint32_t>(delivered - refused) - file.accepted;
    if (auto written = store_->commit(rows); !written) {
      return tl::make_unexpected(written.error());
    }
    return file;
  }

 private:
  // More to come: the engine takes in and judges nothing. Of its effects the facts are kept; the
  // feed's own state is the daemon's.
  std::vector<Row> take_in(Extracted extracted, ImportedFile& file) {
    rejected_by_extraction_ = extracted.rejected.size();
    ObservationsArrived event{received_, feed_.id, configuration_, std::move(extracted)};
    event.more_to_come = true;
    std::vector<Row> rows;
    for (Effect& effect : engine_.handle(event)) {
      if (auto* persist = std::get_if<Persist>(&effect)) {
        if (std::holds_alternative<FeedStateRow>(persist->row)) continue;
        note(persist->row, file);
        rows.push_back(std::move(persist->row));
      } else if (auto* figures = std::get_if<PersistFigures>(&effect)) {
        for (ObservationRow& row : figures->observations) rows.emplace_back(std::move(row));
      }
    }
    return rows;
  }
  static void note(const Row& row, ImportedFile& file) {
    if (const auto* delivery = std::get_if<DeliveryRow>(&row)) file.accepted = delivery->accepted;
    if (const auto* rejected = std::get_if<RejectedRowRow>(&row)) {
      file.rejected.push_back(rejected->rejected);
    }
  }

  std::shared_ptr<const Configuration> configuration_;
  const FeedSpec& feed_;
  std::unique_ptr<Store> store_;
  Engine engine_;
  Instant received_;
  std::size_t rejected_by_extraction_ = 0;
};

Result<Importer> open_importer(const std::shared_ptr<const Configuration>& configuration,
                               const ImportRequest& request) {
  const bool demo = is_demo_folder(request.data_folder);
  auto store = open_plan_store(request.data_folder, *configuration, OpenMode::read_write);
  if (!store) return tl::make_unexpected(store.error());
  const Result<Restored> restored = (*store)->load();
  if (!restored) return tl::make_unexpected(restored.error());
  Instant now = make_machine_clock()->now();
  if (demo && restored->plan_now) now = *restored->plan_now;
  Engine engine(configuration, demo ? FeedSelection::samples : FeedSelection::real);
  engine.restore(*restored, now);
  if (request.known_on) now = instant_at(*request.known_on, std::chrono::hours{12});
  return Importer(configuration, *configuration->find_feed(request.feed), std::move(*store),
                  std::move(engine), now);
}

}  // namespace

Result<std::vector<ImportedFile>> import_files(
    const std::shared_ptr<const Configuration>& configuration, const ImportRequest& request) {
  auto importer = open_importer(configuration, request);
  if (!importer) return tl::make_unexpected(importer.error());
  const FeedSpec& feed = *configuration->find_feed(request.feed);
  std::vector<ImportedFile> imported;
  for (const std::string& path : request.files) {
    const auto fetched = read_file(path, feed);
    if (!fetched) {
      imported.push_back(unread_file(path, fetched.error()));
      continue;
    }
    for (const FetchedBody& body : fetched->bodies) {
      auto file = importer->import(body);
      if (!file) return tl::make_unexpected(file.error());
      imported.push_back(std::move(*file));
    }
    for (const Error& trouble : fetched->troubles) imported.push_back(unread_file(path, trouble));
  }
  return imported;
}

}  // namespace planwatch
