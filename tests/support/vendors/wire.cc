#include "tests/support/vendors/wire.h"

#include <array>
#include <cctype>
#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "rules/model/utf8.h"

namespace planwatch::vendors {

namespace {

std::string decoded(std::string_view text, bool& well_formed) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '+' || c == ' ') well_formed = false;  // would be read as a space
    if (c != '%') {
      out += c;
      continue;
    }
    const bool whole = i + 2 < text.size() &&
                       std::isxdigit(static_cast<unsigned char>(text[i + 1])) != 0 &&
                       std::isxdigit(static_cast<unsigned char>(text[i + 2])) != 0;
    if (!whole) {
      well_formed = false;
      continue;
    }
    out += static_cast<char>(std::stoi(std::string(text.substr(i + 1, 2)), nullptr, 16));
    i += 2;
  }
  return out;
}

}  // namespace

Target parse_target(const std::string& target) {
  Target out;
  const std::size_t mark = std::min(target.find('?'), target.size());
  out.path = decoded(std::string_view(target).substr(0, mark), out.well_formed);
  std::string_view rest = std::string_view(target).substr(mark);
  while (!rest.empty()) {
    rest.remove_prefix(1);  // ? or &
    const std::string_view pair = rest.substr(0, rest.find('&'));
    rest.remove_prefix(pair.size());
    const std::size_t equals = std::min(pair.find('='), pair.size());
    const std::string name = decoded(pair.substr(0, equals), out.well_formed);
    if (equals == pair.size() || out.query.contains(name)) out.well_formed = false;
    out.query[name] = decoded(pair.substr(std::min(equals + 1, pair.size())), out.well_formed);
  }
  return out;
}

std::string header_of(const Request& request, const std::string& name) {
  for (const auto& [key, value] : request.headers) {
    if (key == name) return value;
  }
  return {};
}

bool is_json_type(const Request& request) {
  std::string type;
  for (const char c : header_of(request, "content-type")) {
    if (c != ' ') type += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  return type == "application/json" || type == "application/json;charset=utf-8";
}

std::optional<boost::json::object> parse_body(const std::string& body) {
  if (!is_utf8(body)) return std::nullopt;
  boost::system::error_code error;
  boost::json::value value = boost::json::parse(body, error);
  if (error || !value.is_object()) return std::nullopt;
  return std::move(value.get_object());
}

std::optional<std::string> text_at(const boost::json::object& object, std::string_view name) {
  const boost::json::value* value = object.if_contains(name);
  if (value == nullptr || !value->is_string()) return std::nullopt;
  return std::string(value->get_string());
}

const boost::json::object* object_at(const boost::json::object& object, std::string_view name) {
  const boost::json::value* value = object.if_contains(name);
  return value == nullptr ? nullptr : value->if_object();
}

bool texts_at(const boost::json::object& object, std::string_view name,
              std::vector<std::string>& texts) {
  const boost::json::value* value = object.if_contains(name);
  if (value == nullptr) return true;
  if (!value->is_array()) return false;
  for (const boost::json::value& one : value->get_array()) {
    if (!one.is_string()) return false;
    texts.emplace_back(one.get_string());
  }
  return true;
}

std::string base64_hmac_sha256(const std::string& key, const std::string& data) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
       reinterpret_cast<const unsigned char*>(data.data()), data.size(), digest.data(), &size);
  std::array<unsigned char, 4 * EVP_MAX_MD_SIZE / 3 + 4> text{};
  const int length = EVP_EncodeBlock(text.data(), digest.data(), static_cast<int>(size));
  return {reinterpret_cast<const char*>(text.data()), static_cast<std::size_t>(length)};
}

std::string http_date(Instant instant) {
  constexpr std::array<const char*, 7> days = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array<const char*, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = std::chrono::floor<std::chrono::days>(instant);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss time{std::chrono::floor<std::chrono::seconds>(instant - day)};
  return fmt::format(
      "{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT", days.at(std::chrono::weekday{day}.c_encoding()),
      static_cast<unsigned>(date.day()), months.at(static_cast<unsigned>(date.month()) - 1),
      static_cast<int>(date.year()), time.hours().count(), time.minutes().count(),
      time.seconds().count());
}

std::vector<std::string> between(const std::string& text, std::string_view begin,
                                 std::string_view end) {
  std::vector<std::string> found;
  for (std::size_t at = text.find(begin); at != std::string::npos; at = text.find(begin, at)) {
    at += begin.size();
    const std::size_t stop = text.find(end, at);
    if (stop == std::string::npos) break;
    found.push_back(text.substr(at, stop - at));
  }
  return found;
}

}  // namespace planwatch::vendors
