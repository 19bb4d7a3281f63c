"""Looks at a report template with openpyxl, and fills one in.

office.py look FILE                  what it is made of, one fact a line
office.py fill FILE OUT ADDRESS=VALUE...   SHEET!G6=0.97; n: number, t: text
"""
import sys

import openpyxl


def look(path):
    book = openpyxl.load_workbook(path)
    for sheet in book.worksheets:
        print(f"sheet {sheet.title} {sheet.sheet_state} protected={sheet.protection.sheet}"
              f" password={sheet.protection.password} frozen={sheet.freeze_panes}")
        for check in sorted(sheet.data_validations.dataValidation, key=lambda v: str(v.sqref)):
            print(f"check {sheet.title}!{check.sqref} {check.type} {check.operator or 'between'}"
                  f" {check.formula1} {check.formula2}")
        for row in sheet.iter_rows():
            for cell in row:
                if not cell.protection.locked:
                    print(f"input {sheet.title}!{cell.coordinate} {cell.number_format}")
                if cell.comment is not None:
                    print(f"comment {sheet.title}!{cell.coordinate} {cell.comment.text}"
                          f" fill={cell.fill.fgColor.rgb}")


def fill(path, out, pairs):
    book = openpyxl.load_workbook(path)
    for pair in pairs:
        place, value = pair.split("=", 1)
        sheet, address = place.split("!")
        kind, text = value.split(":", 1)
        book[sheet][address] = float(text) if kind == "n" else text
    book.save(out)


if sys.argv[1] == "look":
    look(sys.argv[2])
else:
    fill(sys.argv[2], sys.argv[3], sys.argv[4:])
