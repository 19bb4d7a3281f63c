#include "config/schema/values.h"

namespace planwatch::schema {

namespace {

constexpr Need required = Need::required;
constexpr Need optional = Need::optional;

std::vector<Key> names_and_rhythm() {
  return {
      {"id", required, identifier(), "", "court", "标识，进指标标签和预警编号",
       "its id in metrics and alert keys"},
      {"name", required, text(), "", "区法院审判执行月报", "名称", "its name"},
      {"name_en", optional, optional_text(), "", "District Court", "英文名称", "its English name"},
      {"unit", required, name_of("unit"), "", "区商务局", "报送单位，迟报漏报记在它名下",
       "whose figures these are; late reports count against it"},
      {"contact", required, text(), "", "赵六", "数据联系人；迟报、拒收先找他",
       "the person who is asked when they are late or rejected"},
      {"sample", optional, boolean(), "false", "true", "样例，只在 --demo 时运行",
       "made by the demo; runs with --demo only"},
      {"poll", optional, seconds(), "10m", "1h", "多久看一次", "how often it is looked at"},
      {"retries", optional, integer(0, 10, {"次", "times"}), "3", "3", "一次取数失败后再试几次",
       "further attempts after a failed one"}};
}

std::vector<Key> parts() {
  return {
      {"file", optional, map_of("feed.file"), "", "{glob: \"incoming/*.csv\"}", "从文件夹取文件",
       "takes files from a folder"},
      {"http", optional, map_of("feed.http"), "", "{url: \"https://data.example.cn/list\"}",
       "从接口取", "asks an interface"},
      {"csv", optional, map_of("feed.csv"), "", "{encoding: gb18030}", "CSV 文本", "CSV text"},
      {"json", optional, map_of("feed.json"), "", "{rows: /data/list}", "JSON", "JSON"},
      {"xlsx", optional, map_of("feed.xlsx"), "", "{sheet: 月报}", "Excel 工作簿（.xlsx）",
       "a workbook (.xlsx)"},
      {"observations", optional, map_of("feed.observations"), "",
       "{period: /period, values: [{indicator: trains, value: /trains}]}", "各列是哪项指标的数",
       "which column holds the figures of which indicator"},
      {"tasks", optional, map_of("feed.tasks"), "", "{task: /number, state: /state, as_of: /day}",
       "各列是任务的进展", "which columns hold the progress of tasks"},
      {"due", required, map_of("feed.due"), "", "{frequency: month, day: 5}", "什么时候该报",
       "when its report is due"},
      {"limits", optional, map_of("feed.limits"), "", "{bytes: 16MiB, timeout: 30s}", "上限",
       "limits"}};
}

MapKind feed() {
  MapKind kind{"feed",
               {"一个数据源：怎么取、什么格式、哪一列是什么", "a feed: transport, format, mapping"},
               names_and_rhythm()};
  for (const Key& key : parts()) kind.keys.push_back(key);
  kind.one_of = {{"file", "http"}, {"csv", "json", "xlsx"}, {"observations", "tasks"}};
  return kind;
}

MapKind file() {
  return {"feed.file",
          {"文件夹里的文件", "files of a folder"},
          {{"glob", required, text(), "", "\"incoming/*_{year}.csv\"",
            "路径，可用 * 和 ?；相对路径从配置文件夹算起；{year} 是方案年度，样例可用 ${samples}",
            "a path with * and ?, relative to the configuration's folder; {year} is the plan's "
            "year, samples may use ${samples}"},
           {"stable_for", optional, duration(), "2s", "10s",
            "大小和时间这么久没变才取，免得取到没写完的", "taken when unchanged for so long"}}};
}

MapKind http() {
  return {
      "feed.http",
      {"HTTP 接口", "an HTTP interface"},
      {{"url", required, url(), "", "\"https://data.example.cn/list?year={year}\"",
        "http 或 https 地址，不含用户名口令；可用 {year}，样例可用 ${samples_url}",
        "an http or https address without a password; {year}, and ${samples_url} in samples"},
       {"method", optional, word({{"GET", {"取", "get"}}, {"POST", {"提交 body", "send body"}}}),
        "GET", "POST", "请求方法", "the request's method"},
       {"headers", optional, entries_of(optional_text()), "", "{Accept: application/json}",
        "其他 HTTP 头；不能放密钥", "further headers; none that carries a secret"},
       {"bearer", optional, map_of("secret"), "", "{env: PLANWATCH_TAX_TOKEN}",
        "访问口令，作为 Authorization: Bearer 发出", "a token, sent as Authorization: Bearer"},
       {"body", optional, optional_text(), "", "'{\"year\": 2025}'", "POST 的正文",
        "the body of a POST"},
       {"paging", optional, map_of("feed.paging"), "", "{page: page, size: size}", "按页取",
        "asks page by page"}}};
}

MapKind paging() {
  const Words pages{"页", "pages"};
  return {
      "feed.paging",
      {"按页取：直到一页不满、为空或重复", "page by page, until one is short, empty or repeated"},
      {{"page", required, text(), "", "page", "页码参数名", "the parameter with the page's number"},
       {"size", optional, optional_text(), "", "size", "每页条数的参数名，不写则不发",
        "the parameter with the page's size; not sent without it"},
       {"first_page", optional, integer(0, 1), "1", "0", "第一页是 0 还是 1",
        "whether pages count from 0 or 1"},
       {"page_size", optional, integer(1, 100'000, {"条", "rows"}), "100", "500", "每页条数",
        "rows of a page"},
       {"max_pages", optional, integer(1, 100'000, pages), "1000", "50", "最多取几页",
        "no more pages than these"}}};
}

MapKind secret() {
  return {
      "secret",
      {"密钥在哪里；从不写在配置里", "where a secret is; it never stands in the files"},
      {{"env", optional, text(), "", "PLANWATCH_TAX_TOKEN", "环境变量名", "environment variable"},
       {"file", optional, text(), "", "tax.token", "文件，相对路径从配置文件夹算起",
        "a file, relative to the configuration's folder"}},
      {{"env", "file"}}};
}

MapKind csv() {
  return {"feed.csv",
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
            "", "\";\"", "分隔符；不写则自动判断", "the separator; found out without it"}}};
}

MapKind json() {
  return {"feed.json",
          {"JSON", "JSON"},
          {{"rows", required, pointer(), "", "/data/list",
            "各行所在数组的 JSON 指针；整个文档就是数组时写 \"\"",
            "the JSON pointer to the array of rows; \"\" when the document is the array"}}};
}

MapKind xlsx() {
  return {"feed.xlsx",
          {"Excel 工作簿", "a workbook"},
          {{"sheet", optional, optional_text(), "", "月报", "工作表名；不写取第一张可见的",
            "the sheet's name; without it the first visible one"}}};
}

MapKind observations() {
  return {"feed.observations",
          {"各列是哪项指标的数。列名写表头（合并表头各级用 / 连接），JSON 写指针",
           "which column holds what; columns by header (levels joined with /), in JSON by pointer"},
          {{"header_rows", optional, integer(0, 20, {"行", "rows"}), "0", "2",
            "表头有几行；0 为自动（跳过标题行、单位行）",
            "rows of the header; 0: found out, title and unit rows are skipped"},
           {"period", optional, column(), "", "统计期", "统计期所在列；不写则取自文件名或标题",
            "the column with the period; without it from the file's name or title"},
           {"area", optional, column(), "", "行政区", "行政区所在列；不写为方案所属区",
            "the column with the area; without it the plan's own"},
           {"report_date", optional, column(), "", "填报日期",
            "填报日期所在列；有它，同一期多个数以日期最晚的为准",
            "the column with the report's date; of several figures the latest dated one counts"},
           {"indicator", optional, column(), "", "指标", "指标名称所在列（一行一项指标的表）",
            "the column with the indicator's name, where each row is another indicator"},
           {"indicator_names", optional, entries_of(name_of("indicator")), "",
            "{民商事结案率: trains}", "上列中的叫法对应哪项指标；标识和名称本来就认识",
            "what other names in that column stand for; ids and names are known anyway"},
           {"none_is_zero", optional, boolean(), "false", "true", "个数列里的“无”当作 0",
            "无 in a column of counts means 0"},
           {"values", required, filled_list_of(map_of("feed.value")), "",
            "[{indicator: trains, value: 发运列数}]", "数在哪些列", "which columns hold figures"}},
          {},
          {},
          {{"indicator_names", "indicator"}}};
}

MapKind value() {
  return {
      "feed.value",
      {"一项指标的列：value，或 numerator 和 denominator",
       "columns of one indicator: value, or numerator and denominator"},
      {{"indicator", optional, name_of("indicator"), "", "trains",
        "哪项指标；不写则由 observations 的 indicator 列说明",
        "which indicator; without it the column indicator of observations says so"},
       {"value", optional, column(), "", "发运列数", "数值所在列", "the column with the figure"},
       {"numerator", optional, column(), "", "结案数", "分子所在列",
        "the column with the numerator"},
       {"denominator", optional, column(), "", "受理数", "分母所在列",
        "the column with the denominator"},
       {"unit", optional,
        word({{"automatic", {"看表头和单元格写的", "as header and cell say"}},
              {"plain", {"原样", "as it stands"}},
              {"percent", {"百分数", "percent"}},
              {"per_mille", {"千分数", "per mille"}},
              {"ten_thousand", {"万", "ten thousands"}},
              {"hundred_million", {"亿", "hundred millions"}}}),
        "automatic", "percent", "列中的数用什么单位", "the unit of the column's figures"}},
      {},
      {"value", "numerator"},
      {{"numerator", "denominator"}, {"denominator", "numerator"}}};
}

MapKind task_columns() {
  return {
      "feed.tasks",
      {"各列是任务的进展", "which columns hold the progress of tasks"},
      {{"header_rows", optional, integer(0, 20, {"行", "rows"}), "0", "1", "表头有几行；0 为自动",
        "rows of the header; 0: found out"},
       {"task", required, column(), "", "任务序号", "任务序号所在列", "the task's number"},
       {"state", required, column(), "", "进展状态", "未启动、进行中、已完成所在列",
        "未启动, 进行中 or 已完成"},
       {"as_of", required, column(), "", "数据日期", "数据日期所在列", "the day of the figures"},
       {"percent", optional, column(), "", "完成比例（%）", "完成比例所在列", "the share done"},
       {"evidence", optional, column(), "", "佐证材料", "佐证所在列", "the evidence"},
       {"closed_by", optional, column(), "", "确认人", "确认人所在列；有人名才算销号",
        "who closed it; only a named person closes a task"}}};
}

MapKind due() {
  return {
      "feed.due",
      {"什么时候该报：写 day 或 workday", "when a report is due: day or workday"},
      {{"frequency", required,
        word({{"month", {"月报", "every month"}},
              {"quarter", {"季报", "every quarter"}},
              {"half", {"半年报", "every half year"}},
              {"year", {"年报", "every year"}}}),
        "", "month", "几时一报", "how often"},
       {"day", optional, integer(1, 28, {"日", "day"}), "", "5", "期后首月的几日前",
        "by this day of the month after the period"},
       {"workday", optional, workdays(1, 15), "", "3", "期后首月的第几个工作日前",
        "by the n-th working day of the month after the period"},
       {"roll", optional,
        word({{"next_workday", {"顺延到下一个工作日", "to the next working day"}},
              {"holiday_only", {"只因节假日顺延，周末不顺延", "for holidays, not for weekends"}},
              {"none", {"不顺延", "stays"}}}),
        "next_workday", "none", "day 遇休息日怎么办；与 workday 不同用",
        "what happens to a day off; not together with workday"},
       {"grace", optional, workdays(0, 60), "0", "2", "宽限", "days of grace"},
       {"january_with_february", optional, boolean(), "false", "true", "1、2 月合报（只用于月报）",
        "January comes with February; monthly reports alone"},
       {"skip", optional, list_of(month()), "[]", "[7]",
        "哪几期免报，写该期的最后一个月（季报为 3、6、9、12）",
        "periods that are not asked for, by their last month (3, 6, 9, 12 of quarters)"}},
      {{"day", "workday"}}};
}

MapKind limits() {
  return {
      "feed.limits",
      {"上限；超过的整份拒收", "limits; what passes one is rejected as a whole"},
      {{"bytes", optional, size(), "64MiB", "16MiB", "一份文件或应答的大小",
        "size of a file or an answer"},
       {"inflated_bytes", optional, size(), "512MiB", "256MiB", "解压后的大小",
        "size when unpacked"},
       {"rows", optional, integer(1, 10'000'000, {"行", "rows"}), "1000000", "100000", "行数",
        "rows"},
       {"columns", optional, integer(1, 65'535, {"列", "columns"}), "2000", "200", "列数",
        "columns"},
       {"depth", optional, integer(1, 1'000, {"层", "levels"}), "32", "16", "JSON、XML 嵌套层数",
        "levels of JSON and XML"},
       {"connect_timeout", optional, duration(), "10s", "5s", "连接超时", "until connected"},
       {"timeout", optional, duration(), "60s", "30s", "整个请求的超时", "for the whole request"}}};
}

}  // namespace

std::vector<MapKind> describe_feeds() {
  return {
      {"feeds",
       {"数据源", "the feeds"},
       {{"feeds", required, list_of(map_of("feed")), "",
         "[{id: court, name: 月报, unit: 区商务局, contact: 赵六, due: {frequency: month, day: 5}, "
         "file: {glob: \"incoming/*.csv\"}, csv: {}, observations: {period: 统计期, values: "
         "[{indicator: trains, value: 发运列数}]}}]",
         "全部数据源", "all feeds"}}},
      feed(),
      file(),
      http(),
      paging(),
      secret(),
      csv(),
      json(),
      xlsx(),
      observations(),
      value(),
      task_columns(),
      due(),
      limits()};
}

}  // namespace planwatch::schema
