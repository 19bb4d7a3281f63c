#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>
#include <fnmatch.h>

#include "collectors/decode/mime.h"
#include "collectors/fetch/fetch_jobs.h"
#include "collectors/fetch/imap_client.h"
#include "collectors/fetch/sha256.h"

namespace planwatch {

namespace {

constexpr std::size_t heads_at_once = 100;
constexpr const char* validity_key = "mailbox:uidvalidity";
constexpr const char* uid_key = "mailbox:uid";

struct Head {
  std::uint64_t uid = 0;
  std::uint64_t size = 0;
  std::string from;
};

std::string lower_case(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

std::string imap_date(Date date) {
  constexpr std::array<const char*, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  return fmt::format("{}-{}-{}", day_of(date), months.at(month_of(date) - 1), year_of(date));
}

std::uint64_t remembered(const FetchMemory& memory, const char* key) {
  const auto found = memory.find(key);
  std::uint64_t number = 0;
  if (found == memory.end()) return number;
  const std::string& text = found->second;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

// Reads the mails that are new since the remembered one, oldest first. On a worker.
class MailboxReader {
 public:
  MailboxReader(const MailboxSource& source, const FeedLimits& limits, FetchMemory memory,
                std::optional<Date> oldest)
      : source_(source), limits_(limits), memory_(std::move(memory)), oldest_(oldest) {}

  Result<Fetched> read();

 private:
  Result<std::vector<std::uint64_t>> new_uids();
  Result<std::vector<Head>> heads_of(const std::vector<std::uint64_t>& uids);
  std::optional<Error> take(const Head& head);
  void add_body(std::uint64_t uid, const std::string& name, std::string bytes);
  // A mail that cannot be taken apart must be seen, but not stop the others: it goes on as a body
  // that no decoder takes, with the reason in its name.
  void add_trouble(std::uint64_t uid, const std::string& reason) {
    add_body(uid, "（" + reason + "）", fmt::format("uid={} {}\n", uid, reason));
  }
  bool may_send(const std::string& from) const {
    return !from.empty() && std::any_of(source_.from.begin(), source_.from.end(),
                                        [&](const auto& one) { return lower_case(one) == from; });
  }

  MailboxSource source_;
  FeedLimits limits_;
  FetchMemory memory_;
  std::optional<Date> oldest_;
  std::unique_ptr<ImapSession> session_;
  std::uint64_t last_uid_ = 0;
  std::uint64_t bytes_ = 0;
  std::vector<FetchedBody> bodies_;
};

Result<std::vector<std::uint64_t>> MailboxReader::new_uids() {
  std::string search = fmt::format("UID SEARCH UID {}:*", last_uid_ + 1);
  if (oldest_) search += " SINCE " + imap_date(*oldest_);
  const auto lines = session_->command(search);
  if (!lines) return tl::make_unexpected(lines.error());
  std::vector<std::uint64_t> uids;
  for (const ImapLine& line : *lines) {
    const auto found = numbers_of_search(line.text);
    uids.insert(uids.end(), found.begin(), found.end());
  }
  // "*" is the last mail even where its number is smaller than what was asked for.
  std::erase_if(uids, [this](std::uint64_t uid) { return uid <= last_uid_; });
  std::sort(uids.begin(), uids.end());
  return uids;
}

Result<std::vector<Head>> MailboxReader::heads_of(const std::vector<std::uint64_t>& uids) {
  const auto lines = session_->command(fmt::format(
      "UID FETCH {} (RFC822.SIZE BODY.PEEK[HEADER.FIELDS (FROM)])", fmt::join(uids, ",")));
  if (!lines) return tl::make_unexpected(lines.error());
  std::vector<Head> heads;
  heads.reserve(lines->size());
  for (const ImapLine& line : *lines) {
    const auto uid = number_behind(line.text, "UID");
    const auto size = number_behind(line.text, "RFC822.SIZE");
    if (!uid || !size || line.literals.size() != 1) continue;
    heads.push_back({*uid, *size, decode_mail_head(line.literals.front()).from});
  }
  std::sort(heads.begin(), heads.end(), [](const Head& a, const Head& b) { return a.uid < b.uid; });
  return heads;
}

void MailboxReader::add_body(std::uint64_t uid, const std::string& name, std::string bytes) {
  bytes_ += bytes.size();
  std::string hash = sha256_hex(bytes);
  bodies_.push_back({fmt::format("{};uid={}/{}", name_of_mailbox(source_), uid, name),
                     std::move(bytes), std::move(hash)});
}

std::optional<Error> MailboxReader::take(const Head& head) {
  if (head.size > most_mail_bytes(limits_)) {
    add_trouble(head.uid, fmt::format("邮件有 {} 字节，超过上限：请让对方分开发送，或调大 "
                                      "limits.bytes",
                                      head.size));
    return std::nullopt;
  }
  const auto lines = session_->command(fmt::format("UID FETCH {} (BODY.PEEK[])", head.uid));
  if (!lines) return lines.error();
  for (const ImapLine& line : *lines) {
    if (line.literals.size() != 1) continue;
    MimeLimits limits;
    limits.bytes = limits_.bytes;
    auto mail = decode_mime(line.literals.front(), limits);
    if (!mail) {
      add_trouble(head.uid, mail.error().message);
      continue;
    }
    for (MimeAttachment& attachment : mail->attachments) {
      const bool wanted =
          fnmatch(source_.attachments.c_str(), attachment.name.c_str(), FNM_CASEFOLD) == 0;
      if (wanted) add_body(head.uid, attachment.name, std::move(attachment.bytes));
    }
  }
  return std::nullopt;
}

Result<Fetched> MailboxReader::read() {
  auto opened = open_imap(source_, limits_);
  if (!opened) return tl::make_unexpected(opened.error());
  session_ = *std::move(opened);
  const bool same = remembered(memory_, validity_key) == session_->uid_validity();
  last_uid_ = same ? remembered(memory_, uid_key) : 0;
  const auto uids = new_uids();
  if (!uids) return tl::make_unexpected(uids.error());
  bool full = false;
  for (std::size_t at = 0; at < uids->size() && !full; at += heads_at_once) {
    const auto begin = uids->begin() + static_cast<std::ptrdiff_t>(at);
    const auto count = std::min(heads_at_once, uids->size() - at);
    const auto heads = heads_of({begin, begin + static_cast<std::ptrdiff_t>(count)});
    if (!heads) return tl::make_unexpected(heads.error());
    for (const Head& head : *heads) {
      if (may_send(head.from)) {
        // What exceeds the limit together waits for the next fetch.
        full = bytes_ > 0 && head.size <= most_mail_bytes(limits_) &&
               bytes_ + head.size > limits_.bytes;
        if (full) break;
        if (auto error = take(head)) return tl::make_unexpected(*std::move(error));
      }
      last_uid_ = head.uid;
    }
  }
  return Fetched{std::move(bodies_),
                 {{validity_key, std::to_string(session_->uid_validity())},
                  {uid_key, std::to_string(last_uid_)}}};
}

class MailboxFetch : public std::enable_shared_from_this<MailboxFetch> {
 public:
  MailboxFetch(std::weak_ptr<FetchTools> tools, const FeedSpec& feed, MailboxSource source,
               FetchMemory memory, Fetcher::Done done)
      : tools_(std::move(tools)),
        feed_(feed.id),
        limits_(feed.limits),
        retries_(feed.retries),
        source_(std::move(source)),
        memory_(std::move(memory)),
        done_(std::move(done)) {}

  void start() {
    const auto tools = tools_.lock();
    if (!tools) return;
    std::optional<Date> oldest;
    if (tools->machine_now) {
      oldest = local_date(tools->machine_now()) - std::chrono::days(source_.days);
    }
    tools->worker.run(
        [self = shared_from_this(), oldest] {
          self->outcome_ =
              MailboxReader(self->source_, self->limits_, self->memory_, oldest).read();
        },
        [self = shared_from_this()] {
          if (!self->tools_.expired()) self->was_read();
        });
  }

 private:
  void was_read() {
    const auto tools = tools_.lock();
    const bool again = !outcome_ && outcome_.error().transient && attempt_ < retries_;
    if (!again || !tools) return done_(std::move(outcome_));
    tools->loop.after(retry_delay(feed_, attempt_++),
                      [self = shared_from_this()] { self->start(); });
  }

  std::weak_ptr<FetchTools> tools_;
  FeedId feed_;
  FeedLimits limits_;
  int retries_;
  MailboxSource source_;
  FetchMemory memory_;
  Fetcher::Done done_;
  Result<Fetched> outcome_;
  int attempt_ = 0;
};

}  // namespace

void start_fetch(const SharedTools& tools, const FeedSpec& feed, const MailboxSource& source,
                 const FetchMemory& memory, Fetcher::Done done) {
  MailboxSource resolved = source;
  const bool relative = !resolved.ca_file.empty() && !resolved.ca_file.starts_with('/');
  if (relative && !tools->base_folder.empty()) {
    resolved.ca_file = tools->base_folder + "/" + resolved.ca_file;
  }
  std::make_shared<MailboxFetch>(tools, feed, std::move(resolved), memory, std::move(done))
      ->start();
}

}  // namespace planwatch
