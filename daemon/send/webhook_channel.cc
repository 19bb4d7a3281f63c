#include <algorithm>
#include <array>
#include <utility>

#include "daemon/send/channels.h"
#include "daemon/send/text.h"
#include "daemon/send/webhook_answer.h"

namespace planwatch {

namespace {

constexpr std::chrono::milliseconds connect_timeout{10'000};
constexpr std::chrono::milliseconds total_timeout{30'000};
constexpr std::uint64_t largest_answer = 1ULL << 20;  // bytes

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return text;
}

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

// A token of RFC 9110 section 5.6.2.
bool is_header_name(std::string_view name) {
  constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
  return !name.empty() && std::all_of(name.begin(), name.end(), [&](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           marks.find(c) != std::string_view::npos;
  });
}

bool is_ours(const std::string& name, const WebhookChannel& spec) {
  constexpr std::array<std::string_view, 4> ours = {"idempotency-key", "content-type",
                                                    "content-length", "transfer-encoding"};
  const std::string wanted = lower(name);
  return std::find(ours.begin(), ours.end(), wanted) != ours.end() ||
         (wanted == "authorization" && spec.bearer);
}

std::vector<std::string> secrets_of(const WebhookChannel& spec) {
  std::vector<std::string> secrets = secrets_in_url(spec.url);
  for (std::string& word : secrets_in_headers(spec.headers)) secrets.push_back(std::move(word));
  if (spec.bearer) secrets.push_back(spec.bearer->reveal());
  return secrets;
}

HttpRequest request_for(const Notice& notice, const WebhookChannel& spec) {
  HttpRequest request;
  request.method = "POST";
  request.url = spec.url;
  request.headers = {{"Content-Type", "application/json; charset=utf-8"},
                     {"Idempotency-Key", percent_encoded(to_string(notice.key))}};
  if (spec.bearer) request.headers.emplace_back("Authorization", "Bearer " + spec.bearer->reveal());
  request.headers.insert(request.headers.end(), spec.headers.begin(), spec.headers.end());
  request.body = render_json(notice);
  request.connect_timeout = connect_timeout;
  request.total_timeout = total_timeout;
  request.max_bytes = largest_answer;
  request.follow_redirects = false;
  return request;
}

class WebhookPoster : public Channel {
 public:
  WebhookPoster(HttpClient& http, WebhookChannel spec)
      : http_(http), spec_(std::move(spec)), secrets_(secrets_of(spec_)) {}

  void send(const Notice& notice, Done done) override {
    http_.start(
        request_for(notice, spec_),
        [url = spec_.url, secrets = secrets_, done = std::move(done)](
            const Result<HttpResponse>& answer) { done(classify_answer(answer, url, secrets)); });
  }

 private:
  HttpClient& http_;
  WebhookChannel spec_;
  std::vector<std::string> secrets_;
};

}  // namespace

std::optional<std::string> webhook_problem(const WebhookChannel& spec) {
  const std::string url = lower(spec.url);
  if (url.rfind("http://", 0) != 0 && url.rfind("https://", 0) != 0) {
    return "url 须以 http:// 或 https:// 开头";
  }
  if (has_control(spec.url)) return "url 含有换行或其他控制字符，请删去";
  if (spec.bearer && has_control(spec.bearer->reveal())) {
    return "bearer 含有换行或其他控制字符，请检查其来源文件或环境变量末尾是否多了换行";
  }
  for (const auto& [name, value] : spec.headers) {
    if (!is_header_name(name)) return "请求头名称“" + one_line(clean_utf8(name), 80) + "”不合规范";
    if (is_ours(name, spec)) return "请求头 " + name + " 由程序填写，请从 headers 中删去";
    if (has_control(value)) return "请求头 " + name + " 的值含有换行或其他控制字符，请删去";
  }
  return std::nullopt;
}

std::shared_ptr<Channel> make_webhook_channel(HttpClient& http, WebhookChannel spec) {
  if (webhook_problem(spec)) return nullptr;
  return std::make_shared<WebhookPoster>(http, std::move(spec));
}

}  // namespace planwatch
