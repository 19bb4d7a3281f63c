#include "collectors/read/in_english.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "collectors/decode/decoders.h"

namespace planwatch {
namespace {

using testing::IsEmpty;

bool has_chinese(const std::string& text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) >= 0xE3; });
}

// Not only their punctuation.
bool has_chinese_words(const std::string& text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0xE4 && byte <= 0xE9;
  });
}

TEST(InEnglish, SentencesAreRecognisedWithWhatTheyQuote) {
  struct Case {
    const char* zh;
    const char* en;
  };
  const Case cases[] = {
      {"", ""},
      {"第12行第3列", "line 12 column 3"},
      {"不是数值：请填数字，没有数据请填“—”",
       "no figure: write a number, or — where there is none"},
      {"107% 超过 100%：请核对", "107% is above 100%"},
      {"收到的是 PDF，不是 XLSX：请报送原始表格", "a PDF, no XLSX: hand in the table itself"},
      {"分子 3 大于分母 2，比率超过 100%：请核对",
       "numerator 3 exceeds denominator 2: more than 100%"},
      // Sentences inside sentences.
      {"in/a.csv：收到的是 PDF，不是 CSV：请报送原始表格",
       "in/a.csv: a PDF, no CSV: hand in the table itself"},
      {"CSV 第3行第2列：引号没有结束，之后的内容都会被读成同一格；请改正这一行，或用 Excel "
       "重新另存为 CSV",
       "CSV line 3 column 2: a quote is never closed; mend the line, or save it as CSV again from "
       "Excel"},
      {"单位矛盾：表头里有两个单位（%、‰）：请统一单位",
       "two units: the header has two units (%, ‰): use one"},
      {"工作表“6月”：跳过合计、小计 1 行：第 9 行", "sheet '6月': 1 rows of totals passed over: 9"},
      // Of transports, with what others say behind.
      {"https://a.cn/x：连不上：请检查地址、端口和防火墙（libcurl：Couldn't connect to server）",
       "https://a.cn/x: no connection: check address, port and firewalls (libcurl: Couldn't "
       "connect "
       "to server)"},
      {"http://a.cn/x：对方回答 HTTP 502：对方系统出错，会自动重试；一直如此请联系对方（经代理 "
       "http://p:3128，也可能是它的回答：请一并检查 proxy_login 和代理的规则）（对方说：“忙”）",
       "http://a.cn/x: it answers HTTP 502: its system failed; tried again by itself; if it stays "
       "so tell them (by way of the proxy http://p:3128, which may have answered itself: check "
       "proxy_login and its rules as well) (they say: '忙')"},
      {"sftp://a/in：不让登录：请核对 user 和 password，或 key_file、key_password "
       "与对方登记的公钥（libcurl：Authentication failure）（另有 2 份也没有读成）",
       "sftp://a/in: the login was refused: check user and password, or key_file, key_password and "
       "the public key that they know (libcurl: Authentication failure) (2 more could not be "
       "read)"},
      {"court：登录被拒：请检查账号、密码、库名，以及对方是否允许本机连接（数据库说：no）",
       "court: the login was refused: check user, password, the database's name and whether this "
       "machine may connect (the database says: no)"},
      {"https://a.cn/x：对方的回答说没有成功：/code 是 300，“停机”：请按对方的说明处理，或核对 "
       "answer "
       "的写法",
       "https://a.cn/x: the answer says that it failed: /code is 300, '停机': do as they say, or "
       "check answer"},
      // What is quoted stays, even where it looks like a pattern.
      {"工作簿里没有工作表“{0}”，有的是：甲、乙（隐藏）；请核对该数据源的 sheet 或文件",
       "the workbook has no sheet '{0}' but 甲、乙（隐藏）; check the feed's sheet or the file"},
      {"谁也没写过的话", "谁也没写过的话"}};
  for (const Case& c : cases) EXPECT_EQ(in_english(c.zh), c.en);
}

TEST(InEnglish, RefusalsOfRealDecodersComeOutWithoutChinese) {
  const std::string bytes[] = {
      "",        "<html>login</html>", "%PDF-1.4", "PK\x03\x04xx", "\xD0\xCF\x11\xE0",
      "{\"a\":", "{\"a\":1}",          "a,\"b",    "\xFF\xFF"};
  const Format formats[] = {CsvFormat{}, JsonFormat{"/data/list"}, XlsxFormat{},    OdsFormat{},
                            XlsFormat{}, XmlFormat{"/a/b"},        AnyTableFormat{}};
  int refused = 0;
  for (const std::string& one : bytes) {
    for (const Format& format : formats) {
      const auto document = decode(one, format, FeedLimits{});
      if (document) continue;
      ++refused;
      EXPECT_FALSE(has_chinese(in_english(document.error().message)))
          << document.error().message << "\n"
          << in_english(document.error().message);
    }
  }
  EXPECT_GT(refused, 40);
}

// A piece may be put together from literals at its quotation marks and brackets.
std::vector<std::string> parts_of(const std::string& piece) {
  std::vector<std::string> parts(1);
  for (std::size_t i = 0; i < piece.size();) {
    const bool mark = piece.compare(i, 3, "“") == 0 || piece.compare(i, 3, "”") == 0 ||
                      piece.compare(i, 3, "：") == 0 || piece.compare(i, 3, "；") == 0 ||
                      piece.compare(i, 3, "（") == 0 || piece.compare(i, 3, "）") == 0;
    if (mark || piece[i] == ' ') {
      parts.emplace_back();
      i += mark ? 3 : 1;
    } else {
      parts.back() += piece[i++];
    }
  }
  return parts;
}

// The texts between quotes of a source, those that follow each other joined, as the compiler does.
std::vector<std::string> literals_of(const std::string& source) {
  std::vector<std::string> all;
  bool joined = false;
  for (std::size_t i = 0; i < source.size(); ++i) {
    if (source.compare(i, 2, "//") == 0) {
      i = std::min(source.find('\n', i), source.size());
      continue;
    }
    if (source[i] == '\'' && i + 2 < source.size()) {
      i += source[i + 1] == '\\' ? 3 : 2;
      joined = false;
      continue;
    }
    if (source[i] != '"') {
      if (source[i] != ' ' && source[i] != '\n') joined = false;
      continue;
    }
    std::string text;
    for (++i; i < source.size() && source[i] != '"'; ++i) {
      if (source[i] == '\\') ++i;
      text += source[i];
    }
    if (joined) {
      all.back() += text;
    } else {
      all.push_back(text);
    }
    joined = true;
  }
  return all;
}

std::vector<std::string> pieces_of(std::string text) {
  std::vector<std::string> pieces;
  for (std::size_t at = 0; (at = text.find("{}")) != std::string::npos;) {
    pieces.push_back(text.substr(0, at));
    text = text.substr(at + 2);
  }
  pieces.push_back(text);
  return pieces;
}

std::vector<Saying> all_sayings() {
  std::vector<Saying> all;
  for (const auto some :
       {decode_sayings(), extract_sayings(), record_sayings(), fetch_sayings(), source_sayings()}) {
    all.insert(all.end(), some.begin(), some.end());
  }
  return all;
}

struct Source {
  std::string name;
  bool fetches = false;
  std::vector<std::string> literals;
};
std::vector<Source> sources() {
  std::vector<Source> all;
  const std::filesystem::path root(PLANWATCH_SOURCE_DIR);
  for (const char* folder :
       {"collectors/fetch", "collectors/decode", "collectors/extract", "collectors/records",
        "collectors/read", "daemon/expose", "daemon/app"}) {
    for (const auto& entry : std::filesystem::directory_iterator(root / folder)) {
      const std::string name = entry.path().filename().string();
      if (!name.ends_with(".cc") || name.starts_with("english_")) continue;
      if (std::string(folder) == "daemon/expose" && name != "api_reports.cc") continue;
      if (std::string(folder) == "daemon/app" && name != "feed_runner.cc") continue;
      std::ifstream in(entry.path(), std::ios::binary);
      all.push_back({name, std::string(folder) == "collectors/fetch",
                     literals_of({std::istreambuf_iterator<char>(in), {}})});
    }
  }
  return all;
}

// A sentence that was changed in its source would be told in Chinese from then on.
TEST(InEnglish, EveryPatternIsSaidSomewhere) {
  std::string said;
  for (const Source& source : sources()) {
    for (const std::string& literal : source.literals) said += literal + "\n";
  }
  for (const Saying& one : all_sayings()) {
    for (const std::string& piece : pieces_of(std::string(one.zh))) {
      for (const std::string& part : parts_of(piece)) {
        EXPECT_NE(said.find(part), std::string::npos) << part << " of " << one.zh;
      }
    }
    for (std::size_t i = 0; i + 1 < pieces_of(std::string(one.zh)).size(); ++i) {
      const bool quotes = one.en.find("{" + std::to_string(i) + "}") != std::string_view::npos;
      const bool rows = one.zh.find("行：第 {} 行") != std::string_view::npos;
      EXPECT_TRUE(quotes || rows) << "what is quoted is lost in English: " << one.zh;
    }
  }
}

// What tells people what to do (请) has its English; so has whatever a transport says. A listing's
// words are the servers', a mail's are told to who sent it.
TEST(InEnglish, EverySentenceHasItsPattern) {
  const std::string others[] = {"api_reports.cc", "encode_text.cc", "curl_mail.cc",
                                "mail_dialogue.cc"};
  // What databases and listings say themselves.
  std::string known = "致命错误 月 总用量 总计\n";
  for (const Saying& one : all_sayings()) known += std::string(one.zh) + "\n";
  std::vector<std::string> unknown;
  for (const Source& source : sources()) {
    if (std::find(std::begin(others), std::end(others), source.name) != std::end(others)) continue;
    for (const std::string& literal : source.literals) {
      if (!source.fetches && literal.find("请") == std::string::npos) continue;
      for (const std::string& piece : pieces_of(literal)) {
        for (const std::string& part : parts_of(piece)) {
          if (!has_chinese_words(part)) continue;
          if (known.find(part) == std::string::npos) unknown.push_back(source.name + ": " + part);
        }
      }
    }
  }
  EXPECT_THAT(unknown, IsEmpty());
}

}  // namespace
}  // namespace planwatch
