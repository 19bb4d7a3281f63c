#include "collectors/fetch/sql_fault.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <string_view>

#include "collectors/decode/encoding.h"
#include "collectors/fetch/sql_read.h"
#include "rules/model/utf8.h"

namespace planwatch {

namespace {

constexpr std::size_t most_words = 600;

template <std::size_t N>
bool holds_any(const std::string& text, const std::array<std::string_view, N>& parts) {
  return std::any_of(parts.begin(), parts.end(),
                     [&](std::string_view part) { return text.find(part) != std::string::npos; });
}

// The server spoke, and will speak otherwise later.
bool is_busy(const std::string& words) {
  constexpr std::array<std::string_view, 10> parts = {"starting up",
                                                      "shutting down",
                                                      "recovery mode",
                                                      "too many",
                                                      "Too many",
                                                      "remaining connection slots",
                                                      "terminating connection",
                                                      "is locked",
                                                      "HYT00",
                                                      "HYT01"};
  return holds_any(words, parts);
}

// The server spoke and refused; it says so in its own language.
bool is_refusal(const std::string& words) {
  constexpr std::array<std::string_view, 8> parts = {
      "FATAL",        "致命错误", "Access denied",  "Unknown database",
      "SQL state 28", "IM00",     "Can't open lib", "SQL state 3D"};
  return holds_any(words, parts);
}

bool is_transport(const std::string& words) {
  constexpr std::array<std::string_view, 12> parts = {
      "connection to server", "could not translate", "could not connect",    "Can't connect",
      "Unknown server host",  "Lost connection",     "server closed",        "has gone away",
      "Server has gone away", "SQL state 08",        "Unknown MySQL server", "could not receive"};
  return holds_any(words, parts);
}

std::string one_line(std::string words) {
  for (char& c : words) {
    if (static_cast<unsigned char>(c) < 0x20) c = ' ';
  }
  const std::size_t end = words.find_last_not_of(' ');
  words.resize(end == std::string::npos ? 0 : end + 1);
  return words;
}

// Some drivers speak GB18030.
std::string readable(const std::string& words) {
  const auto text = decode_text(words, Encoding::automatic);
  return text ? text->text : clean_utf8(words);
}

std::string without_password(std::string words, const std::string& password) {
  if (password.empty()) return words;
  for (std::size_t at = words.find(password); at != std::string::npos;
       at = words.find(password, at + std::string_view(secret_shown_as).size())) {
    words.replace(at, password.size(), secret_shown_as);
  }
  return words;
}

struct Verdict {
  ErrorCode code;
  bool transient;
  std::string advice;
};

Verdict verdict_on_connect(const SqlSource& source, const std::string& words) {
  if (source.database == DatabaseKind::sqlite) {
    return {ErrorCode::not_found, false, "打不开数据库文件：请检查路径和读权限"};
  }
  if (words.find("shared library for backend") != std::string::npos) {
    return {ErrorCode::invalid, false, "缺少这种数据库的驱动：请安装对应的 libsoci 软件包"};
  }
  if (is_busy(words)) return {ErrorCode::io, true, "数据库暂时不接受连接，稍后会再试"};
  if (is_refusal(words)) {
    return {ErrorCode::refused, false,
            source.database == DatabaseKind::odbc
                ? "登录被拒或驱动没有装好：请检查 connection、账号、密码和 odbcinst.ini"
                : "登录被拒：请检查账号、密码、库名，以及对方是否允许本机连接"};
  }
  return {ErrorCode::io, is_transport(words),
          "连不上数据库：请检查地址、端口、防火墙，以及对方是否在运行"};
}

Verdict verdict_on_query(const SqlSource& source, const SqlFault& fault) {
  if (fault.timed_out) {
    return {ErrorCode::timeout, true,
            fmt::format("{} 秒内没有查完：请加条件或索引，或调大 statement_timeout",
                        static_cast<double>(source.statement_timeout.count()) / 1000)};
  }
  if (fault.connection_lost || is_transport(fault.words)) {
    return {ErrorCode::io, true, "查询途中连接断了，稍后会再试"};
  }
  if (is_busy(fault.words)) return {ErrorCode::io, true, "数据库正忙，稍后会再试"};
  return {ErrorCode::invalid, false, "数据库不接受这条查询：请检查写法、表名和账号的读权限"};
}

}  // namespace

Error error_of_fault(const SqlSource& source, const SqlFault& fault) {
  const std::string words = without_password(one_line(readable(fault.words)).substr(0, most_words),
                                             source.password.reveal());
  const Verdict verdict = fault.stage == SqlFault::Stage::connect
                              ? verdict_on_connect(source, fault.words)
                              : verdict_on_query(source, fault);
  return {verdict.code, verdict.transient,
          fmt::format("{}：{}（数据库说：{}）", name_of_database(source), verdict.advice,
                      clean_utf8(words))};
}

}  // namespace planwatch
