#include "collectors/read/in_english.h"

namespace planwatch {
namespace {

constexpr Saying sayings[] = {
    // Addresses and small words.
    {"第{}行第{}列", "line {0} column {1}"},
    {"第{}行，文件第{}字节", "line {0}, byte {1} of the file"},
    {"文件第{}字节", "byte {0} of the file"},
    {"文件第{}字节之前", "before byte {0} of the file"},
    {"顶层", "the top"},
    {"数组", "an array"},
    {"对象", "an object"},
    {"数字", "a number"},
    {"文字", "a text"},
    {"真假值", "a truth value"},
    {"（空）", "(none)"},
    {"空", "none"},
    {"{} 个元素", "{0} elements"},
    {"行数", "the number of rows"},
    {"列数", "the number of columns"},
    {"文件大小", "the file's size"},
    {"表格展开后的大小", "the table's size"},
    {"共享文字的大小", "the size of the shared texts"},
    {"解压后的大小", "the size when unpacked"},
    {"JSON 嵌套层数", "the nesting of the JSON"},
    {"XML 嵌套层数", "the nesting of the XML"},
    // Limits.
    {"{}超过上限 {} = {}：请核对文件是否发错；确需导入时拆分文件，或在该数据源的 limits.{} "
     "调高上限",
     "{0} is beyond the limit {1} = {2}: check whether it is the right file; split it, or raise "
     "the "
     "feed's limits.{3}"},
    {"工作表超过上限 {} 张：请拆分工作簿", "more than {0} sheets: split the workbook"},
    {"工作表超过上限 {} 张：请拆分工作簿{}", "more than {0} sheets: split the workbook{1}"},
    // Encodings.
    {"请用 Excel 打开后另存为“CSV UTF-8”再报送，或在该数据源的 encoding 写明编码",
     "save it from Excel as \"CSV UTF-8\", or name the encoding in the feed's encoding"},
    {"文本中有空字节（{}）：可能是没有字节序标记的 UTF-16 或不是文本文件；{}",
     "there are NUL bytes ({0}): it may be UTF-16 without a byte order mark, or no text; {1}"},
    {"不是有效的 {}（{}）；{}", "not valid {0} ({1}); {2}"},
    {"编码无法识别：既不是 UTF-8（{}），也不是 GB18030/GBK（{}）；{}",
     "unknown encoding: neither UTF-8 ({0}) nor GB18030/GBK ({1}); {2}"},
    {"XML 声明的编码“{}”不支持：请接口方改用 UTF-8（或 GB18030、UTF-16）",
     "the XML's encoding '{0}' is not supported: ask for UTF-8 (or GB18030, UTF-16)"},
    // CSV.
    {"CSV 第{}行第{}列：{}；请改正这一行，或用 Excel 重新另存为 CSV",
     "CSV line {0} column {1}: {2}; mend the line, or save it as CSV again from Excel"},
    {"引号没有结束，之后的内容都会被读成同一格", "a quote is never closed"},
    {"引号结束之后还有文字，字段里的引号应写成两个",
     "text behind the closing quote; quotes inside a field are written twice"},
    {"CSV 第{}行超过 {}：可能有引号没有结束，或不是表格；请用 Excel 打开核对后另存为 CSV",
     "CSV line {0} is longer than {1}: a quote may be open, or it is no table; save it as CSV "
     "again "
     "from Excel"},
    // JSON.
    {"rows 的写法不对：{}；应是 /data/list 这样的指针，整个回答就是数组时留空",
     "rows is malformed: {0}; write a pointer such as /data/list, or nothing where the whole "
     "answer "
     "is the array"},
    {"JSON 顶层只是一个值，不是对象或数组：请核对接口地址",
     "the JSON is a single value, no object or array: check the address"},
    {"JSON 中没有 {}：{} 处是{}，里面没有 {}；请核对该数据源的 rows 和接口的回答",
     "the JSON has no {0}: at {1} there is {2} without {3}; check the feed's rows and the answer"},
    {"JSON 的 {} 是{}，不是由行组成的数组；请核对该数据源的 rows",
     "{0} of the JSON is {1}, no array of rows; check the feed's rows"},
    {"JSON {} 是{}，不是一行（对象或数组）；请核对接口的回答",
     "JSON {0} is {1}, no row (object or array); check the answer"},
    {"JSON {} 的同一个对象里键“{}”出现了两次，不知道以哪个为准；请接口方改正",
     "JSON {0}: the key '{1}' stands twice in one object; the interface has to be mended"},
    {"JSON 结束之后还有内容：可能是两个回答接在了一起，请接口方改正",
     "the JSON goes on after its end: two answers may have been joined; the interface has to be "
     "mended"},
    {"JSON 中没有 {}：{} 处没有 {}，有的是 {}；请核对该数据源的 rows 和接口的回答",
     "the JSON has no {0}: at {1} there is no {2} but {3}; check the feed's rows and the answer"},
    {"JSON 太大，内存不够：请让接口分页",
     "the JSON is too large for the memory: let it come in pages"},
    {"JSON 不完整或语法错误（{}{}）：可能没有传完，请重新获取；再出现时请接口方改正",
     "the JSON is cut short or malformed ({0}{1}): fetch it again; if it stays so the interface "
     "has "
     "to be mended"},
    {"{} 附近：{}", "near {0}: {1}"},
    {"回答的 JSON 不完整或语法错误，找不到 {}（{}）：可能没有传完，请重新获取",
     "the answer's JSON is cut short or malformed, {0} was not found ({1}): fetch it again"},
    {"回答的 {} 是对象或数组，不是一个值：请核对这个 JSON 指针",
     "{0} of the answer is an object or array, no value: check the pointer"},
    {"“{}”不是 JSON 指针：应写成 /data/next 这样", "'{0}' is no JSON pointer: write /data/next"},
    // XML.
    {"rows 的写法不对：{}；应是 /root/list/row 这样的路径，从根元素写到每一行的元素",
     "rows is malformed: {0}; write the path from the root to a row's element: /root/list/row"},
    {"XML 第 {} 行数据的元素 {} 有两个属性 {}（仅前缀不同），不知道以哪个为准；请接口方改正",
     "XML row {0}: element {1} has two attributes {2} that differ in their prefix alone; the "
     "interface has to be mended"},
    {"XML 中没有 {}：{} 处没有 {}，有的是 {}；请核对该数据源的 rows 和接口的回答",
     "the XML has no {0}: at {1} there is no {2} but {3}; check the feed's rows and the answer"},
    {"XML 里有不合法的控制字符：请接口方改正后重新获取",
     "the XML holds control characters: the interface has to be mended"},
    {"XML {}（{} 处）；可能没有传完，请重新获取，再出现时请接口方改正",
     "the XML: {0} (at {1}); fetch it again; if it stays so the interface has to be mended"},
    {"开头", "the beginning"},
    {"没有写完", "cut short"},
    {"注释没有写完", "a comment is cut short"},
    {"CDATA 没有写完或太长", "a CDATA section is cut short or too long"},
    {"含有文档类型声明（DOCTYPE），表格文件里不该有，为安全起见拒绝",
     "a document type (DOCTYPE), which no table needs; refused for safety"},
    {"有多个根元素", "several root elements"},
    {"嵌套超过 {} 层", "nested deeper than {0}"},
    {"标签没有写完", "a tag is cut short"},
    {"结束标签对不上", "an end tag does not match"},
    {"有不合法的字符（应为 UTF-8）", "characters that are no UTF-8"},
    {"根元素之外有文字", "text outside the root element"},
    {"内容不完整", "the content is cut short"},
    {"属性太多", "too many attributes"},
    {"同一个标签里有两个同名的属性", "two attributes of one name in a tag"},
    {"属性没有写完", "an attribute is cut short"},
    {"属性太长", "an attribute is too long"},
    {"名称太长", "a name is too long"},
    {"标签没有名称", "a tag without a name"},
    {"实体引用没有写完", "an entity is cut short"},
    {"有未知的实体引用，为安全起见不展开", "an unknown entity, not expanded for safety"},
    {"文字太长", "a text is too long"},
    // Mails.
    {"邮件嵌套超过 {} 层：请让对方把附件直接放在邮件里",
     "the mail is nested deeper than {0}: ask for the attachment itself"},
    {"邮件超过 {} 个部分：请让对方分开发送",
     "the mail has more than {0} parts: ask for several mails"},
    {"邮件没有写各部分的分界：请让对方重发", "the mail names no boundary: ask for it again"},
    {"邮件没有结束，像是传到一半断了：请让对方重发", "the mail is cut short: ask for it again"},
    {"附件“{}”的编码 {} 读不懂：请让对方重发",
     "attachment '{0}': unknown encoding {1}: ask for it again"},
    {"附件“{}”的 {} 编码不完整，像是传到一半断了：请让对方重发",
     "attachment '{0}': its {1} is cut short: ask for it again"},
    {"邮件的附件超过 {} 字节：请让对方分开发送，或调大 limits.bytes",
     "attachments of more than {0} bytes: ask for several mails, or raise limits.bytes"},
    // What is no table.
    {"内容为空（{} 字节）：请核对报送单位是否导出成功，重新报送",
     "empty ({0} bytes): ask whether the export went well, and hand it in again"},
    {"收到的是网页（HTML），不是 {}：可能是登录页、出错页，或扩展名改成了表格的网页；"
     "接口请核对地址、登录信息和令牌，文件请用 Excel 打开后另存为真正的 {}",
     "a web page (HTML), no {0}: a login or error page, or a page with a table's extension; check "
     "address, login and token, or save the file from Excel as a real {1}"},
    {"收到的是加了打开密码的工作簿：请取消密码（文件—信息—保护工作簿）后重新报送",
     "a workbook with a password: take the password off and hand it in again"},
    {"收到的是 WPS 表格自己的格式（.et）：请用 WPS 打开，点“文件—另存为”，类型选 “Microsoft Excel "
     "文件（*.xlsx）”（不设密码），再报送 .xlsx",
     "the format of WPS's own tables (.et): open it with WPS and save it as an Excel file (.xlsx) "
     "without a password"},
    {"收到的是 Word 或 WPS 文字文档（.doc、.wps），不是 {}：请把数据放进表格，另存为 .xlsx "
     "后重新报送",
     "a Word or WPS text (.doc, .wps), no {0}: put the figures into a table and save it as .xlsx"},
    {"收到的是 Excel 97-2003（.xls）或 WPS 表格（.et），不是 {}：请把该数据源的格式改为 xls，或{}",
     "Excel 97-2003 (.xls) or a WPS table (.et), no {0}: set the feed's format to xls, or {1}"},
    {"请用 Excel 或 WPS 打开，另存为 .xlsx（不设密码）后重新报送",
     "save it from Excel or WPS as .xlsx without a password"},
    {"收到的是 Excel 95 或更早的 .xls、WPS 表格（.et），或里面没有工作簿的文件，无法读取：{}",
     "an .xls of Excel 95 or earlier, a WPS table (.et) or a file without a workbook: {0}"},
    {"收到的是 Excel 95 或更早的工作簿：请用 Excel 或 WPS 打开，另存为 .xlsx 后重新报送",
     "a workbook of Excel 95 or earlier: save it from Excel or WPS as .xlsx"},
    {"收到的是 .xlsx、.ods 工作簿或压缩包，不是 {}：请把该数据源的格式改为 xlsx 或 "
     "ods，或解压后报送 {}",
     "a workbook (.xlsx, .ods) or an archive, no {0}: set the feed's format to xlsx or ods, or "
     "unpack it and hand in {1}"},
    {"收到的是 PDF，不是 {}：请报送原始表格", "a PDF, no {0}: hand in the table itself"},
    {"收到的是 XML，不是 {}：若是“XML 表格 2003”，请用 Excel 另存为 {}",
     "XML, no {0}: if it is an \"XML Spreadsheet 2003\", save it from Excel as {1}"},
    {"收到的是 JSON，不是 {}：请核对该数据源的格式设置", "JSON, no {0}: check the feed's format"},
    {"收到的是文本（可能是 CSV），不是 {}：请核对该数据源的格式设置",
     "text (perhaps CSV), no {0}: check the feed's format"},
    {"表格（CSV、XLSX、ODS、XLS）", "table (CSV, XLSX, ODS, XLS)"},
    // Workbooks.
    {"收到的{}，不是 .xlsx 工作簿：请用 Excel 或 WPS 打开，另存为 .xlsx "
     "后重新报送（.ods 也可把该数据源的格式改为 ods）；压缩包请先解压",
     "{0}, no .xlsx workbook: save it from Excel or WPS as .xlsx (or, for .ods, set the feed's "
     "format to ods); unpack archives first"},
    {"是压缩包", "an archive"},
    {"是 Word 文档（.docx）", "a Word text (.docx)"},
    {"是演示文稿（.pptx）", "a presentation (.pptx)"},
    {"是 OpenDocument 文件（.ods 等）", "an OpenDocument file (.ods and the like)"},
    {"是二进制工作簿（.xlsb）", "a binary workbook (.xlsb)"},
    {"收到的 .ods 加了打开密码：请取消密码（另存为时不勾选“用密码保存”），另存为 .ods 或 .xlsx "
     "后重新报送",
     "an .ods with a password: save it without one as .ods or .xlsx"},
    {"收到的压缩包里没有 .ods 工作簿的内容（content.xml）：若是 .xlsx，请把该数据源的格式改为 "
     "xlsx；"
     "压缩包请先解压",
     "the archive holds no .ods workbook (content.xml): for .xlsx set the feed's format to xlsx; "
     "unpack archives first"},
    {"收到的是 OpenDocument 文件，但不是表格（{}）：请报送 .ods 或 .xlsx",
     "an OpenDocument file that is no table ({0}): hand in .ods or .xlsx"},
    {"收到的 .xls 加了密码（打开密码或写保护）：请取消密码（文件—信息—保护工作簿），另存为 .xlsx "
     "后重新报送",
     "an .xls with a password (for opening or writing): take it off and save it as .xlsx"},
    {"工作簿里没有工作表：请核对后重新报送", "the workbook has no sheets: check it"},
    {"工作簿里没有工作表（只有宏或图表）：请把数据放进普通工作表，另存为 .xlsx 后重新报送",
     "the workbook has no sheets (macros or charts alone): put the figures into a sheet and save "
     "it "
     "as .xlsx"},
    {"工作簿里没有工作表（只有宏、图表或为空）：请把数据放进普通工作表，另存为 .xlsx 后重新报送",
     "the workbook has no sheets (macros, charts or nothing): put the figures into a sheet and "
     "save it as .xlsx"},
    {"工作簿的工作表全部隐藏（{}）：请取消隐藏，或在该数据源的 sheet 写明表名",
     "all sheets are hidden ({0}): show them, or name one in the feed's sheet"},
    {"工作簿里没有工作表“{}”，有的是：{}；请核对该数据源的 sheet 或文件",
     "the workbook has no sheet '{0}' but {1}; check the feed's sheet or the file"},
    {"工作簿不完整或损坏（{}）：可能没有传完，请重新报送；再出现时用 Excel 打开后另存为 .xlsx",
     "the workbook is cut short or damaged ({0}): hand it in again; if it stays so save it as "
     ".xlsx "
     "from Excel"},
    {"工作簿损坏（{}）：可能没有传完，请重新报送；再出现时用 Excel 或 WPS 打开后另存为 .xlsx",
     "the workbook is damaged ({0}): hand it in again; if it stays so save it as .xlsx from Excel "
     "or "
     "WPS"},
    {"文件不完整或损坏（{}）：可能没有传完，请重新报送；再出现时用 Excel 或 WPS 打开后另存为 .xlsx",
     "the file is cut short or damaged ({0}): hand it in again; if it stays so save it as .xlsx "
     "from "
     "Excel or WPS"},
    {"工作簿损坏：{}；请用 Excel 打开后另存为 .xlsx 重新报送",
     "the workbook is damaged: {0}; save it as .xlsx from Excel"},
    {"工作簿损坏：{}；请用 Excel 或 WPS 打开后另存为 .xlsx 重新报送",
     "the workbook is damaged: {0}; save it as .xlsx from Excel or WPS"},
    {"部件 {} 单元格 {} {}", "part {0}, cell {1}: {2}"},
    {"部件 {} 工作表“{}”{}", "part {0}, sheet '{1}': {2}"},
    {"部件 {} {}", "part {0}: {1}"},
    {"工作表“{}”{}", "sheet '{0}': {1}"},
    {" 单元格 {} {}", "cell {0}: {1}"},
    {"不是工作表", "no worksheet"},
    {"不是 OpenDocument 内容", "no OpenDocument content"},
    {"不是完整的 XML（{}）", "no well-formed XML ({0})"},
    {"行号写法不对", "a malformed row number"},
    {"行号没有递增或超出范围", "row numbers that do not ascend, or are out of range"},
    {"附近单元格的地址不对或重复", "a cell's address is wrong or repeated near here"},
    {"格式编号不对", "a wrong number of a format"},
    {"合并区域写法不对", "a malformed merged area"},
    {"的值与它的类型不符", "its value does not fit its type"},
    {"之后的列超出范围", "columns out of range"},
    {"的行超出范围", "rows out of range"},
    {"有太长的文字", "a text that is too long"},
    {"开头不是工作簿", "it does not begin as a workbook"},
    {"全局信息读不通", "its globals cannot be read"},
    {"共享文字读不通", "its shared texts cannot be read"},
    {"的开头不对", "a wrong beginning"},
    {"的行信息不对", "a wrong row record"},
    {"的合并区域不对", "a wrong merged area"},
    {"的数值记录不对", "a wrong number record"},
    {"的单元格记录不对", "a wrong cell record"},
    {"的公式记录不对", "a wrong formula record"},
    {"的公式结果不对", "a wrong result of a formula"},
    {"的公式结果没有写完", "a formula's result is cut short"},
    {"的文字记录不对", "a wrong text record"},
    {"里有不是数的数值", "a number that is none"},
    {"引用了没有的共享文字", "a shared text that is not there"},
    {"的列超出范围", "columns out of range"},
    {"里同一个单元格写了两次", "one cell written twice"},
    {"目录无法读取", "its directory cannot be read"},
    {"目录项无法读取", "an entry of its directory cannot be read"},
    {"有两个同名的部件", "two parts of one name"},
    {"缺少部件 {}", "part {0} is missing"},
    {"部件 {} 无法解压", "part {0} cannot be unpacked"},
    {"部件 {} 校验不符", "part {0} has a wrong checksum"},
    {"压缩包加了密码：请取消密码后重新报送", "the archive has a password: take it off"},
    {"压缩比超过上限 {} 倍，疑似压缩炸弹：请核对文件来源，用 Excel 打开后另存为 .xlsx 重新报送",
     "packed more than {0} times, as zip bombs are: check where it comes from, save it as .xlsx "
     "from "
     "Excel"},
    {"压缩包内的部件数超过上限 {}：不是正常的工作簿，请核对文件来源",
     "more than {0} parts in the archive: no ordinary workbook, check where it comes from"},
    {"工作簿的部件 {} 超过上限 {}：请用 Excel 打开后另存为 .xlsx 重新报送",
     "part {0} of the workbook is larger than {1}: save it as .xlsx from Excel"},
    {"工作簿损坏：部件之间的关系里有不合法的字符；请用 Excel 打开后另存为 .xlsx 重新报送",
     "the workbook is damaged: characters that are no UTF-8 in the relations of its parts; save it "
     "as .xlsx from Excel"},
    {"工作簿损坏：工作表的名称里有不合法的字符；请用 Excel 打开后另存为 .xlsx 重新报送",
     "the workbook is damaged: characters that are no UTF-8 in a sheet's name; save it as .xlsx "
     "from "
     "Excel"},
    {"工作簿损坏：工作表“{}”没有对应的部件；请用 Excel 打开后另存为 .xlsx 重新报送",
     "the workbook is damaged: sheet '{0}' has no part; save it as .xlsx from Excel"},
};

}  // namespace

std::span<const Saying> decode_sayings() {
  return sayings;
}

}  // namespace planwatch
