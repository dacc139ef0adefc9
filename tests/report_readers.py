"""Reads reports with other people's eyes: schemas of SARIF and JUnit, an HTML parser, a CSV reader.

Usage: report_readers.py FOLDER SCHEMAS. FOLDER holds reports named `NAME.FORMAT`; SCHEMAS holds the schemas.
Prints every fault on a line of its own and ends with status 1 when there is one.
"""

import csv
import json
import pathlib
import sys

import html5lib
import jsonschema
import xmlschema


def sarif(path, schemas):
    schema = json.loads((schemas / "sarif-2.1.0.json").read_text(encoding="utf-8"))
    log = json.loads(path.read_text(encoding="utf-8"))
    checker = jsonschema.FormatChecker()
    for error in jsonschema.Draft7Validator(schema, format_checker=checker).iter_errors(log):
        yield f"{error.json_path}: {error.message}"
    # Beyond the schema (3.14.14): every base that is used is told.
    run = log["runs"][0]
    bases = set(run.get("originalUriBaseIds", {}))
    for result in run["results"]:
        for location in result["locations"] + result.get("relatedLocations", []):
            base = location["physicalLocation"]["artifactLocation"].get("uriBaseId")
            if base is not None and base not in bases:
                yield f"{result['ruleId']}: base {base} is not told"


def junit(path, schemas):
    schema = xmlschema.XMLSchema(str(schemas / "junit-10.xsd"))
    for error in schema.iter_errors(str(path)):
        yield f"{error.path}: {error.reason}"


def html(path, _schemas):
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parse(path.read_text(encoding="utf-8"))
    for (line, column), code, details in parser.errors:
        yield f"{line}:{column}: {code} {details}"
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    for repeated in sorted({name for name in ids if ids.count(name) > 1}):
        yield f"id {repeated} is there twice"
    for element in tree.iter("a"):
        target = element.get("href", "")
        if target.startswith("#") and target[1:] not in ids:
            yield f"{target} leads nowhere"
    for element in tree.iter():
        for reference in (element.get("aria-labelledby") or "").split():
            if reference not in ids:
                yield f"{reference} labels nothing"


def rows(path, _schemas):
    with path.open(encoding="utf-8-sig", newline="") as file:
        table = list(csv.reader(file, strict=True))
    for number, row in enumerate(table, 1):
        if len(row) != len(table[0]):
            yield f"row {number} has {len(row)} cells, not {len(table[0])}"
    if len(table) < 2:
        yield "no row"


READERS = {".sarif": sarif, ".junit": junit, ".html": html, ".csv": rows}


def main(folder, schemas):
    read, faults = 0, 0
    for path in sorted(pathlib.Path(folder).iterdir()):
        for fault in READERS[path.suffix](path, pathlib.Path(schemas)):
            print(f"{path.name}: {fault}")
            faults += 1
        read += 1
    print(f"{read} reports read, {faults} faults")
    return 1 if faults or not read else 0


sys.exit(main(*sys.argv[1:]))
