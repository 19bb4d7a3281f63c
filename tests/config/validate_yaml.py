"""Validates YAML files against JSON Schemas, as an editor does.

usage: validate_yaml.py SCHEMA_FOLDER LIST

LIST has lines of a kind and a file, separated by a tab. For each, one line is printed: ok, or what
is wrong. YAML is read by the rules of YAML 1.2, as the editors' language server reads it: only true
and false are truth values, days are texts.
"""
import json
import re
import sys

import jsonschema
import yaml


class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    pass


Loader.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("null", r"^(~|null|Null|NULL|)$", ["~", "n", "N", ""]),
    ("bool", r"^(true|True|TRUE|false|False|FALSE)$", list("tTfF")),
    ("int", r"^[-+]?[0-9]+$", list("-+0123456789")),
    ("float", r"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$", list("-+.0123456789")),
):
    Loader.add_implicit_resolver("tag:yaml.org,2002:" + tag, re.compile(pattern), first)
# Leading zeros are decimal in YAML 1.2.
Loader.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(node.value, 10))


def main(folder, listing):
    validators = {}
    with open(listing, encoding="utf-8") as lines:
        for line in lines:
            kind, path = line.rstrip("\n").split("\t")
            if kind not in validators:
                with open(f"{folder}/{kind}.schema.json", encoding="utf-8") as stream:
                    schema = json.load(stream)
                jsonschema.Draft7Validator.check_schema(schema)
                validators[kind] = jsonschema.Draft7Validator(schema)
            with open(path, encoding="utf-8") as stream:
                document = yaml.load(stream, Loader)
            problem = next(validators[kind].iter_errors(document), None)
            print("ok" if problem is None else " ".join(problem.message.split()))


main(sys.argv[1], sys.argv[2])
