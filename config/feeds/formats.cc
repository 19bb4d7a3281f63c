#include "config/feeds/formats.h"

namespace planwatch::feeds {

namespace {

constexpr Word<Encoding> encoding_words[] = {{"automatic", Encoding::automatic},
                                             {"utf-8", Encoding::utf8},
                                             {"gb18030", Encoding::gb18030},
                                             {"utf-16le", Encoding::utf16le},
                                             {"utf-16be", Encoding::utf16be}};
constexpr Word<char> separator_words[] = {
    {",", ','}, {";", ';'}, {"|", '|'}, {"tab", '\t'}, {"\t", '\t'}};

Format load_csv(const YamlNode& node, Draft& draft) {
  Fields fields(node, draft.out);
  CsvFormat csv;
  fields.choice("encoding", encoding_words, csv.encoding, optional);
  fields.choice("separator", separator_words, csv.separator, optional);
  return csv;
}

std::vector<MapKind> describe_csv() {
  return {{"feed.csv",
           {"CSV 文本", "CSV text"},
           {{"encoding", optional,
             word({{"automatic", {"自动判断", "found out"}},
                   {"utf-8", {"UTF-8", "UTF-8"}},
                   {"gb18030", {"GBK、GB18030", "GBK and GB18030"}},
                   {"utf-16le", {"UTF-16 小端", "UTF-16, little-endian"}},
                   {"utf-16be", {"UTF-16 大端", "UTF-16, big-endian"}}}),
             "automatic", "gb18030", "编码", "the encoding"},
            {"separator", optional,
             word({{",", {"逗号", "comma"}},
                   {";", {"分号", "semicolon"}},
                   {"|", {"竖线", "bar"}},
                   {"tab", {"制表符", "tab"}},
                   {"\t", {"制表符", "tab"}}}),
             "", "\";\"", "分隔符；不写则自动判断", "the separator; found out without it"}}}};
}

Format load_json(const YamlNode& node, Draft& draft) {
  Fields fields(node, draft.out);
  JsonFormat json;
  // An empty pointer is a pointer: the document itself is the array of rows.
  const YamlNode* rows = fields.node("rows");
  if (rows && is_scalar(*rows, "rows", draft.out)) {
    json.rows = rows->text;
    check_pointer(json.rows, rows->at, draft);
  }
  return json;
}

std::vector<MapKind> describe_json() {
  return {{"feed.json",
           {"JSON", "JSON"},
           {{"rows", required, pointer(), "", "/data/list",
             "各行所在数组的 JSON 指针；整个文档就是数组时写 \"\"",
             "the JSON pointer to the array of rows; \"\" when the document is the array"}}}};
}

Format load_xml(const YamlNode& node, Draft& draft) {
  Fields fields(node, draft.out);
  XmlFormat xml;
  if (!fields.text("rows", xml.rows)) return xml;
  check_pointer(xml.rows, fields.at("rows"), draft);
  if (fields.clean() && (xml.rows.ends_with('/') || xml.rows.find("//") != std::string::npos)) {
    draft.out.error(fields.at("rows"),
                    said("{} 里有空的一级", "{} has a level without a name", xml.rows),
                    {"从根元素写起，如 /root/list/row", "begin with the root: /root/list/row"});
  }
  return xml;
}

std::vector<MapKind> describe_xml() {
  return {{"feed.xml",
           {"XML；列名写指针：/name、/value/text、属性 /@id",
            "XML; columns are pointers: /name, /value/text, an attribute /@id"},
           {{"rows", required, pointer(), "", "/root/list/row",
             "各行元素的路径，从根元素写起；名称前缀不写",
             "the path to the elements that are rows, from the root; without prefixes"}}}};
}

template <class Workbook>
Format load_workbook(const YamlNode& node, Draft& draft) {
  Fields fields(node, draft.out);
  Workbook workbook;
  fields.text("sheet", workbook.sheet, optional);
  return workbook;
}

template <class Workbook>
std::vector<MapKind> describe_workbook() {
  return {{"feed." + std::string(Workbook::key()),
           {"工作簿", "a workbook"},
           {{"sheet", optional, optional_text(), "", "月报", "工作表名；不写取第一张可见的",
             "the sheet's name; without it the first visible one"}}}};
}

Format load_any_table(const YamlNode& node, Draft& draft) {
  const Fields fields(node, draft.out);
  return AnyTableFormat{};
}

std::vector<MapKind> describe_any_table() {
  return {{"feed.any_table",
           {"看内容认：CSV、XLSX、ODS、XLS 的第一张可见表",
            "by the content: CSV, XLSX, ODS or XLS, the first visible sheet"},
           {}}};
}

}  // namespace

// A new format adds its lines here, its description to rules/model/feed_format.h and its decoder to
// collectors/decode/decoders.h.
const std::vector<FormatWords>& formats() {
  static const std::vector<FormatWords> all{
      {{"csv", {"CSV 文本", "CSV text"}, "{encoding: gb18030}", describe_csv}, load_csv},
      {{"json", {"JSON", "JSON"}, "{rows: /data/list}", describe_json}, load_json},
      {{"xlsx",
        {"Excel 工作簿（.xlsx）", "a workbook (.xlsx)"},
        "{sheet: 月报}",
        describe_workbook<XlsxFormat>},
       load_workbook<XlsxFormat>},
      {{"ods",
        {"OpenDocument 工作簿（.ods）", "a workbook of OpenDocument (.ods)"},
        "{sheet: 月报}",
        describe_workbook<OdsFormat>},
       load_workbook<OdsFormat>},
      {{"xls",
        {"Excel 97-2003 工作簿（.xls）", "a workbook of Excel 97-2003 (.xls)"},
        "{sheet: 月报}",
        describe_workbook<XlsFormat>},
       load_workbook<XlsFormat>},
      {{"xml", {"XML", "XML"}, "{rows: /root/list/row}", describe_xml}, load_xml},
      {{"any_table",
        {"任何表格，看内容认；upload、mailbox 的默认",
         "any table, by its content; the default of "
         "upload and mailbox"},
        "{}",
        describe_any_table},
       load_any_table}};
  return all;
}

namespace {

void refuse_format(Fields& fields, std::string_view written, std::string_view transport) {
  fields.out().error(fields.at(written),
                     said("{} 取到的是什么已经定了，不写 {}",
                          "what {} brings is known, so {} is not written", transport, written),
                     {"删掉这个键", "delete this key"});
}

}  // namespace

Format load_format(Fields& fields, const TransportWords* transport, Draft& draft) {
  std::vector<std::string_view> keys;
  for (const FormatWords& one : formats()) keys.push_back(one.part.key);
  const bool needed = transport && transport->use == FormatUse::written;
  const auto key = needed ? fields.one_of(keys) : fields.at_most_one(keys);
  const YamlNode* node = key ? fields.node(*key) : nullptr;
  if (node && transport && transport->use == FormatUse::fixed) {
    refuse_format(fields, *key, transport->part.key);
  } else if (node) {
    for (const FormatWords& one : formats()) {
      if (one.part.key == *key) return one.load(*node, draft);
    }
  }
  return transport ? transport->format : Format{};
}

}  // namespace planwatch::feeds
