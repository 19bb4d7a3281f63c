"""Writes the seeds: python3 tests/fuzz/corpus/make_seeds.py (openpyxl, LibreOffice's soffice).

The seeds are committed; run it to add some. Inputs that a fuzzer found are kept as found-NAME."""

import datetime
import os
import shutil
import subprocess
import tempfile

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


def main():
    for target, seeds in {"csv": CSV, "json": JSON, "xml": XML, "encoding": ENCODING, "xlsx": XLSX,
                          "ods": ODS, "extract": EXTRACT}.items():
        for name, content in seeds.items():
            put(target, name, content)
    for number, (header, cell) in enumerate(VALUES):
        put("value", f"{number:02}", f"{header}\n{cell}\n")
    with tempfile.TemporaryDirectory() as folder:
        source = os.path.join(folder, "seed.xlsx")
        workbook(source)
        with open(source, "rb") as file:
            xlsx = file.read()
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
