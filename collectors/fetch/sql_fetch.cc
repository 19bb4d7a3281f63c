#include "collectors/fetch/fetch_jobs.h"
#include "collectors/fetch/sha256.h"
#include "collectors/fetch/sql_read.h"
#include "collectors/fetch/sql_text.h"
#include "collectors/fetch/sql_watermark.h"

namespace planwatch {

namespace {

// One question on the worker; asked again only when the server was not reached. A query that was
// too slow would burden the department's database again.
class SqlFetch : public std::enable_shared_from_this<SqlFetch> {
 public:
  SqlFetch(std::weak_ptr<FetchTools> tools, const FeedSpec& feed, SqlQuestion question,
           Fetcher::Done done)
      : tools_(std::move(tools)),
        feed_(feed.id),
        retries_(feed.retries),
        question_(std::move(question)),
        done_(std::move(done)) {}

  void start() {
    const auto tools = tools_.lock();
    if (!tools) return;
    tools->worker.run([self = shared_from_this()] { self->read(); },
                      [self = shared_from_this()] {
                        if (!self->tools_.expired()) self->was_read();
                      });
  }

 private:
  void read() {
    outcome_ = read_sql(question_).map([this](SqlAnswer answer) {
      Fetched fetched;
      fetched.memory = memory_of_watermark(question_.source, answer.greatest);
      // Without a watermark an empty table is news; with one it says that nothing new came.
      if (answer.rows == 0 && question_.source.watermark) return fetched;
      std::string hash = sha256_hex(answer.csv);
      fetched.bodies.push_back(
          {name_of_database(question_.source), std::move(answer.csv), std::move(hash)});
      return fetched;
    });
  }

  void was_read() {
    const auto tools = tools_.lock();
    const bool again = !outcome_ && outcome_.error().transient &&
                       outcome_.error().code == ErrorCode::io && attempt_ < retries_;
    if (!again || !tools) return done_(std::move(outcome_));
    tools->loop.after(retry_delay(feed_, attempt_++),
                      [self = shared_from_this()] { self->start(); });
  }

  std::weak_ptr<FetchTools> tools_;
  FeedId feed_;
  int retries_;
  SqlQuestion question_;
  Fetcher::Done done_;
  Result<Fetched> outcome_;
  int attempt_ = 0;
};

// An error is handed over from the loop, as answers are.
void fail_later(const SharedTools& tools, Error error, Fetcher::Done done) {
  tools->loop.after(
      std::chrono::milliseconds(0),
      [weak = std::weak_ptr(tools), error = std::move(error), done = std::move(done)] {
        if (!weak.expired()) done(tl::make_unexpected(error));
      });
}

SqlSource expanded(SqlSource source, const FetchTools& tools) {
  source.query = expand(source.query, tools.variables);
  if (source.database != DatabaseKind::sqlite) return source;
  source.name = expand(source.name, tools.variables);
  if (!source.name.starts_with('/') && !tools.base_folder.empty()) {
    source.name = tools.base_folder + "/" + source.name;
  }
  return source;
}

}  // namespace

void start_fetch(const SharedTools& tools, const FeedSpec& feed, const SqlSource& source,
                 const FetchMemory& memory, Fetcher::Done done) {
  SqlQuestion question;
  question.source = expanded(source, *tools);
  question.limits = feed.limits;
  question.greatest = remembered_watermark(question.source, memory);
  if (tools->machine_now) {
    question.newest_day = local_date(tools->machine_now()) + std::chrono::days(1);
  }
  auto statement = sql_statement(question.source);
  if (!statement) return fail_later(tools, statement.error(), std::move(done));
  auto since = since_of(question.source, memory);
  if (!since) return fail_later(tools, since.error(), std::move(done));
  question.statement = *std::move(statement);
  question.since = *std::move(since);
  std::make_shared<SqlFetch>(tools, feed, std::move(question), std::move(done))->start();
}

}  // namespace planwatch
