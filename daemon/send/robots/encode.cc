#include "daemon/send/robots/encode.h"

#include <algorithm>

#include "daemon/send/robots/shorten.h"
#include "daemon/send/text.h"

namespace planwatch {

namespace {

constexpr std::chrono::milliseconds connect_timeout{10'000};
constexpr std::chrono::milliseconds total_timeout{30'000};
constexpr std::uint64_t largest_answer = 1ULL << 20;  // bytes
constexpr std::size_t longest_title = 200;            // bytes
constexpr std::string_view full_width_less = "＜";

bool same_letters(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) {
    const auto lower = [](char c) {
      return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    };
    return lower(x) == lower(y);
  });
}

}  // namespace

HttpRequest json_post(std::string url, const boost::json::value& body) {
  HttpRequest request;
  request.method = "POST";
  request.url = std::move(url);
  request.headers = {{"Content-Type", "application/json; charset=utf-8"}};
  request.body = boost::json::serialize(body);
  request.connect_timeout = connect_timeout;
  request.total_timeout = total_timeout;
  request.max_bytes = largest_answer;
  request.follow_redirects = false;
  return request;
}

std::string address_at(std::string_view base, std::string_view path) {
  while (base.ends_with('/')) base.remove_suffix(1);
  return std::string(base) + std::string(path);
}

bool may_shorten(const Notice& notice) {
  return notice.items.size() <= 1;
}

std::string short_title(const std::string& title) {
  const std::string clean = one_line(clean_utf8(title), title.size() * 3);
  if (clean.find_first_not_of(' ') == std::string::npos) return "预警通知";
  return shorten(clean, longest_title, Counted::raw);
}

std::string without_mark(std::string text, std::string_view mark) {
  for (std::size_t at = 0; at + mark.size() <= text.size(); ++at) {
    if (!same_letters(std::string_view(text).substr(at, mark.size()), mark)) continue;
    text.replace(at, 1, full_width_less);
  }
  return text;
}

boost::json::array json_list(const std::vector<std::string>& texts) {
  boost::json::array list;
  for (const std::string& text : texts) list.emplace_back(text);
  return list;
}

}  // namespace planwatch
