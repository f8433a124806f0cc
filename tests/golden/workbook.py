"""Writes workbook.xlsx with openpyxl and workbook.json with what pandas reads from it.

python tests/golden/workbook.py    (requirements.txt)
"""

import datetime
import json
import pathlib

import openpyxl
import pandas as pd

HERE = pathlib.Path(__file__).parent

book = openpyxl.Workbook()
book.active.title = "Read me"
book.active.append(["This book holds loans."])
loans = book.create_sheet("Loans & more")
loans.append(["id", "income", "opened", "home", "note", "is new", "defaulted"])
for row in range(40):
    loans.append([
        1000 + row,
        None if row % 7 == 3 else 1234.5 + row / 3,
        datetime.date(2019, 11, 28) + datetime.timedelta(days=37 * row),
        ["own", "rent", "Bürgschaft <2> & more"][row % 3],
        'says "no", twice\nand goes' if row == 5 else (None if row % 2 else f"n{row}"),
        row % 4 == 0,
        int(row % 9 == 0),
    ])
loans["B2"].number_format = "#,##0.00"
for row in range(2, 42):
    loans.cell(row, 3).number_format = "dd\\.mm\\.yyyy" if row % 2 else "yyyy-mm-dd"
loans.insert_rows(11)
book.create_sheet("Secret").sheet_state = "hidden"
book.save(HERE / "workbook.xlsx")

frame = pd.read_excel(HERE / "workbook.xlsx", sheet_name="Loans & more", dtype=object).dropna(how="all")


def text(value):
    if pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp | datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return repr(value).removesuffix(".0")
    return str(value)


columns = {name: [text(value) for value in frame[name].tolist()] for name in frame}
(HERE / "workbook.json").write_text(json.dumps(columns, indent=1, ensure_ascii=False) + "\n")
