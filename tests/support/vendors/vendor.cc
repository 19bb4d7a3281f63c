#include "tests/support/vendors/vendor.h"

#include "tests/support/vendors/wire.h"

namespace planwatch::vendors {

namespace {

std::string lower(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

std::string target_of(const std::string& url) {
  const std::size_t scheme = url.find("://");
  const std::size_t path = url.find('/', scheme == std::string::npos ? 0 : scheme + 3);
  return path == std::string::npos ? "/" : url.substr(path);
}

}  // namespace

Reply Vendor::answer(const Request& request) {
  const std::lock_guard lock(mutex_);
  ++requests_;
  Reply reply;
  if (next_.empty()) {
    reply = judge(request);
  } else {
    reply = std::move(next_.front());
    next_.pop_front();
  }
  reply.headers.emplace_back("date", http_date(now()));
  return reply;
}

HttpResponse Vendor::answer(const HttpRequest& request) {
  Request asked{request.method, target_of(request.url), {}, request.body};
  for (const auto& [name, value] : request.headers) {
    asked.headers.emplace_back(lower(name), value);
  }
  Reply reply = answer(asked);
  HttpResponse response;
  response.status = reply.status;
  response.headers = std::move(reply.headers);
  response.body = std::move(reply.body);
  return response;
}

void Vendor::answer_next(Reply reply) {
  const std::lock_guard lock(mutex_);
  next_.push_back(std::move(reply));
}

void Vendor::refuse_next(std::int64_t code, const std::string& message, int times) {
  const std::lock_guard lock(mutex_);
  for (int i = 0; i < times; ++i) next_.push_back(refusal(code, message));
}

std::vector<Accepted> Vendor::accepted() const {
  const std::lock_guard lock(mutex_);
  return accepted_;
}

int Vendor::requests() const {
  const std::lock_guard lock(mutex_);
  return requests_;
}

void Vendor::accept(Accepted message) {
  message.at = now();
  accepted_.push_back(std::move(message));
}

bool RateWindow::take(Instant now) {
  if (now < blocked_until_) return false;
  while (!taken_.empty() && taken_.front() + span_ <= now) taken_.pop_front();
  if (taken_.size() < most_) {
    taken_.push_back(now);
    return true;
  }
  blocked_until_ = now + penalty_;
  return false;
}

}  // namespace planwatch::vendors
