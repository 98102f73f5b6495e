"""Reads the text out of one PDF: a process of its own, as PDFs come from anywhere.

Run by ``documents.pdf_text``: the PDF on the standard input, its text as UTF-8 on the standard output, a form feed
between pages. It imports nothing of the project. The kernel ends it when it takes more memory or time than it may;
whatever it cannot read, it ends without an answer.
"""

import resource
import sys

MEMORY, SECONDS, PAGES, CHARACTERS = 1024**3, 10, 300, 1_000_000


def limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def text_of(body: bytes) -> str:
    """The text of each page. Raises SystemExit for a document longer than anybody hands in."""
    import pypdfium2

    document = pypdfium2.PdfDocument(body)
    if len(document) > PAGES:
        sys.exit(f"more than {PAGES} pages")
    pages, length = [], 0
    for number in range(len(document)):
        page = document[number]
        text = page.get_textpage().get_text_bounded()
        page.close()
        length += len(text)
        if length > CHARACTERS:
            sys.exit(f"more than {CHARACTERS} characters")
        pages.append(text)
    return "\f".join(pages)


if __name__ == "__main__":
    limit()
    sys.stdout.buffer.write(text_of(sys.stdin.buffer.read()).encode("utf-8", "ignore"))
