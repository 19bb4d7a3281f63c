#include <algorithm>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "collectors/decode/decoders.h"
#include "collectors/fetch/sha256.h"
#include "daemon/expose/api.h"
#include "daemon/report_form/write_template.h"
#include "tests/daemon/app/running_plan.h"

// Reports that are handed in, from the request to the light: the API over a running plan.
namespace planwatch {
namespace {

using testing::HasSubstr;

AccessToken token(const char* person, AccessRole role, const char* unit) {
  return {person, role, UnitId(unit), sha256_hex(person)};
}

// The court hands in templates; human resources' figures lie in CSV files that somebody may hand
// in as well.
std::shared_ptr<const Configuration> uploading() {
  auto made = std::make_shared<Configuration>(SmallPlan::configuration());
  FeedSpec& court = made->feeds.at(1);
  court.transport = UploadSource{};
  court.format = AnyTableFormat{};
  court.mapping = TemplateMapping{
      {IndicatorId(closing_rate), IndicatorId(termination_rate), IndicatorId(closing_days)}, {2}};
  made->http.tokens = {
      token("court", AccessRole::unit, "法院"), token("hr", AccessRole::unit, "人社局"),
      token("chief", AccessRole::supervisor, ""), token("reader", AccessRole::viewer, "")};
  return made;
}

class Uploading : public app_testing::RunningPlan {
 protected:
  Uploading() : RunningPlan(uploading()) {
    backend_.snapshot = [this] { return runtime_->snapshot(); };
    backend_.push = [this](const Push& push) { return runtime_->push(push); };
  }

  // As the server does: the worker's part, then the owner's.
  ServerReply hand_in(const std::string& bytes, const std::string& feed = "court",
                      const std::string& who = "court",
                      std::vector<std::pair<std::string, std::string>> more = {},
                      const std::string& key = {}) {
    ServerRequest request;
    request.method = "POST";
    request.path = "/api/v1/reports";
    request.query = {{"feed", feed}};
    request.query.insert(request.query.end(), more.begin(), more.end());
    request.authorization = "Bearer " + who;
    request.content_type = "application/octet-stream";
    request.file_name = "%E5%8C%BA%E6%B3%95%E9%99%A2.xlsx";
    request.idempotency_key = key;
    request.body = bytes;
    ServerReply reply = answer(request, backend_);
    if (!reply.later) return reply;
    ServerReply made = reply.later();
    return reply.then ? reply.then(std::move(made)) : made;
  }

  // June's template of the court with these cells: closing_rate's value, closing_days' value; a
  // termination rate of 10 % beside them.
  std::string filled(const std::string& rate, const std::string& days,
                     const std::string& state = "") {
    const auto form = report_form_of(*runtime_->snapshot(), UnitId("法院"), Period::month(2025, 6));
    EXPECT_TRUE(form) << form.error().message;
    const auto document = decode(*write_template(*form), XlsxFormat{all_sheets}, FeedLimits{});
    EXPECT_TRUE(document);
    Document delivered = *document;
    for (Table& table : delivered.tables) {
      for (TableRow& row : table.rows) {
        row.cells.resize(std::max<std::size_t>(row.cells.size(), 11));
        if (table.name == template_sheet_name) continue;
        if (row.cells[0].text == closing_rate) row.cells[6] = {CellType::percent, false, rate};
        if (row.cells[0].text == termination_rate) row.cells[6] = {CellType::percent, false, "0.1"};
        if (row.cells[0].text == closing_days) row.cells[6] = {CellType::text, false, days};
        if (row.cells[0].text == "2" && !state.empty()) {
          row.cells[5] = {CellType::text, false, state};
        }
      }
    }
    return *write_marked_template(*form, delivered, {});  // a template with these cells filled
  }
  Light light_of(std::size_t indicator) {
    return runtime_->snapshot()->indicators[indicator].light;
  }

  ApiBackend backend_;
};

TEST_F(Uploading, ATemplateThatIsHandedInIsJudgedAtOnce) {
  EXPECT_EQ(light_of(1), Light::grey);
  const ServerReply reply = hand_in(filled("0.99", "80", "已完成"));
  ASSERT_EQ(reply.status, 200) << reply.body;
  EXPECT_THAT(reply.body, HasSubstr(R"("accepted":3)"));
  EXPECT_THAT(reply.body, HasSubstr(R"("where":"法院!G6")"));
  EXPECT_THAT(reply.body, HasSubstr(R"("tasks":[2])"));
  EXPECT_EQ(light_of(1), Light::green);
  EXPECT_EQ(light_of(3), Light::yellow) << "80 days are 5 more than 75";
  EXPECT_EQ(runtime_->snapshot()->tasks[1].state, TaskState::done);
  const Restored known = store_->load().value();
  ASSERT_EQ(known.last_deliveries.size(), 1U) << "the feed's own delivery";
  EXPECT_EQ(known.last_deliveries[0].feed, FeedId("court"));
  EXPECT_EQ(known.last_deliveries[0].delivery.source, "upload:区法院.xlsx by court");
  EXPECT_EQ(runtime_->snapshot()->indicators[1].latest->period, Period::month(2025, 6));
  const FeedStatus feed = runtime_->snapshot()->feeds[1];
  const auto june = std::find_if(
      feed.reports.begin(), feed.reports.end(),
      [](const ReportStatus& report) { return report.period == Period::month(2025, 6); });
  ASSERT_NE(june, feed.reports.end());
  EXPECT_EQ(june->state, DataState::reported);
  EXPECT_TRUE(feed.up);
}

TEST_F(Uploading, AProblemIsToldCellByCellAndNothingIsTaken) {
  const ServerReply reply = hand_in(filled("1.07", "约75"));
  EXPECT_EQ(reply.status, 422);
  EXPECT_THAT(reply.body, HasSubstr(R"("where":"法院!G6")"));
  EXPECT_THAT(reply.body, HasSubstr("107% 超过 100%"));
  EXPECT_THAT(reply.body, HasSubstr(R"("where":"法院!G8")"));
  EXPECT_THAT(reply.body, HasSubstr("全部没有接收"));
  EXPECT_EQ(hand_in(filled("0.99", "约75")).status, 422);
  EXPECT_EQ(light_of(1), Light::grey) << "the good cell was not taken either";
  EXPECT_TRUE(store_->load().value().last_deliveries.empty());

  const ServerReply partial =
      hand_in(filled("0.99", "约75"), "court", "court", {{"partial", "yes"}});
  EXPECT_EQ(partial.status, 200) << partial.body;
  EXPECT_THAT(partial.body, HasSubstr("法院!G8"));
  EXPECT_EQ(light_of(1), Light::green) << "because it was asked for";

  const ServerReply marked = hand_in(filled("1.07", "75"), "court", "court", {{"marked", "xlsx"}});
  EXPECT_EQ(marked.status, 422);
  EXPECT_TRUE(marked.body.starts_with("PK")) << marked.body.substr(0, 200);
  const auto document = decode(marked.body, XlsxFormat{all_sheets}, FeedLimits{});
  ASSERT_TRUE(document);
  EXPECT_EQ(document->tables[0].name, "问题清单");
}

// The same by a browser's form: token, file and nothing else.
std::string form_of(const std::string& token, const std::string& file,
                    const std::string& more = {}) {
  const auto part = [](const std::string& disposition, const std::string& content) {
    return "--b\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n" + content + "\r\n";
  };
  return part("name=\"token\"", token) + more +
         part("name=\"file\"; filename=\"区法院.xlsx\"", file) + "--b--\r\n";
}

TEST_F(Uploading, AFormOfABrowserIsTheSameUpload) {
  const auto by_form = [&](const std::string& token, const std::string& file, const char* path) {
    ServerRequest request;
    request.method = "POST";
    request.path = path;
    request.content_type = "multipart/form-data; boundary=b";
    request.body = form_of(token, file);
    ServerReply reply = answer(request, backend_);
    if (!reply.later) return reply;
    ServerReply made = reply.later();
    return reply.then ? reply.then(std::move(made)) : made;
  };
  const std::string bad = filled("1.07", "75");
  const std::string good = filled("0.99", "75");
  EXPECT_EQ(by_form("nobody", good, "/api/v1/reports").status, 401);
  EXPECT_EQ(by_form("nobody", good, "/reports").status, 401);
  EXPECT_EQ(by_form("reader", good, "/reports").status, 403);
  EXPECT_EQ(by_form("hr", good, "/reports").status, 400) << "that unit has no feed for templates";
  EXPECT_EQ(by_form("chief", good, "/reports").status, 400) << "whose feed is not said";
  const ServerReply page = by_form("court", bad, "/reports");
  EXPECT_EQ(page.status, 422);
  EXPECT_THAT(page.body, HasSubstr("表 法院，G6：107% 超过 100%"));
  EXPECT_THAT(page.body, HasSubstr("download=\"marked.xlsx\""));
  EXPECT_EQ(light_of(1), Light::grey);
  const ServerReply json = by_form("court", bad, "/api/v1/reports");
  EXPECT_EQ(json.status, 422);
  EXPECT_THAT(json.body, HasSubstr(R"("where":"法院!G6")"));
  EXPECT_THAT(json.body, testing::Not(HasSubstr("marked_copy"))) << "only where it is asked for";
  const ServerReply taken = by_form("court", good, "/reports");
  EXPECT_EQ(taken.status, 200) << taken.body;
  EXPECT_THAT(taken.body, HasSubstr("表 法院，G6：closing_rate 2025-06 0.99，已接收"));
  EXPECT_EQ(light_of(1), Light::green);
  EXPECT_EQ(store_->load().value().last_deliveries.at(0).delivery.source,
            "upload:区法院.xlsx by court");
}

TEST_F(Uploading, WhoMayHandInWhat) {
  const std::string good = filled("0.99", "75");
  EXPECT_EQ(hand_in(good, "court", "nobody").status, 401);
  EXPECT_EQ(hand_in(good, "court", "reader").status, 403);
  const ServerReply foreign = hand_in(good, "court", "hr");
  EXPECT_EQ(foreign.status, 403);
  EXPECT_THAT(foreign.body, HasSubstr("人社局"));
  const ServerReply wrong_feed = hand_in(good, "hr", "hr");
  EXPECT_EQ(wrong_feed.status, 422) << "a workbook is no CSV";
  EXPECT_EQ(hand_in(good, "nowhere", "chief").status, 404);
  EXPECT_EQ(light_of(1), Light::grey);
  EXPECT_EQ(hand_in(good, "court", "chief").status, 200) << "the supervising unit may";
}

TEST_F(Uploading, AnyFileOfAnyFeedMayBeHandedIn) {
  const std::string csv = "统计期,报送日期,trainings\n2025-06,2025-07-03,1400\n";
  const ServerReply reply = hand_in(csv, "hr", "hr");
  ASSERT_EQ(reply.status, 200) << reply.body;
  EXPECT_EQ(light_of(0), Light::green);
  EXPECT_EQ(store_->load().value().last_deliveries.at(0).delivery.source, "push:hr 区法院.xlsx")
      << "it says nothing of how the feed's own files fare";
  EXPECT_THAT(hand_in(csv, "hr", "hr").body, HasSubstr(R"("repeated":1)"));
  const ServerReply future =
      hand_in("统计期,报送日期,trainings\n2025-09,2025-07-03,1\n", "hr", "hr");
  EXPECT_EQ(future.status, 422);
  EXPECT_THAT(future.body, HasSubstr("还没有到"));
  EXPECT_EQ(hand_in("<html>login</html>", "hr", "hr").status, 422);
  EXPECT_EQ(hand_in("统计期,报送日期,trainings\n", "hr", "hr").status, 422);
}

TEST_F(Uploading, TheSameKeyIsTheSameAnswer) {
  const std::string first = filled("0.99", "75");
  EXPECT_THAT(hand_in(first, "court", "court", {}, "k1").body, HasSubstr(R"("accepted":3)"));
  EXPECT_THAT(hand_in(first, "court", "court", {}, "k1").body, HasSubstr(R"("accepted":3)"));
  EXPECT_EQ(hand_in(filled("0.98", "75"), "court", "court", {}, "k1").status, 422);
  EXPECT_THAT(hand_in(first, "court", "court", {}, "k2").body, HasSubstr(R"("repeated":3)"));
  EXPECT_EQ(hand_in(first, "court", "court", {}, "bad key").status, 400);
}

}  // namespace
}  // namespace planwatch
