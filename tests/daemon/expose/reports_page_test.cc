#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "daemon/expose/api_reports_page.h"
#include "daemon/expose/api_upload_form.h"
#include "tests/support/small_plan.h"

namespace planwatch {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

std::string part(const std::string& name, const std::string& content, const char* file = nullptr) {
  const std::string file_name = file == nullptr ? "" : "; filename=\"" + std::string(file) + "\"";
  return "--b\r\nContent-Disposition: form-data; name=\"" + name + "\"" + file_name + "\r\n\r\n" +
         content + "\r\n";
}

ServerRequest form(const std::vector<std::string>& parts, const char* path = upload_path) {
  ServerRequest request;
  request.method = "POST";
  request.path = path;
  request.host = "127.0.0.1:9720";
  request.content_type = "multipart/form-data; boundary=b";
  for (const std::string& one : parts) request.body += one;
  request.body += "--b--\r\n";
  return request;
}

std::string query_of(const ServerRequest& request, const std::string& name) {
  const std::string* value = request.query_value(name);
  return value == nullptr ? "-" : *value;
}

TEST(UnpackUpload, TheFieldsBecomeTheSameUploadAsWithoutAForm) {
  const auto upload =
      unpack_upload(form({part("token", "secret-1"), part("feed", "court"), part("person", ""),
                          part("partial", "yes"), part("file", "ab", "C:\\报表\\区法院.xlsx")}));
  ASSERT_TRUE(upload) << upload.error().body;
  EXPECT_EQ(upload->authorization, "Bearer secret-1");
  EXPECT_EQ(upload->content_type, "application/octet-stream");
  EXPECT_EQ(upload->body, "ab");
  EXPECT_EQ(query_of(*upload, "feed"), "court");
  EXPECT_EQ(query_of(*upload, "partial"), "yes");
  EXPECT_EQ(query_of(*upload, "person"), "-") << "left blank";
  EXPECT_EQ(query_of(*upload, "name"), "C:\\报表\\区法院.xlsx");
  EXPECT_EQ(query_of(*upload, "token"), "-") << "never among what may be written down";
  EXPECT_FALSE(is_upload_form(*upload));
}

TEST(UnpackUpload, WhatIsNoUploadIsRefused) {
  const std::string file = part("file", "x", "a.csv");
  struct Case {
    const char* what;
    ServerRequest request;
    const char* says;
  };
  std::vector<Case> cases = {
      {"no file", form({part("feed", "court")}), "没有选择文件"},
      {"nothing chosen", form({part("feed", "court"), part("file", "", "")}), "没有选择文件"},
      {"a text as file", form({part("file", "x")}), "没有选择文件"},
      {"two files", form({file, file}), "出现了两次"},
      {"an unknown field", form({file, part("admin", "yes")}), "admin"},
      {"a file as feed", form({file, part("feed", "court", "x")}), "feed"},
      {"a long field", form({file, part("feed", std::string(501, 'x'))}), "500"},
      {"a token with a line break", form({file, part("token", "a\r\nX: y")}), "令牌有误"},
      {"not UTF-8", form({file, part("person", "\xD5\xC5")}), "person"}};
  cases.push_back({"a token twice", form({file, part("token", "a")}), "令牌有误"});
  cases.back().request.authorization = "Bearer b";
  cases.push_back({"a feed twice", form({file, part("feed", "a")}), "feed"});
  cases.back().request.query = {{"feed", "b"}};
  cases.push_back({"cut short", form({file}), "不完整"});
  cases.back().request.body.resize(20);
  cases.push_back({"no boundary", form({file}), "boundary"});
  cases.back().request.content_type = "multipart/form-data";
  for (const Case& c : cases) {
    SCOPED_TRACE(c.what);
    EXPECT_TRUE(is_upload_form(c.request));
    const auto upload = unpack_upload(c.request);
    ASSERT_FALSE(upload);
    EXPECT_EQ(upload.error().status, 400);
    EXPECT_THAT(upload.error().body, HasSubstr(c.says));
  }
}

TEST(UnpackUpload, APageOfAnotherSiteHasNoAuthorityToBorrow) {
  struct Case {
    const char* origin;
    bool with_token;
    bool taken;
  };
  for (const Case& c :
       {Case{"", false, true}, Case{"http://127.0.0.1:9720", false, true},
        Case{"https://127.0.0.1:9720", false, true}, Case{"http://evil.example", false, false},
        Case{"null", false, false}, Case{"http://127.0.0.1:9999", false, false},
        Case{"http://evil.example", true, true}}) {
    SCOPED_TRACE(std::string(c.origin) + (c.with_token ? " with a token" : ""));
    ServerRequest request =
        form({part("file", "x", "a.csv"), part("token", c.with_token ? "t" : "")});
    request.origin = c.origin;
    const auto upload = unpack_upload(request);
    EXPECT_EQ(upload.has_value(), c.taken);
    if (!upload) {
      EXPECT_EQ(upload.error().status, 403);
    }
  }
}

class ReportsPage : public testing::Test {
 protected:
  ServerReply ask(ServerRequest request) {
    request.path = reports_page_path;
    const auto snapshot = std::make_shared<Snapshot>();
    snapshot->configuration = configuration_;
    return answer_reports_page(request, snapshot, [this](const ServerRequest& upload) {
      upload_ = upload;
      return api_;
    });
  }
  ServerReply get(std::vector<std::pair<std::string, std::string>> query = {},
                  const std::string& accepted = {}) {
    ServerRequest request;
    request.method = "GET";
    request.query = std::move(query);
    request.accept_language = accepted;
    return ask(request);
  }
  ServerReply post(std::vector<std::string> more = {}) {
    more.push_back(part("file", "x", "a.csv"));
    return ask(form(more));
  }
  void with_tokens() {
    auto made = std::make_shared<Configuration>(*configuration_);
    made->http.tokens.emplace_back();
    configuration_ = made;
  }
  void api_says(int status, const std::string& body) {
    api_.status = status;
    api_.body = body;
  }
  std::shared_ptr<const Configuration> configuration_ = SmallPlan::shared();
  ServerReply api_;
  ServerRequest upload_;
};

std::string header(const ServerReply& reply, const std::string& wanted) {
  std::string all;
  for (const auto& [name, value] : reply.headers) {
    if (name == wanted) all += value;
  }
  return all;
}

TEST_F(ReportsPage, ShowsAFormWithoutScriptsOrCookies) {
  with_tokens();
  const ServerReply page = get({{"feed", "court\"><script>"}, {"token", "leaked"}});
  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(page.content_type, "text/html; charset=utf-8");
  EXPECT_THAT(page.body,
              AllOf(HasSubstr("enctype=\"multipart/form-data\""), HasSubstr("action=\"reports\""),
                    HasSubstr("type=\"file\""), HasSubstr("type=\"password\""),
                    HasSubstr("court&quot;&gt;&lt;script&gt;"), HasSubstr("报送"),
                    Not(HasSubstr("<script")), Not(HasSubstr("leaked")),
                    Not(HasSubstr("name=\"person\""))));
  EXPECT_THAT(header(page, "Content-Security-Policy"), HasSubstr("default-src 'none'"));
  EXPECT_EQ(header(page, "Referrer-Policy"), "same-origin") << "else a form has no Origin";
  EXPECT_EQ(header(page, "Cache-Control"), "no-store");
  EXPECT_EQ(header(page, "Set-Cookie"), "");
}

TEST_F(ReportsPage, WithoutTokensSomebodyIsNamed) {
  EXPECT_THAT(get().body, AllOf(HasSubstr("name=\"person\""), Not(HasSubstr("name=\"token\""))));
}

TEST_F(ReportsPage, SpeaksTheReadersLanguage) {
  struct Case {
    const char* asked;
    const char* accepted;
    bool english;
  };
  for (const Case& c :
       {Case{"", "", false}, Case{"en", "", true}, Case{"zh", "en-US", false},
        Case{"", "en-US,en;q=0.9", true}, Case{"", "zh-CN,zh;q=0.9,en;q=0.8", false},
        Case{"", "en;q=0.5, zh-CN;q=0.875", false}, Case{"", "fr, en;q=0.3", true},
        Case{"", "fr", false}, Case{"", "en;q=0", false}, Case{"", "english;;q=,,", false}}) {
    SCOPED_TRACE(std::string(c.asked) + "|" + c.accepted);
    std::vector<std::pair<std::string, std::string>> query;
    if (*c.asked != '\0') query.emplace_back("lang", c.asked);
    const std::string body = get(query, c.accepted).body;
    EXPECT_EQ(body.find("<html lang=\"en\">") != std::string::npos, c.english);
    EXPECT_EQ(body.find("Hand in") != std::string::npos, c.english);
  }
}

TEST_F(ReportsPage, ProblemsStandCellByCellWithTheMarkedCopyInThePage) {
  api_says(422, R"({"error":{"code":"bad_figures","message":"全部没有接收","hint":"?partial=yes"},
    "problems":[{"where":"法院!C7","reason":"107% 超过 100%","text":"1.07"},
                {"where":"第3行第2列","reason":"<b>不是数</b>","text":""}],
    "notes":["跳过合计"],"marked_copy":"UEsDBA=="})");
  const ServerReply page = post({part("token", "secret-1"), part("feed", "court")});
  EXPECT_EQ(page.status, 422);
  EXPECT_THAT(page.body,
              AllOf(HasSubstr("表 法院，C7：107% 超过 100%（填的是 1.07）"),
                    HasSubstr("第3行第2列：&lt;b&gt;不是数&lt;/b&gt;"), HasSubstr("问题（2 处）"),
                    HasSubstr("跳过合计"), HasSubstr("download=\"marked.xlsx\""),
                    HasSubstr(";base64,UEsDBA==\""), Not(HasSubstr("?partial=yes")),
                    Not(HasSubstr("secret-1"))));
  EXPECT_EQ(upload_.path, upload_path);
  EXPECT_EQ(upload_.authorization, "Bearer secret-1");
  EXPECT_EQ(query_of(upload_, "marked"), "copy");
  EXPECT_EQ(query_of(upload_, "lang"), "zh");
  EXPECT_THAT(post({part("lang", "en")}).body, HasSubstr("Sheet 法院, C7: 107%"));
  EXPECT_EQ(query_of(upload_, "lang"), "en");
}

TEST_F(ReportsPage, WhatWasTakenInIsListed) {
  api_says(200, R"({"accepted":1,"figures":[{"where":"法院!G6","indicator":"closing_rate",
    "period":"2025-06","value":"0.99","outcome_name":"已接收"}],"problems":[],"notes":[]})");
  const ServerReply page = post();
  EXPECT_EQ(page.status, 200);
  EXPECT_THAT(page.body, AllOf(HasSubstr("表 法院，G6：closing_rate 2025-06 0.99，已接收"),
                               Not(HasSubstr("问题"))));
}

TEST_F(ReportsPage, TheAnswerOfAWorkerIsAPageToo) {
  api_.later = [] {
    ServerReply made;
    made.status = 409;
    made.body = R"({"error":{"code":"conflict","message":"方案已终结","hint":"见 plans"}})";
    return made;
  };
  ServerReply reply = post();
  ASSERT_TRUE(reply.later);
  ASSERT_TRUE(reply.then);
  const ServerReply page = reply.then(reply.later());
  EXPECT_EQ(page.status, 409);
  EXPECT_THAT(page.body, AllOf(HasSubstr("方案已终结"), HasSubstr("见 plans")));
}

TEST_F(ReportsPage, RefusalsArePagesWithTheStatusOfTheApi) {
  ServerRequest urlencoded = form({});
  urlencoded.content_type = "application/x-www-form-urlencoded";
  EXPECT_EQ(ask(urlencoded).status, 415);
  EXPECT_EQ(ask(form({part("feed", "court")})).status, 400);
  ServerRequest deleting = form({});
  deleting.method = "DELETE";
  EXPECT_EQ(ask(deleting).status, 405);
  EXPECT_EQ(header(ask(deleting), "Allow"), "GET, HEAD, POST");
  api_says(401, R"({"error":{"code":"unauthorized","message":"令牌无效","hint":""}})");
  EXPECT_EQ(post().status, 401);
  EXPECT_THAT(post().body, HasSubstr("令牌无效"));
  api_says(500, "not json <at> all");
  EXPECT_THAT(post().body, AllOf(HasSubstr("未能接收"), Not(HasSubstr("<at>"))));
  ServerRequest borrowed = form({part("file", "x", "a.csv")});
  borrowed.authorization = "Bearer from-a-proxy";
  ask(borrowed);
  EXPECT_EQ(upload_.authorization, "") << "the form's token alone counts";
  EXPECT_EQ(answer_reports_page(borrowed, nullptr, {}).status, 503);
}

}  // namespace
}  // namespace planwatch
