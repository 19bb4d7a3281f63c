#include "collectors/read/in_english.h"

namespace planwatch {
namespace {

constexpr Saying sayings[] = {
    // Tables and headers.
    {"{}：{}", "{0}: {1}"},
    {"没有任何行：连表头也没有。请核对报送的是不是这张表",
     "no rows, not even a header: check whether this is the table"},
    {"{}：{}；现有的列：{}。请改映射里的列名，或请报送单位恢复表头",
     "{0}: {1}; the columns are {2}. Change the mapping, or ask the unit for its usual header"},
    {"表头", "header"},
    {"第 {} 行", "row {0}"},
    {"工作表“{}”", "sheet '{0}'"},
    {"工作表“{}”第 {} 行", "sheet '{0}' row {1}"},
    {"工作表“{}”：{}", "sheet '{0}': {1}"},
    {"找不到映射的列 {}", "the mapped columns {0} are not there"},
    {"有不止一列叫 {}，请写全各级表头（用 / 连接）",
     "more than one column is called {0}: write all levels of the header, joined by /"},
    {"找不到映射的列 {}；有不止一列叫 {}，请写全各级表头（用 / 连接）",
     "the mapped columns {0} are not there; more than one column is called {1}: write all levels "
     "of "
     "the header, joined by /"},
    {"找不到各期的列（如 1月、结案率/1月）",
     "no columns with periods (such as 1月 or 结案率/1月) are there"},
    {"数据源“{}”的映射用了方案里没有的指标“{}”：请改映射",
     "feed '{0}' maps indicator '{1}', which the plan does not have: change the mapping"},
    {"文件名和标题写了不止一个期，看不出数据是哪一期的：请只留一个，或在映射里设 period 列",
     "file name and title state several periods: leave one, or map a period column"},
    {"不知道数据是哪一期的：映射没有 period 列，文件名和标题里也没有（如 区法院_202506.xlsx）",
     "no period is known: no period column is mapped, and neither file name nor title states one "
     "(such as 区法院_202506.xlsx)"},
    {"不知道任务进展截至哪一天：映射没有 as_of 列，文件名和标题里也没有期：请在映射里设 as_of",
     "the day of the tasks' progress is not known: map a column as_of"},
    {"表头“{}”没有写年份，标题、文件名和工作表名里也没有（或不止一个）：请在其中写明，如 2025年",
     "header '{0}' states no year, nor does title, file or sheet (or several): write one, such as "
     "2025年"},
    {"表头“{}”可能是 1 月，也可能是 10 月：请写成 2025年10月 的样子",
     "header '{0}' may mean January or October: write it like 2025年10月"},
    {"列“{}”和列“{}”是同一期（{}）的同一个数，看不出该用哪一列：请只留一列，或写全各级表头",
     "columns '{0}' and '{1}' are the same figure of one period ({2}): leave one, or write all "
     "levels of the header"},
    // Keys.
    {"方案里没有这个行政区：请填行政区划代码或方案里的名称",
     "the plan has no such area: write its code or its name in the plan"},
    {"方案里没有这个指标：请用方案里的名称，或在映射的 indicator_names 里注明",
     "the plan has no such indicator: use its name in the plan, or map it in indicator_names"},
    {"方案里没有这个任务号：请填责任分解表里的序号", "the plan has no task of that number"},
    {"看不出任务状态：请填 未启动、进行中 或 已完成",
     "no state of a task: write 未启动 (not started), 进行中 (in progress) or 已完成 (done)"},
    {"完成比例应在 0% 到 100% 之间：请核对", "the share done has to be from 0% to 100%"},
    {"同一任务同一天有几种不同的说法，看不出哪个对：请只留一行",
     "different statements about one task and day: leave one row"},
    {"看不出是哪一期：请写成 2025年6月、2025-06、2025年1-6月 或 2025年第二季度",
     "no period: write it like 2025-06, 2025年6月, 2025年1-6月 or 2025年第二季度"},
    {"看不出是哪一天：请写成 2025-06-03 或 2025年6月3日",
     "no day: write it like 2025-06-03 or 2025年6月3日"},
    {"没有写年份，文件名和标题里也没有：请写成 2025年6月，或在文件名里写 202506",
     "no year, nor in file name or title: write 2025年6月, or 202506 in the file's name"},
    {"这是月中的一天，看不出是哪一期（1-6 之类会被表格软件改成日期）：请写成 2025年6月 的样子",
     "a day within a month, no period (spreadsheets turn 1-6 into a date): write it like "
     "2025年6月"},
    {"截止日不是月末，与按月考核的期对不上：请报到月末的数",
     "it ends within a month, while months are judged: report up to the month's end"},
    {"数字 2025.1 可能是 1 月，也可能是 10 月：请把单元格设为文本，写成 2025年10月",
     "the number 2025.1 may mean January or October: make the cell a text such as 2025年10月"},
    {"口径不符：“{}”{}，这里的期是{}：请按该口径填报，或改指标的 window",
     "another window: '{0}' wants {1}, this period is {2}: report it so, or change the indicator's "
     "window"},
    {"要年初以来的累计数（如 1-6月）", "the year to date (such as 1-6月)"},
    {"要当月数（如 6月）", "single months (such as 6月)"},
    {"要当季数（如 第二季度）", "single quarters (such as 第二季度)"},
    {"要滚动口径的月度数（如 6月）", "rolling months (such as 6月)"},
    // Figures.
    {"同一份数据里，同一指标、地区和期有几个不同的数，看不出哪个对：请只留一个，或写明填报日期",
     "several different figures for one indicator, area and period: leave one, or state the report "
     "dates"},
    {"单元格与别的格合并，看不出这个数属于谁：请取消合并后逐格填写",
     "the cell is merged with others, so it is not known whose figure it is: unmerge them"},
    {"只有分子，没有分母：请补报分母", "a numerator without its denominator"},
    {"只有分母，没有分子：请补报分子", "a denominator without its numerator"},
    {"看不出是百分数还是小数：请写成 98.5% 的样子，或在表头注明（%），或在映射里设 unit",
     "percent or fraction? Write 98.5%, put (%) into the header, or set unit in the mapping"},
    {"数字超过 18 位，读作数值会失真：请核对；编号类的列不要映射为数值",
     "more than 18 digits: no figure; do not map columns of numbers that name things"},
    {"百分点是差值，不是比率：请填比率本身，如 98.5%",
     "percentage points are a difference: write the ratio itself, such as 98.5%"},
    {"这是增减幅度，不是数值本身：请填当期的数值", "a change, not the figure itself"},
    {"这是约数，不是确定的数值：请填准确数", "an approximation: write the exact figure"},
    {"这是一个范围，不是一个数值：请填准确数", "a range: write the exact figure"},
    {"像是分数、日期或几个数并列：请分列填写，分子、分母各占一列",
     "a fraction, a date or several figures: write numerator and denominator in columns of their "
     "own"},
    {"不是数值：请填数字，没有数据请填“—”", "no figure: write a number, or — where there is none"},
    {"单位矛盾：本列是{}，单元格写的是{}：请统一单位",
     "two units: the column's is {0}, the cell's {1}: use one"},
    {"单位矛盾：{}：请统一单位", "two units: {0}: use one"},
    {"表头里有两个单位（{}、{}）", "the header has two units ({0}, {1})"},
    {"映射的 unit（{}）与表头（{}）不一致", "the mapping's unit ({0}) is not the header's ({1})"},
    {"单位不符：这里写的是{}，与指标的计量不同：请核对单位",
     "another unit: {0}, which is not the indicator's measure: check it"},
    {"千分位分隔不对：请每三位一隔，如 1,234,567，或不加分隔",
     "misplaced thousands separators: write 1,234,567 or none"},
    {"单元格是日期，不是数值（3/4 之类会被表格软件改成日期）：请改成数字格式",
     "a date, no figure (spreadsheets turn 3/4 into a date): make it a number"},
    {"单元格是真假值，不是数值：请填数字", "a truth value, no figure: write a number"},
    {"公式没有可用的结果（#REF!、#DIV/0! 或没有缓存值）：请修正后另存，或粘贴为数值",
     "a formula without a result (#REF!, #DIV/0!, or never calculated): mend it and save, or paste "
     "the value"},
    {"天", "days"},
    {"工作日", "working days"},
    {"不带单位的数", "a number without a unit"},
    // Templates.
    {"{} 小于 0%：请核对", "{0} is below 0%"},
    {"{} 超过 100%：请核对", "{0} is above 100%"},
    {"{} 是负数：请核对", "{0} is negative"},
    {"{} 不是整数：件数、次数、家数等请填整数", "{0} is no whole number, as counts have to be"},
    {"方案里已经没有这项指标：请重新生成模板",
     "the plan has this indicator no more: make the template anew"},
    {"这项指标不由本数据源报送：请向责任单位或运维核对",
     "this feed does not deliver the indicator"},
    {"这项指标的周期改过了：请重新生成模板",
     "the indicator's periods were changed: make the template anew"},
    {"分子 {} 大于分母 {}，比率超过 100%：请核对",
     "numerator {0} exceeds denominator {1}: more than 100%"},
    {"请选“是”（初步数）或“否”，或留空", "choose 是 (provisional) or 否, or leave it empty"},
    {"“{}”备注：{}", "remark on '{0}': {1}"},
    {"方案里已经没有这个任务：请重新生成模板",
     "the plan has this task no more: make the template anew"},
    {"这个任务不由本数据源报送：请向责任单位或运维核对", "this feed does not deliver the task"},
    {"请选状态：未启动、进行中 或 已完成",
     "choose a state: 未启动 (not started), 进行中 (in progress) or 已完成 (done)"},
    {"状态不是“已完成”，不能填销号人：请改状态或清空这一格",
     "only a task that is done (已完成) can be closed by somebody"},
    {"日期不在 {} 年度内：请核对", "the day is not in the year {0}"},
    {"模板是{}“{}”的，这里收的是“{}”的：请用本{}的模板填报，或报到对应的数据源",
     "the template is of {0} '{1}', here '{2}' is taken: use this {3}'s template, or hand it in "
     "for "
     "its own feed"},
    {"方案", "plan"},
    {"年度", "year"},
    {"单位", "unit"},
    {"行政区", "area"},
    {"模板里隐藏的工作表 planwatch 被改动过，认不出各格是什么：{}",
     "the template's hidden sheet planwatch was changed: {0}"},
    {"请用 planwatch template 重新生成模板，把数填进新模板后再报送",
     "make the template anew by planwatch template, and fill that in"},
    {"模板是第 {} 版的，现在用第 {} 版：{}", "a template of version {0}, now it is {1}: {2}"},
    {"同一编号出现了不止一行，看不出哪行对：请只留一行",
     "more than one row with this id: leave one"},
    {"这一行填了数却没有编号，不知道是哪一项：请填在模板原有的行里",
     "figures in a row without an id: fill in the template's own rows"},
    {"这个编号不是本模板的：请重新生成模板，不要自行增加或改动编号",
     "this template has no such id: make it anew, add and change no ids"},
    {"名称与编号对不上：编号 {} 是“{}”。可能只移动或排序了部分列，请重新生成模板再填",
     "name and id do not belong together: id {0} is '{1}'. Some columns may have been sorted or "
     "moved "
     "alone: make the template anew"},
    {"不是 planwatch 的填报模板（没有隐藏的工作表 planwatch），或填报时只留了部分工作表："
     "请用 planwatch template 生成的模板填写，另存为 .xlsx 后报送",
     "no template of planwatch (no hidden sheet planwatch), or only some of its sheets: fill in "
     "one "
     "that planwatch template made, and save it as .xlsx"},
    {"模板的表头不见了（“编号 ID”“指标 Indicator”等）：请重新生成模板，不要改动表头",
     "the template's header is gone (编号 ID, 指标 Indicator): make it anew, leave the header "
     "alone"},
    {"{}还没有到：请核对期，未来的期请空着", "{0} has not begun: leave coming periods empty"},
    {"填报日期 {} 还没有到：请核对", "the report date {0} has not come yet"},
    // Notes.
    {"内容没有数据行", "no rows"},
    {"{}没有数据行", "{0} has no rows"},
    {"{}没有映射的列，跳过", "{0} has none of the mapped columns, passed over"},
    {"{}是隐藏的工作表，照常读入，请核对", "{0} is hidden, read all the same"},
    {"跳过合计、小计 {} 行：第 {} 行", "{0} rows of totals passed over: {1}"},
    {"跳过说明和签章 {} 行：第 {} 行", "{0} rows of notes and signatures passed over: {1}"},
    {"跳过重复的表头 {} 行：第 {} 行", "{0} repeated headers passed over: {1}"},
    {"读入隐藏的行 {} 行：第 {} 行", "{0} hidden rows read: {1}"},
    {"跳过全年合计列“{}”", "column '{0}', a year's total, passed over"},
    {"跳过合计列“{}”", "column '{0}', a total, passed over"},
    {"列“{}”：{}", "column '{0}': {1}"},
    {"同表有年初以来累计的列，当期列未读",
     "the table has columns of the year to date, this one is not "
     "read"},
    {"同表有各月的列，这一列未读", "the table has columns of months, this one is not read"},
    {"同表有各季度的列，这一列未读", "the table has columns of quarters, this one is not read"},
    {"模板里“{}”（{}）的一行不见了，未读", "the template's row '{0}' ({1}) is gone"},
    {"“{}”的一行是隐藏的，照常读入，请核对", "the row '{0}' is hidden, read all the same"},
};

}  // namespace

std::span<const Saying> extract_sayings() {
  return sayings;
}

}  // namespace planwatch
