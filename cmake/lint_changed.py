#!/usr/bin/env python3
"""Runs clang-tidy over the sources of a build, leaving out those that it found clean before.

usage: lint_changed.py BUILD_FOLDER [FILE...]     (no files: all that git tracks)

A source counts as unchanged while what the compiler sees of it (preprocessed, comments included),
every .clang-tidy, the version of clang-tidy and its arguments are the same. What was clean is
remembered in BUILD_FOLDER/lint/. Exit 1 when anything was found. The fuzz targets are a build of
their own, in BUILD_FOLDER/fuzz.
"""
import hashlib
import json
import os
import shlex
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path


TIDY = ["clang-tidy", "--quiet", "--warnings-as-errors=*",
        "--extra-arg=-Wno-unknown-warning-option"]


def output_of(*words, **more):
    return subprocess.run(words, check=True, stdout=subprocess.PIPE, **more).stdout


def preprocess(entry):
    words = shlex.split(entry["command"])
    if Path(words[0]).name == "ccache":
        words = words[1:]
    out = words.index("-o")
    words[out:out + 2] = []
    words.remove("-c")
    return output_of(*words, "-E", "-C", cwd=entry["directory"])


def commands_of(build):
    """How each source is compiled in a build: {source: (build, entry)}."""
    return {entry["file"]: (build, entry)
            for entry in json.loads((build / "compile_commands.json").read_text())}


def is_clean(commands, source):
    run = subprocess.run([*TIDY, "-p", commands, source], stdout=subprocess.PIPE,
                         stderr=subprocess.DEVNULL, text=True)
    if run.returncode != 0:
        print(run.stdout, f"lint: {source}", sep="", flush=True)
    return run.returncode == 0


def main():
    build = Path(sys.argv[1])
    remembered = build / "lint"
    remembered.mkdir(exist_ok=True)
    commands = commands_of(build / "fuzz") | commands_of(build)
    files = sys.argv[2:] or output_of("git", "ls-files", "*.cc", text=True).split()
    settings = output_of("git", "ls-files", "*.clang-tidy", text=True).split()
    same_for_all = b"".join([output_of("clang-tidy", "--version"), " ".join(TIDY).encode()] +
                            [Path(name).read_bytes() for name in settings])

    def lint(name):
        source = str(Path(name).resolve())
        if source not in commands:
            print(f"lint: {name} is compiled by nothing")
            return False
        folder, entry = commands[source]
        seen = hashlib.sha256(same_for_all + preprocess(entry)).hexdigest()
        mark = remembered / f"{Path(name).stem}-{seen[:24]}"
        if mark.exists():
            return True
        clean = is_clean(folder, source)
        if clean:
            mark.touch()
        return clean

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        clean = list(pool.map(lint, files))
    print(f"lint: {len(clean) - clean.count(False)} of {len(clean)} sources are clean")
    return 0 if all(clean) else 1


if __name__ == "__main__":
    sys.exit(main())
