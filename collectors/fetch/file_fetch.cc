#include <filesystem>

#include "collectors/fetch/done_folder.h"
#include "collectors/fetch/fetch_jobs.h"
#include "collectors/fetch/file_source.h"

namespace planwatch {

namespace {

// In the memory of a drop folder that is emptied: something was delivered once, an empty folder is
// no mistake in the glob.
constexpr const char* delivered_before = "delivered";

bool holds_anything(const std::string& folder) {
  std::error_code error;
  const std::filesystem::directory_iterator files(folder, error);
  return !error && files != std::filesystem::directory_iterator();
}

// Two looks at the files, `stable_for` apart; both on the worker, for network drives block. While
// all of them still change, it looks again a few times before it gives up until the next poll.
class FileFetch : public std::enable_shared_from_this<FileFetch> {
 public:
  FileFetch(std::weak_ptr<FetchTools> tools, FileRules rules, const FeedSpec& feed,
            const FileSource& source, FetchMemory memory, Fetcher::Done done)
      : tools_(std::move(tools)),
        rules_(std::move(rules)),
        stable_for_(source.stable_for),
        looks_left_(feed.retries),
        memory_(std::move(memory)),
        done_(std::move(done)) {}

  void start() {
    const auto tools = tools_.lock();
    if (!tools) return;
    tools->worker.run([self = shared_from_this()] { self->look(); },
                      [self = shared_from_this()] { self->looked(); });
  }

 private:
  void look() {
    looks_ = look_at_files(rules_);
    const bool emptied = looks_.empty() && !rules_.done.empty() && !folders_of(rules_).empty();
    nothing_new_ = emptied && (memory_.contains(delivered_before) || holds_anything(rules_.done));
  }

  void looked() {
    const auto tools = tools_.lock();
    if (!tools) return;
    if (nothing_new_) return done_(Fetched{{}, memory_, {}});
    if (looks_.empty()) return done_(tl::make_unexpected(nothing_matches(rules_.glob)));
    tools->loop.after(stable_for_, [self = shared_from_this()] { self->look_again(); });
  }

  void look_again() {
    const auto tools = tools_.lock();
    if (!tools) return;
    tools->worker.run(
        [self = shared_from_this()] {
          self->read_ = read_stable_files(self->looks_, self->rules_);
        },
        [self = shared_from_this()] {
          if (!self->tools_.expired()) self->finish();
        });
  }

  void finish() {
    if (read_.bodies.empty() && read_.troubles.empty() && looks_left_-- > 0) return start();
    auto fetched = fetched_of(std::move(read_));
    if (fetched) {
      fetched->memory = std::move(memory_);
      if (!rules_.done.empty()) fetched->memory[delivered_before] = "1";
    }
    done_(std::move(fetched));
  }

  std::weak_ptr<FetchTools> tools_;
  FileRules rules_;
  std::chrono::milliseconds stable_for_;
  int looks_left_;
  FetchMemory memory_;
  Fetcher::Done done_;
  std::vector<FileLook> looks_;
  bool nothing_new_ = false;
  FilesRead read_;
};

}  // namespace

void start_fetch(const SharedTools& tools, const FeedSpec& feed, const FileSource& source,
                 const FetchMemory& memory, Fetcher::Done done) {
  FileRules rules = rules_of(feed, source, tools->variables, tools->base_folder);
  std::make_shared<FileFetch>(tools, std::move(rules), feed, source, memory, std::move(done))
      ->start();
}

void settle_file(const FetchTools& tools, const FileSource& source, const FetchedBody& body) {
  const FileRules rules = rules_of(FeedSpec{}, source, tools.variables, tools.base_folder);
  if (rules.done.empty()) return;
  // What cannot be moved stays, is delivered again, is known, and is tried again.
  tools.worker.run(
      [path = body.source, sha256 = body.sha256, marker = rules.marker, done = rules.done] {
        static_cast<void>(move_to_done(path, sha256, marker, done));
      },
      [] {});
}

}  // namespace planwatch
