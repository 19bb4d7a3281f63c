#include <fmt/format.h>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "collectors/decode/any_table.h"
#include "collectors/decode/sniff.h"
#include "tests/collectors/decode_support.h"
#include "tests/support/process.h"

// Workbooks that LibreOffice closed with a password, and .xls under WPS's name: each is refused
// with what it is and how to convert it, never read as something else.
namespace planwatch {
namespace {

using testing::AllOf;
using testing::HasSubstr;

constexpr const char* write_table = R"py(
import sys, openpyxl
book = openpyxl.Workbook()
book.active.append(["单位", "结案率"])
book.active.append(["区法院", 0.985])
book.save(sys.argv[1])
)py";

constexpr const char* library_with_one_module =
    R"(<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard"
  library:readonly="false" library:passwordprotected="false">
<library:element library:name="Lock"/></library:library>)";

// Saves known.xlsx of a folder with a password in each format.
constexpr const char* locking_macro =
    R"(<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Lock"
  script:language="StarBasic">
Sub Save(folder)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  book = StarDesktop.loadComponentFromURL(folder &amp; "/known.xlsx", "_blank", 0, hidden())
  Dim how(1) As New com.sun.star.beans.PropertyValue
  how(0).Name = "FilterName" : how(0).Value = "calc8"
  how(1).Name = "Password" : how(1).Value = "secret123"
  book.storeToURL(folder &amp; "/locked.ods", how())
  how(0).Value = "MS Excel 97"
  book.storeToURL(folder &amp; "/locked.xls", how())
  Dim key(1) As New com.sun.star.beans.NamedValue
  key(0).Name = "OOXPassword" : key(0).Value = "secret123"
  key(1).Name = "CryptoType" : key(1).Value = "StrongEncryptionDataSpace"
  how(0).Value = "Calc MS Excel 2007 XML"
  how(1).Name = "EncryptionData"
  how(1).Value = CreateUnoValue("[]com.sun.star.beans.NamedValue", key())
  book.storeToURL(folder &amp; "/locked.xlsx", how())
  book.close(True)
End Sub
</script:module>)";

Finished office(const TestFolder& folder, std::vector<std::string> words) {
  words.insert(words.begin(), {"timeout", "60", "soffice", "--headless", "--norestore",
                               "-env:UserInstallation=file://" + folder.file("profile")});
  return run_program(words);
}

std::string refusal_of(const std::string& path, const Format& format) {
  const auto document = decode(read_text(path), format, FeedLimits{});
  if (document) return "it was read";
  EXPECT_EQ(document.error().code, ErrorCode::invalid) << path;
  EXPECT_FALSE(document.error().transient) << path;
  return document.error().message;
}

TEST(OfficeLocked, WorkbooksWithAPasswordAreRefusedWithTheWayOut) {
  const TestFolder folder;
  ASSERT_EQ(
      run_program({"/usr/bin/python3", "-c", write_table, folder.file("known.xlsx")}).exit_code, 0);
  // The first run makes the profile; a library that was there before would be written over.
  const Finished first =
      office(folder, {"--convert-to", "xls", "--outdir", folder.path(), folder.file("known.xlsx")});
  ASSERT_EQ(first.exit_code, 0) << first.output;
  folder.write("profile/user/basic/Standard/script.xlb", library_with_one_module);
  folder.write("profile/user/basic/Standard/Lock.xba", locking_macro);
  const Finished locked =
      office(folder, {fmt::format("macro:///Standard.Lock.Save(\"file://{}\")", folder.path())});
  ASSERT_EQ(locked.exit_code, 0) << locked.output;

  for (const Format& format :
       {Format(XlsxFormat{}), Format(XlsFormat{}), Format(AnyTableFormat{}), Format(CsvFormat{})}) {
    EXPECT_THAT(refusal_of(folder.file("locked.xlsx"), format),
                AllOf(HasSubstr("打开密码"), HasSubstr("取消密码"), HasSubstr("重新报送")));
  }
  for (const Format& format : {Format(XlsFormat{}), Format(AnyTableFormat{})}) {
    EXPECT_THAT(refusal_of(folder.file("locked.xls"), format),
                AllOf(HasSubstr("密码"), HasSubstr("取消密码"), HasSubstr("另存为 .xlsx")));
  }
  for (const Format& format : {Format(OdsFormat{}), Format(AnyTableFormat{})}) {
    EXPECT_THAT(refusal_of(folder.file("locked.ods"), format),
                AllOf(HasSubstr("打开密码"), HasSubstr("取消密码"), HasSubstr(".xlsx")));
  }
  // What was declared wrongly names the mistake; nothing of it is read either.
  EXPECT_THAT(refusal_of(folder.file("locked.ods"), XlsxFormat{}), HasSubstr("OpenDocument"));
  EXPECT_THAT(refusal_of(folder.file("locked.xls"), XlsxFormat{}), HasSubstr("另存为 .xlsx"));
  // The same workbook without a password is read, so that it was the password that was refused.
  EXPECT_TRUE(decode(read_text(folder.file("known.xls")), AnyTableFormat{}, FeedLimits{}));

  // A compound file as WPS makes them, by its name.
  const std::string compound = read_text(folder.file("known.xls"));
  for (const char* name : {"区法院_202506.et", "/in/区法院.ET", "模板.ett"}) {
    const auto checked = check_not_wps(name, compound);
    ASSERT_FALSE(checked) << name;
    EXPECT_THAT(checked.error().message, AllOf(HasSubstr(".et"), HasSubstr("WPS"),
                                               HasSubstr("*.xlsx"), HasSubstr("另存为")));
  }
}

TEST(OfficeLocked, OtherNamesAndOtherContentsPassTheCheckOfWpsNames) {
  const std::string compound = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
  for (const char* name : {"区法院.xls", "et", "x.set", "http://h/api.et?x=1", ""}) {
    EXPECT_TRUE(check_not_wps(name, compound)) << name;
  }
  EXPECT_TRUE(check_not_wps("区法院.et", "单位,数量\n")) << "a text under that name is a text";
  EXPECT_TRUE(check_not_wps("区法院.et", "PK\x03\x04")) << "so is a workbook of .xlsx";
}

TEST(OfficeLocked, WorkbooksOfMacroSheetsAloneAreRefused) {
  using decode_test::edit_part;
  decode_test::Parts parts = decode_test::workbook_parts("<sheetData/>");
  edit_part(parts, "xl/_rels/workbook.xml.rels", "/worksheet\"", "/xlMacrosheet\"");
  for (const Format& format : {Format(XlsxFormat{}), Format(AnyTableFormat{})}) {
    const auto document = decode(decode_test::zip_of(parts), format, FeedLimits{});
    EXPECT_THAT(decode_test::error_of(document),
                AllOf(HasSubstr("宏"), HasSubstr("普通工作表"), HasSubstr("另存为 .xlsx")));
  }
}

}  // namespace
}  // namespace planwatch
