"""Writes the seeds: python3 tests/fuzz/corpus/make_seeds.py (openpyxl, LibreOffice's soffice).

The seeds are committed; run it to add some. Inputs that a fuzzer found are kept as found-NAME."""

import datetime
import hashlib
import os
import shutil
import subprocess
import tempfile
import zipfile

import openpyxl
from openpyxl.utils.datetime import CALENDAR_MAC_1904

HERE = os.path.dirname(os.path.abspath(__file__))


def put(target, name, content):
    folder = os.path.join(HERE, target)
    os.makedirs(folder, exist_ok=True)
    data = content if isinstance(content, bytes) else content.encode("utf-8")
    with open(os.path.join(folder, name), "wb") as file:
        file.write(data)


def workbook(path, epoch=None, rows=0):
    book = openpyxl.Workbook()
    book.epoch = epoch or book.epoch
    sheet = book.active
    for row in range(rows):
        sheet.cell(10 + row, 5, f"文字{row}")
    sheet.title = "6月"
    sheet.append(["统计期", "closing_rate", "报送日期"])
    sheet.append(["2025年6月", 0.985, datetime.date(2025, 7, 3)])
    sheet["B2"].number_format = "0.0%"
    sheet["A4"], sheet["B4"] = "合并", "=1/0"
    sheet.merge_cells("A4:A5")
    sheet.row_dimensions[5].hidden = True
    sheet["B5"] = True
    book.create_sheet("藏").sheet_state = "hidden"
    book.save(path)


def converted(folder, source, kind, name):
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to",
         kind, "--outdir", folder, source], check=True, capture_output=True)
    with open(os.path.join(folder, name), "rb") as file:
        return file.read()


CSV = {
    "plain": "统计期,closing_rate,报送日期\n2025年6月,98.5%,2025-07-03\n合计,,\n",
    "quotes": 'sep=;\n"a;""b""";"两\n行";3\r\n1;2;3\r',
    "tabs": "单位\t件数\n区法院\t1，234\n",
    "gbk": "单位,件数\n区法院,１２\n".encode("gbk"),
    "utf16": "\ufeff单位,件数\n区法院,12\n".encode("utf-16-le"),
    "bom": "\ufeffa,b\n1,2\n",
}
JSON = {
    "objects": '{"code":"200","data":{"list":[{"id":1,"name":"区法院","rate":98.50,"sub":{"a":[1,2]},'
               '"none":null,"yes":true},{"rate":1.0E-4}]}}',
    "arrays": '{"data":{"list":[[1,"a\\u4e2d\\n"],[2,"b"]]}}',
    "empty": '{"data":{"list":[]}}',
    "escapes": '{"data":{"list":[{"a/b~c":"\\ud842\\udfb7 \\"x\\""}]},"beside":[[[]]]}',
}
XML = {
    "rows": '<?xml version="1.0" encoding="UTF-8"?>\n<root><code>200</code><list><row id="1"><name>'
            '区法院</name><v u="%">98.5</v></row><row><name>a</name><name>b</name></row></list></root>',
    "cdata": "<root><list><row><a><![CDATA[1<2]]>&lt;&#20013;</a><!-- x --></row></list></root>",
    "gb2312": '<?xml version="1.0" encoding="gb2312"?><root><list><row><a>甘州</a></row></list></root>'
              .encode("gb2312"),
    "utf16": "\ufeff<root><list><row><a>1</a></row></list></root>".encode("utf-16-le"),
    "namespaces": '<n:root xmlns:n="u"><n:list><n:row n:k="1" xsi:nil="true"/></n:list></n:root>',
}
ENCODING = {
    "ascii": "abc\n", "utf8": "甘州—％０．，－～‰　€㐀𠮷", "gb18030": "甘州—％０．，－～‰　€㐀𠮷".encode("gb18030"),
    "utf16le": "\ufeff甘州𠮷".encode("utf-16-le"), "utf16be": "\ufeff甘州𠮷".encode("utf-16-be"),
}
VALUES = [
    ("结案率(%)", "98.5"), ("结案率", "98.5％"), ("金额（万元）", "1，234.50"), ("金额", "1.2亿元"),
    ("天数", "30.5天"), ("件数", "１２３*"), ("统计期", "2025年1-6月"), ("统计期", "二〇二五年六月"),
    ("统计期", "截至2025年6月30日"), ("统计期", "2025Q2"), ("日期", "2025.6.3"), ("千分", "1.5‰"),
    ("统计期", "前三季度2025年"), ("件数", "-12"),
]
EXTRACT = {
    "court": "统计期,closing_rate,termination,closing_days,报送日期\n2025年6月,98.5%,17.2%,70,2025-07-03\n",
    "hr": "统计期,trainings,报送日期\n2025-06,1234,2025/7/3\n2025-05,一千,2025.6.3\n",
    "tech": "统计期,enterprises,trains,报送日期\n2025年6月,150,8,2025-07-03\n合计,1,2,\n注：样例\n",
}
SQL = {
    "plain": "0SELECT 统计期, rate::numeric(20,4) FROM t WHERE at >= :since -- 注释;\n;",
    "dollar": "0WITH x AS (SELECT $$;DROP$$ AS a) SELECT a, 'it''s' FROM x",
    "mysql": "1SELECT `update`, 'a\\\\' FROM t # ; drop\nWHERE 1",
    "sqlite": '2SELECT [delete], "a""b" /* ; */ FROM t LIMIT 5',
    "odbc": "3SELECT SET_CODE, LEFT(a, 2) FROM SYSDBA.T",
}
REPLIES = {
    "mlsd": "mlsd\nType=file;Size=12;Modify=20250603101112;UNIX.mode=0644; a;b.csv\r\n"
            "type=cdir;modify=1; .\r\n",
    "ls": "ls\ntotal 12\r\ndrwxr-xr-x 2 f f 4096 Jun 03 10:11 folder\r\n-rw-r--r--    1 liu Domain "
          "Users 99 Dec 31 23:59 区法院_202506.xlsx\r\n-rw-r--r-- 1 f f 5 2025-06-03 10:11 a.csv\r\n",
    "ls_gbk": "ls\n-rw-r--r-- 1 ftp ftp 5 6月 3 10:11 区法院.csv\r\n".encode("gbk"),
    "ls_gbk_dates": "ls\n总用量 12\r\n-rw-r--r--  1 刘 区法院 5 11月 25 10:30 区法院_廫.csv\r\n"
                    "-rw-r--r-- 1 ftp ftp 5  6月  3  2024 区法院 (1).csv\r\n".encode("gbk"),
    "iis_gbk": "ls\n2025-06-03  10:11       1234 区法院.xlsx\r\n"
               "06-03-25  10:11AM       <DIR>          报送\r\n".encode("gbk"),
    "iis": "ls\n06-03-25  10:11AM                 1234 a b.csv\r\n",
    "imap": "imap\n* OK [UIDVALIDITY 12] ready\r\n* SEARCH 1 2 5\r\n* 3 FETCH (UID 17 BODY[] {8}\r\n"
            "a\r\np1 OK RFC822.SIZE 9 X {0}\r\n)\r\np1 OK done\r\n",
    "link": 'link\n<https://data.example.cn/list?page=1>; rel="first", </list?page=2>; rel="next prev"',
    "md5": "md5\n900150983cd24fb0d6963f7d28e17f72  other.csv\n"
           "MD5 (in/区法院.csv) = 900150983CD24FB0D6963F7D28E17F72\n",
}
PAGING = {
    "number": 'number\n\n{"list":[{"a":1},{"a":2}]}\n---\n\n{"list":[{"a":3}]}',
    "cursor": 'cursor\n\n{"list":[1],"next":"c 2&x"}\n---\n\n{"list":[2],"next":null}',
    "link": 'link\n<?page=2>; rel=next\n{"list":[1]}\n---\n<https://data.example.cn/list?page=3>; '
            'rel="next"\n{"list":[2]}\n---\n\n{"list":[]}',
    "body": 'body\n\n{"list":[1],"next":"/list?page=2"}\n---\n\n{"list":[]}',
}
BODY = {
    "observations": "observations\n表名,,\n统计期,结案率,天数,报送日期\n2025年6月,98.5%,30,2025-07-03\n合计,,,\n",
    "wide": "wide\n结案率/1月,结案率/2025年2月,天数/一季度\n98%,97%,30\n",
    "tasks": "tasks\n任务号,状态,日期,比例\n2,进行中,2025-06-30,80%\n1,已完成,2025/6/3,\n",
    "records": "records\n案号,立案,结案,结果\n1,2025-01-02,2025-01-31,结案\n2,2025-01-05,2025-02-01,撤诉\n",
    "json": 'json\n{"list":[{"案号":"1","立案":"2025-01-02","结案":"2025-01-31","结果":"结案"}]}',
    "xml": "xml\n<root><row><统计期>2025-06</统计期><结案率>98%</结案率><天数>3</天数>"
           "<报送日期>2025-07-03</报送日期></row></root>",
}
CONTENT_TYPES = "=== [Content_Types].xml\n<Types/>\n"
RELATIONS = (
    '=== _rels/.rels\n<Relationships><Relationship Id="r1" Type="x/officeDocument" '
    'Target="xl/workbook.xml"/></Relationships>\n=== xl/workbook.xml\n<workbook '
    'xmlns:r="r"><workbookPr date1904="1"/><sheets><sheet name="S" r:id="rId1"/></sheets></workbook>\n'
    '=== xl/_rels/workbook.xml.rels\n<Relationships><Relationship Id="rId1" Type="x/worksheet" '
    'Target="s.xml"/><Relationship Id="rId2" Type="x/styles" Target="styles.xml"/><Relationship '
    'Id="rId3" Type="x/sharedStrings" Target="t.xml"/></Relationships>\n=== xl/styles.xml\n<styleSheet>'
    '<numFmts><numFmt numFmtId="164" formatCode="0.0%"/></numFmts><cellXfs><xf numFmtId="0"/>'
    '<xf numFmtId="164"/><xf numFmtId="14"/></cellXfs></styleSheet>\n=== xl/t.xml\n<sst><si><t>甘</t>'
    "</si><si><r><t>a</t></r><rPh><t>x</t></rPh></si></sst>\n")
XLSX = {
    "parts": CONTENT_TYPES + RELATIONS +
             '=== xl/s.xml\n<worksheet><sheetData><row r="1" hidden="1"><c r="A1" t="s"><v>0</v></c>'
             '<c r="C1" s="1"><v>0.985</v></c></row><row><c t="inlineStr"><is><t>b</t></is></c><c '
             's="2"><v>45811</v></c><c t="b"><v>1</v></c><c t="e"><v>#REF!</v></c><c><f>A1</f></c></row>'
             '</sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells></worksheet>\n',
    "parts_small": RELATIONS + '=== xl\\S.XML\n<x:worksheet><x:sheetData><x:row><x:c t="str"><x:v>a'
                               "</x:v></x:c></x:row></x:sheetData></x:worksheet>\n",
}
CONTENT = (
    '=== mimetype\napplication/vnd.oasis.opendocument.spreadsheet\n=== content.xml\n'
    '<o:document-content><o:automatic-styles><style:style style:name="h" style:family="table">'
    '<style:table-properties table:display="false"/></style:style></o:automatic-styles><o:body>'
    "<o:spreadsheet>{}</o:spreadsheet></o:body></o:document-content>\n")
ODS = {
    "cells": CONTENT.format(
        '<table:table table:name="藏" table:style-name="h"/><table:table table:name="一">'
        '<table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="float" '
        'office:value="1.5" table:number-columns-repeated="2"/><table:table-cell '
        'office:value-type="percentage" office:value="0.985"/><table:table-cell '
        'office:value-type="date" office:date-value="2025-06-03"/><table:table-cell '
        'office:value-type="time" office:time-value="PT12H30M"/><table:table-cell '
        'office:value-type="boolean" office:boolean-value="true"/></table:table-row></table:table>'),
    "texts": CONTENT.format(
        '<table:table><table:table-row table:visibility="collapse"><table:table-cell '
        'office:value-type="string" table:number-columns-spanned="2" table:number-rows-spanned="2">'
        '<text:p>a<text:s text:c="3"/><text:tab/><text:span>b</text:span><text:line-break/></text:p>'
        '<text:p>c</text:p></table:table-cell><table:covered-table-cell/><table:table-cell '
        'table:formula="of:=1/0" office:value-type="string" calcext:value-type="error"><text:p>#REF!'
        "</text:p></table:table-cell></table:table-row></table:table>"),
}


# What the report template of the small plan's court says of itself; see template_form.h.
def template_rows():
    inputs = [("法院!G6", "indicator", "closing_rate", "value", "closing_rate", "2025-06"),
              ("法院!H6", "indicator", "closing_rate", "numerator", "closing_rate", "2025-06"),
              ("法院!I6", "indicator", "closing_rate", "denominator", "closing_rate", "2025-06"),
              ("任务!F6", "task", "2", "state", "任务2", "2025-06")]
    rows = [["planwatch-template", "1"], ["plan", "small"], ["year", "2025"], ["unit", "法院"],
            ["area", "620702"], ["period", "2025-06"], ["checksum"],
            ["cell", "kind", "id", "field", "label", "period"]] + [list(row) for row in inputs]
    text = "".join("\n" if row[0] == "checksum" else "\x1f".join(row) + "\x1f\n" for row in rows)
    rows[6].append(hashlib.sha256(text.encode("utf-8")).hexdigest())
    return rows


def template(path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "法院"
    sheet.append(["填报日期 Report date", "2025-07-03"])
    sheet.append(["编号 ID", "指标 Indicator", "本期数值 Value", "本期分子 Numerator",
                  "本期分母 Denominator", "备注 Remark"])
    sheet.append(["closing_rate", "closing_rate", 0.985, 985, "1,000", "样例"])
    tasks = book.create_sheet("任务")
    tasks.append(["任务号 Task No.", "任务 Task", "状态 State", "完成比例 Percent done"])
    tasks.append([2, "任务2", "进行中", 0.8])
    hidden = book.create_sheet("planwatch")
    hidden.sheet_state = "veryHidden"
    for row in template_rows():
        hidden.append(row)
    book.save(path)


def parts_of(path):
    with zipfile.ZipFile(path) as package:
        return "".join(f"=== {name}\n" + package.read(name).decode("utf-8") + "\n"
                       for name in package.namelist() if "theme" not in name)


def main():
    for target, seeds in {"csv": CSV, "json": JSON, "xml": XML, "encoding": ENCODING, "xlsx": XLSX,
                          "ods": ODS, "extract": EXTRACT, "sql": SQL, "replies": REPLIES,
                          "paging": PAGING, "body": BODY}.items():
        for name, content in seeds.items():
            put(target, name, content)
    for number, (header, cell) in enumerate(VALUES):
        put("value", f"{number:02}", f"{header}\n{cell}\n")
    with tempfile.TemporaryDirectory() as folder:
        source = os.path.join(folder, "seed.xlsx")
        workbook(source)
        with open(source, "rb") as file:
            xlsx = file.read()
        form = os.path.join(folder, "template.xlsx")
        template(form)
        put("body", "template", "template\n" + parts_of(form))
        with open(form, "rb") as file:
            put("body", "template_whole", b"template\n" + file.read())
        ods = converted(folder, source, "ods", "seed.ods")
        xls = converted(folder, source, "xls", "seed.xls")
        for name, epoch, rows in (("dates_1904", CALENDAR_MAC_1904, 3), ("texts", None, 40)):
            workbook(source, epoch, rows)
            put("xls", name, converted(folder, source, "xls", "seed.xls"))
    put("xlsx", "openpyxl", xlsx)
    put("ods", "libreoffice", ods)
    put("xls", "libreoffice", xls)
    for name, content in {"csv": CSV["plain"], "xlsx": XLSX["parts"], "ods": ODS["cells"], "xls": xls,
                          "openpyxl": xlsx}.items():
        put("any_table", name, content)
    put("extract", "xlsx", xlsx)


if __name__ == "__main__":
    main()
