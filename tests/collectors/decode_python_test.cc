#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/collectors/decode_support.h"
#include "tests/support/process.h"

// CSV, JSON and XML as another program writes them: Python's csv, json and xml.etree write one
// table of texts that need quoting, in the encodings that departments send; we read the same texts.
namespace planwatch {
namespace {

constexpr const char* writer = R"py(
import csv, json, sys, xml.etree.ElementTree as tree
folder = sys.argv[1] + "/"
rows = [["单位", "说明", "数"],
        ["区法院", 'a,"b"', "98.50"],
        ["区人社局", "两\n行", "-0.00012"],
        ["区科技局", "—·％０．", "12345678901234567890"],
        ["区商务局", "tab\t; 'x'", "1,234"],
        ["区税务局", "\u3000前后 ", "0"],
        ["区住建局", "<&>]]>{}[]\\/", "1e-7"],
        ["沙井镇", "\U00020bb7\u3400", "—"]]
encodings = (("utf8", "utf-8"), ("bom", "utf-8-sig"), ("gb", "gb18030"), ("wide", "utf-16"))
for name, encoding in encodings:
    for separator, kind in ((",", "comma"), ("\t", "tab"), (";", "semicolon")):
        with open(f"{folder}{name}_{kind}.csv", "w", encoding=encoding, newline="") as file:
            csv.writer(file, delimiter=separator).writerows(rows)
    with open(f"{folder}{name}_all.csv", "w", encoding=encoding, newline="") as file:
        csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
objects = {"code": "200", "data": {"list": [dict(zip(rows[0], row)) for row in rows[1:]]}}
for name, options in (("plain", {}), ("chinese", {"ensure_ascii": False}),
                      ("wide", {"ensure_ascii": False, "indent": 2, "sort_keys": False})):
    with open(f"{folder}{name}.json", "w", encoding="utf-8") as file:
        json.dump(objects, file, **options)
root = tree.Element("root")
for row in rows[1:]:
    one = tree.SubElement(root, "row")
    for key, text in zip(rows[0], row): tree.SubElement(one, key).text = text
for encoding in ("utf-8", "gb18030", "utf-16"):
    tree.ElementTree(root).write(f"{folder}{encoding}.xml", encoding=encoding, xml_declaration=True)
)py";

// What it wrote, below the header.
const std::vector<std::vector<std::string>> written = {
    {"区法院", "a,\"b\"", "98.50"},
    {"区人社局", "两\n行", "-0.00012"},
    {"区科技局", "—·％０．", "12345678901234567890"},
    {"区商务局", "tab\t; 'x'", "1,234"},
    {"区税务局", "　前后 ", "0"},
    {"区住建局", "<&>]]>{}[]\\/", "1e-7"},
    {"沙井镇", "𠮷㐀", "—"}};

// The texts of the rows below `header_rows`.
std::vector<std::vector<std::string>> texts_of(const Result<Document>& document,
                                               std::size_t header_rows) {
  if (!document) return {{document.error().message}};
  std::vector<std::vector<std::string>> rows;
  const std::vector<TableRow>& all = document->tables.front().rows;
  for (std::size_t i = header_rows; i < all.size(); ++i) {
    std::vector<std::string>& texts = rows.emplace_back();
    for (const Cell& cell : all[i].cells) texts.push_back(cell.text);
  }
  return rows;
}

TEST(PythonWriters, TheSameTextsComeBack) {
  const TestFolder folder;
  const Finished done = run_program({"/usr/bin/python3", "-c", writer, folder.path()});
  ASSERT_EQ(done.exit_code, 0) << done.output;
  for (const char* encoding : {"utf8", "bom", "gb", "wide"}) {
    for (const char* kind : {"comma", "tab", "semicolon", "all"}) {
      const std::string name = std::string(encoding) + "_" + kind + ".csv";
      const auto document = decode_test::csv(read_text(folder.file(name)));
      EXPECT_EQ(texts_of(document, 1), written) << name;
      const bool any = std::string_view(kind) == "comma" || std::string_view(kind) == "all";
      if (!any) continue;
      const auto found = decode(read_text(folder.file(name)), AnyTableFormat{}, FeedLimits{});
      EXPECT_EQ(texts_of(found, 1), written) << name << " by its content";
    }
  }
  for (const char* name : {"plain", "chinese", "wide"}) {
    const auto document = decode_test::json(read_text(folder.file(name + std::string(".json"))));
    EXPECT_EQ(texts_of(document, 0), written) << name;
  }
  for (const char* encoding : {"utf-8", "gb18030", "utf-16"}) {
    const auto document =
        decode_test::xml(read_text(folder.file(encoding + std::string(".xml"))), "/root/row");
    EXPECT_EQ(texts_of(document, 0), written) << encoding;
  }
}

}  // namespace
}  // namespace planwatch
