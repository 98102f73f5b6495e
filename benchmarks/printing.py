"""The summary PDF beside WeasyPrint alone on the same HTML."""

from django.utils import translation

from apps.core import clock
from apps.reports import document, selectors, services, sheets
from apps.reports.pdf import print_pdf
from benchmarks.probe import median_of

HEADINGS = ("step", "ms", "ratio to WeasyPrint alone")


def table(bench, times: int):
    """The whole job of printing, and its steps one by one."""
    yield HEADINGS
    semester = bench.semester
    with translation.override("zh-hans"):
        today = clock.today()
        figures, texts = selectors.figures(semester, today=semester.ends_on), selectors.texts(semester)
        report = document.assemble(figures, texts, today)
        html = document.as_html(report)
        printed = print_pdf(html)
        steps = {
            "WeasyPrint alone": lambda: print_pdf(html),
            "figures from the ledger and the records": lambda: selectors.figures(
                semester, today=semester.ends_on
            ),
            "words, tables and charts": lambda: document.assemble(figures, texts, today),
            "HTML": lambda: document.as_html(report),
            "the xlsx of the tables": lambda: sheets.tables(figures),
            "all of it: PDF, xlsx and figures": lambda: services.make_summary(semester, today=today),
        }
        taken = {name: median_of(times, act) for name, act in steps.items()}
    alone = taken["WeasyPrint alone"]
    for name, ms in taken.items():
        yield name, f"{ms:.0f}", f"{ms / alone:.2f}"
    yield f"{printed.pages} pages, {len(printed.content) / 1024:.0f} KB", "", ""
