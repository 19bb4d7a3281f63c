"""Prints what openpyxl finds in a workbook, a line each, for render_test.cc."""
import sys

import openpyxl

sheet = openpyxl.load_workbook(sys.argv[1]).active
print("sheet", sheet.title)
print("frozen", sheet.freeze_panes)
print("filter", sheet.auto_filter.ref)
formulas = 0
for row in sheet.iter_rows():
    for cell in row:
        if cell.value is None:
            continue
        formulas += cell.data_type == "f"
        value = cell.value.date().isoformat() if cell.data_type == "d" else cell.value
        more = " " + cell.number_format if cell.data_type == "d" else ""
        more += " bold" if cell.font.bold else ""
        print(cell.coordinate, cell.data_type, str(value).replace("\n", "\\n") + more)
print("formulas", formulas)
print("width A", int(sheet.column_dimensions["A"].width))
