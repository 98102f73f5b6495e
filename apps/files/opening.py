"""Opens an upload: judges it by its content, cleans it, reads its words. Writes nothing, so it needs no transaction.

A HEIC picture or a PDF may take ten seconds, and waits for its turn; see ``documents.apart``.
"""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from apps.core.text import clean_name
from apps.files import documents, validators
from apps.files.choices import FileKind


@dataclass
class Opened:
    """What an upload was found to be. ``body`` are its bytes where they were made anew, as of a picture; ``html`` a
    Word document for reading; ``fault`` why it cannot be kept.
    """

    name: str
    kind: FileKind | None = None
    body: bytes | None = None
    width: int | None = None
    height: int | None = None
    text: str = ""
    html: str | None = None
    fault: ValidationError | None = field(default=None, repr=False)


def opened(upload) -> Opened:
    """The upload, opened once however often it is asked for: what came of it is kept with the upload."""
    if not hasattr(upload, "opened"):
        upload.opened = _open(upload)
    return upload.opened


def _open(upload) -> Opened:
    found = Opened(clean_name(upload.name)[-120:])
    try:
        body = validators.read_upload(upload)
        upload.seek(0)
        found.kind = validators.kind_of(body)
        if found.kind == FileKind.IMAGE:
            found.body, found.width, found.height = validators.clean_image(body, found.name)
        elif found.kind == FileKind.PDF:
            found.text = documents.pdf_text(body)
        elif found.kind == FileKind.DOCX:
            found.text, found.html = _words_of(body, found.name)
    except ValidationError as fault:
        found.fault = fault
    return found


def _words_of(body: bytes, name: str) -> tuple[str, str]:
    """The words and the clean HTML of a Word document. Raises ValidationError for a damaged one."""
    try:
        return documents.docx_text(body), documents.docx_html(body)
    except Exception as broken:  # the parser raises many kinds for a damaged document
        raise ValidationError(
            _("“%(name)s” cannot be opened. Save it again in Word or WPS as .docx and choose it once more.")
            % {"name": name}
        ) from broken
