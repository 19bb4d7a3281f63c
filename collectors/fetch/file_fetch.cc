#include "collectors/fetch/fetch_jobs.h"
#include "collectors/fetch/file_source.h"

namespace planwatch {

namespace {

Fetched fetched_of(std::vector<FetchedBody> bodies) {
  return {std::move(bodies)};
}

// Two looks at the files, `stable_for` apart; both on the worker, for network drives block.
class FileFetch : public std::enable_shared_from_this<FileFetch> {
 public:
  FileFetch(std::weak_ptr<FetchTools> tools, std::string glob, const FeedSpec& feed,
            const FileSource& source, Fetcher::Done done)
      : tools_(std::move(tools)),
        glob_(std::move(glob)),
        stable_for_(source.stable_for),
        max_bytes_(feed.limits.bytes),
        done_(std::move(done)) {}

  void start() {
    const auto tools = tools_.lock();
    if (!tools) return;
    tools->worker.run([self = shared_from_this()] { self->looks_ = look_at_files(self->glob_); },
                      [self = shared_from_this()] { self->looked(); });
  }

 private:
  void looked() {
    const auto tools = tools_.lock();
    if (!tools) return;
    if (looks_.empty()) return done_(tl::make_unexpected(nothing_matches(glob_)));
    tools->loop.after(stable_for_, [self = shared_from_this()] { self->look_again(); });
  }

  void look_again() {
    const auto tools = tools_.lock();
    if (!tools) return;
    tools->worker.run(
        [self = shared_from_this()] {
          self->outcome_ = read_stable_files(self->looks_, self->glob_, self->max_bytes_);
        },
        [self = shared_from_this()] {
          if (!self->tools_.expired()) self->done_(std::move(self->outcome_).map(fetched_of));
        });
  }

  std::weak_ptr<FetchTools> tools_;
  std::string glob_;
  std::chrono::milliseconds stable_for_;
  std::uint64_t max_bytes_;
  Fetcher::Done done_;
  std::vector<FileLook> looks_;
  Result<std::vector<FetchedBody>> outcome_;
};

std::string absolute_glob(const std::string& glob, const std::string& base_folder) {
  if (glob.starts_with('/') || base_folder.empty()) return glob;
  return base_folder + "/" + glob;
}

}  // namespace

void start_fetch(const SharedTools& tools, const FeedSpec& feed, const FileSource& source,
                 const FetchMemory&, Fetcher::Done done) {
  std::string glob = absolute_glob(expand(source.glob, tools->variables), tools->base_folder);
  std::make_shared<FileFetch>(tools, std::move(glob), feed, source, std::move(done))->start();
}

void settle_file(const FetchTools&, const FileSource&, const FetchedBody&) {}

}  // namespace planwatch
