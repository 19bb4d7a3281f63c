#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "collectors/fetch/http_client.h"
#include "rules/model/date.h"

namespace planwatch::vendors {

struct Request {
  std::string method;
  std::string target;                                        // path and query
  std::vector<std::pair<std::string, std::string>> headers;  // names in lower case
  std::string body;
};
struct Reply {
  int status = 200;
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers{};
};

// A message that the vendor took and shows to people.
struct Accepted {
  std::string robot;                   // its key or token; of the app: its agent's number
  std::string msgtype;                 // text, markdown, interactive
  std::string title;                   // preview line, head of a card
  std::string text;                    // what people read
  std::string colour;                  // of a card's head
  std::vector<std::string> mentioned;  // who is called: userids, mobiles, open ids, mailboxes
  bool everybody = false;              // all members are called
  std::vector<std::string> members;    // app: who received it
  Instant at{};
  std::string body;  // as it came
};

// A strict stand-in for a vendor's server: takes what the real one takes by its manual, refuses
// everything else with the real one's code, keeps its rates and its penalties. The time is the
// caller's (`now`, the vendor's clock). Any thread.
class Vendor {
 public:
  using Now = std::function<Instant()>;
  explicit Vendor(Now now) : now_(std::move(now)) {}
  virtual ~Vendor() = default;
  Vendor(const Vendor&) = delete;
  Vendor& operator=(const Vendor&) = delete;

  // Carries a Date header, as every real answer does.
  Reply answer(const Request& request);
  // The same for requests that never see a network: simulation, virtual time.
  HttpResponse answer(const HttpRequest& request);

  // The next requests are answered thus, in this order, whatever they are; nothing is accepted.
  void answer_next(Reply reply);
  // The vendor's own form of a refusal: errcode and errmsg, code and msg.
  void refuse_next(std::int64_t code, const std::string& message, int times = 1);

  std::vector<Accepted> accepted() const;
  int requests() const;  // all that came

 protected:
  // Called under the lock.
  virtual Reply judge(const Request& request) = 0;
  virtual Reply refusal(std::int64_t code, const std::string& message) const = 0;
  Instant now() const { return now_(); }
  void accept(Accepted message);

  mutable std::mutex mutex_;

 private:
  Now now_;
  std::deque<Reply> next_;
  std::vector<Accepted> accepted_;
  int requests_ = 0;
};

// At most `most` within `span`; the one too many is refused, and so is what comes within `penalty`
// after it.
class RateWindow {
 public:
  RateWindow(std::size_t most, std::chrono::milliseconds span, std::chrono::milliseconds penalty)
      : most_(most), span_(span), penalty_(penalty) {}
  bool take(Instant now);

 private:
  std::size_t most_;
  std::chrono::milliseconds span_;
  std::chrono::milliseconds penalty_;
  std::deque<Instant> taken_;
  Instant blocked_until_{};
};

}  // namespace planwatch::vendors
