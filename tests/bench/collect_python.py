"""The answer of collect_measure.h by Python's json, or by openpyxl's read-only mode."""
import datetime
import json
import resource
import sys
import time


def day(value):
    if isinstance(value, datetime.datetime):
        return value.date()
    try:
        return datetime.date.fromisoformat(value)
    except (TypeError, ValueError):
        return None


def of_json(path):
    with open(path, encoding="utf-8") as file:
        for row in json.load(file)["data"]["list"]:
            yield row["court"], row["filed"], row["closed"], row["state"]


def of_workbook(path):
    import openpyxl

    sheet = openpyxl.load_workbook(path, read_only=True).worksheets[0]
    for _, court, filed, closed, state in sheet.iter_rows(min_row=2, values_only=True):
        yield court, filed, closed, state


begun, cpu = time.perf_counter(), time.process_time()
groups = {}
for court, filed, closed, state in {"json": of_json, "xlsx": of_workbook}[sys.argv[1]](sys.argv[2]):
    first = day(filed)
    if first is None:
        continue
    group = groups.setdefault((court, first.month), [0, 0, 0])
    group[0] += state == "已结"
    group[1] += 1
    last = day(closed)
    if last is not None:
        group[2] += (last - first).days
seconds, cpu = time.perf_counter() - begun, time.process_time() - cpu

print(f"seconds {seconds:.4f}")
print(f"cpu {cpu:.4f}")
print(f"peak_kib {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}")
for (court, month), (done, cases, days) in groups.items():
    print(f"{court} 2025-{month:02} {done} {cases} {days}")
