"""Prints ratios from one run: ``bin/bench``, or ``python -m benchmarks`` with the services' addresses set."""

import argparse
import os
import sys
import time

import django
import time_machine


def main():
    parser = argparse.ArgumentParser(prog="bin/bench", description=__doc__)
    parser.add_argument("--times", type=int, default=30, help="how often each page is asked for: 30")
    parser.add_argument(
        "--only",
        default="",
        help="`pdf`, `import`, `serve`, `owing`, `evaluate`, `county`, `posting`, or a part of addresses to measure",
    )
    parser.add_argument("--keep", action="store_true", help="keep the school for the next run")
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "schoolresearch.settings")
    os.environ.setdefault("SCHOOLRESEARCH_LOG_LEVEL", "ERROR")
    django.setup()
    from django.db import connection

    from schoolresearch.prepare import collect_static_files

    collect_static_files()
    own = connection.settings_dict["NAME"]
    connection.settings_dict["TEST"]["NAME"] = f"bench_{own}"
    connection.creation.create_test_db(verbosity=0, autoclobber=True, keepdb=options.keep)
    try:
        run(options)
    finally:
        connection.creation.destroy_test_db(own, verbosity=0, keepdb=options.keep)


def run(options):
    from benchmarks import county, evaluating, importing, owing, pages, posting, printing, school, serving

    if options.only == "owing":
        show("What thousands owe", owing.table(max(3, options.times // 10)))
        return
    if options.only == "county":
        show("A county's requirements, from its rows", county.table(3))
        return
    if options.only == "posting":
        show("A hundred thousand entries", posting.table())
        return
    started = time.perf_counter()
    bench = school.ready()
    print(
        f"School of {school.STAFF} with {school.YEARS} years: {time.perf_counter() - started:.0f} s",
        flush=True,
    )
    few = max(3, options.times // 10)
    with time_machine.travel(school.last_day_of(bench.semester)):
        if options.only not in ("pdf", "import", "serve", "evaluate"):
            show("Pages", pages.table(pages.measure(bench, options.times, options.only)))
        if options.only in ("", "pdf"):
            show("Summary as PDF", printing.table(bench, few))
        if options.only in ("", "import"):
            show("Import", importing.table(few))
        if options.only in ("", "evaluate"):
            show("What a school owes, from its rows", evaluating.table(bench, few))
    if options.only in ("", "serve"):
        show("Requests per second", serving.table(bench))
    if options.only == "":
        show("What thousands owe", owing.table(few))
        show("A county's requirements, from its rows", county.table(3))
        show("A hundred thousand entries", posting.table())


def show(title, rows):
    """Print a Markdown table, as ``docs/performance.md`` has it."""
    rows = list(rows)
    print(f"\n## {title}\n")
    for n, row in enumerate(rows):
        print("| " + " | ".join(row) + " |")
        if n == 0:
            print("|" + " --- |" * len(row))
    sys.stdout.flush()


main()
