#include "daemon/cli/junit.h"

#include "gtest/gtest.h"

namespace planwatch {
namespace {

TEST(RenderJunit, ASuiteAFileAFailureATestThatFailed) {
  TestFileOutcome file;
  file.file = "tests/a.yaml";
  file.tests = {{"good", {"tests/a.yaml", 3, 5}, {}},
                {"1 < 2 & \"so\"",
                 {"tests/a.yaml", 9, 5},
                 {{{"tests/a.yaml", 12, 20}, "应为绿\n实为红", "should be green"}}}};
  EXPECT_EQ(render_junit({file}, Lang::zh),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<testsuites name=\"planwatch\" tests=\"2\" failures=\"1\" errors=\"0\">\n"
            "  <testsuite name=\"tests/a.yaml\" tests=\"2\" failures=\"1\" errors=\"0\">\n"
            "    <testcase classname=\"tests/a.yaml\" name=\"good\" file=\"tests/a.yaml\" "
            "line=\"3\"/>\n"
            "    <testcase classname=\"tests/a.yaml\" name=\"1 &lt; 2 &amp; &quot;so&quot;\" "
            "file=\"tests/a.yaml\" line=\"9\">\n"
            "      <failure message=\"tests/a.yaml:12:20: 应为绿&#10;实为红\">"
            "tests/a.yaml:12:20: 应为绿&#10;实为红&#10;</failure>\n"
            "    </testcase>\n"
            "  </testsuite>\n"
            "</testsuites>\n");
}

TEST(RenderJunit, AFileThatCannotBeReadIsAnError) {
  TestFileOutcome file;
  file.file = "a.yaml";
  file.errors = {{Diagnostic::Severity::error, {"a.yaml", 1, 2}, "坏", "bad", "改", "mend"}};
  const std::string xml = render_junit({file}, Lang::en);
  EXPECT_NE(xml.find("tests=\"1\" failures=\"0\" errors=\"1\""), std::string::npos) << xml;
  EXPECT_NE(xml.find("<error message=\"a.yaml:1:2: "), std::string::npos) << xml;
}

TEST(RenderJunit, ControlCharactersThatXmlDoesNotKnowAreBlanks) {
  TestFileOutcome file;
  file.file = "a\x01.yaml";
  EXPECT_NE(render_junit({file}, Lang::zh).find("name=\"a .yaml\""), std::string::npos);
}

}  // namespace
}  // namespace planwatch
