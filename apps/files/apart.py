"""Opens one file in a process of its own, as files come from anywhere and native code opens them.

Run by ``documents.apart``, with what to do as its one argument and the file on the standard input:

- ``text``: a PDF to its text as UTF-8, a form feed between pages
- ``jpeg``: a HEIC picture to a JPEG, upright and without anything beside the picture

It imports nothing of the project. The kernel ends it when it takes more memory or time than it may; whatever it
cannot open, it ends without an answer.
"""

import io
import resource
import sys

MEMORY, SECONDS, PAGES, CHARACTERS = 1024**3, 10, 300, 1_000_000
PIXELS, SIDE = 60_000_000, 2000


def limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def text_of(body: bytes) -> bytes:
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
    return "\f".join(pages).encode("utf-8", "ignore")


def jpeg_of(body: bytes) -> bytes:
    """The picture, at most 2,000 pixels a side. Raises SystemExit for more pixels than a telephone takes."""
    from pi_heif import HeifImageFile
    from PIL import ImageOps

    with HeifImageFile(io.BytesIO(body)) as picture:
        if picture.width * picture.height > PIXELS:
            sys.exit(f"more than {PIXELS} pixels")
        upright = ImageOps.exif_transpose(picture)
        upright.thumbnail((SIDE, SIDE))
        out = io.BytesIO()
        upright.convert("RGB").save(out, "JPEG", quality=95)
    return out.getvalue()


if __name__ == "__main__":
    limit()
    act = {"text": text_of, "jpeg": jpeg_of}[sys.argv[1]]
    sys.stdout.buffer.write(act(sys.stdin.buffer.read()))
