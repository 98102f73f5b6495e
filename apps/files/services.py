"""Take files in and hand their bytes out."""

import hashlib
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection, transaction

from apps.core.xlsx import file_response
from apps.files import documents, validators
from apps.files.choices import FileKind
from apps.files.models import StoredFile
from apps.files.opening import Opened, opened

# Bytes nobody refers to are kept so long: an upload under way may still come to refer to them.
KEEP = timedelta(days=1)
# A document in a frame of ours; the browser's own viewer of PDFs is a plugin that writes styles.
FRAMED = "default-src 'self'; object-src 'self'; style-src 'self' 'unsafe-inline'; frame-ancestors 'self'"


def store(upload, *, school, actor, kinds=frozenset(FileKind), field: str = "") -> StoredFile:
    """Keep an upload as it was ``opened``, checked by its content and cleaned; pages and endpoints have opened it
    before their transaction began.

    Raises ValidationError with the way out, at ``field`` when one is named.
    """
    found = opened(upload)
    refusal = found.fault
    if found.kind not in kinds and (found.kind or not refusal):
        refusal = validators.refusal(found.name, kinds)
    if refusal:
        raise ValidationError({field: refusal.messages} if field else refusal.messages) from refusal
    return _store(upload, found, StoredFile(school=school, uploaded_by=actor))


@transaction.atomic
def _store(upload, found: Opened, stored: StoredFile) -> StoredFile:
    """Write bytes and row."""
    upload.seek(0)
    body = upload.read() if found.body is None else found.body
    stored.kind, stored.name, stored.text = found.kind, found.name, found.text
    stored.width, stored.height = found.width, found.height
    stored.sha256, stored.size = hashlib.sha256(body).hexdigest(), len(body)
    _hold(stored.path)
    _keep(stored.path, body)
    if found.html is not None:
        _keep(_html_path(stored), found.html.encode())
    stored.save()
    return stored


def read_pdfs_again() -> tuple[int, int]:
    """Look for words in every PDF that has none: what came before words were kept, and what a better reader opens.

    Answers how many were looked at and how many have words now. Safe to run at any time, and twice.
    """
    looked_at = found = 0
    for pk in list(StoredFile.objects.filter(kind=FileKind.PDF, text="").values_list("pk", flat=True)):
        stored = StoredFile.objects.get(pk=pk)
        looked_at += 1
        text = documents.pdf_text(read(stored)) if default_storage.exists(stored.path) else ""
        if text:
            found += StoredFile.objects.filter(pk=pk, text="").update(text=text)
    return looked_at, found


def _keep(path: str, body: bytes) -> None:
    if not default_storage.exists(path):
        default_storage.save(path, ContentFile(body))


def read(stored: StoredFile) -> bytes:
    """The bytes of a stored file. Raises FileNotFoundError when the store has lost them."""
    with default_storage.open(stored.path) as file:
        return file.read()


def _html_path(stored: StoredFile) -> str:
    """Where the clean HTML of a document lies, beside its bytes; the name says what has made it."""
    return f"{stored.path}.{documents.VERSION}.html"


def html_of(stored: StoredFile) -> str:
    """A Word document as clean HTML: made once, when it comes, and anew after a change to what makes it."""
    path = _html_path(stored)
    if not default_storage.exists(path):
        html = documents.docx_html(read(stored)).encode()
        with transaction.atomic():
            _hold(stored.path)
            _keep(path, html)
    with default_storage.open(path) as file:
        return file.read().decode()


def shown(stored: StoredFile | None, url: str) -> dict:
    """What a page needs to show a document: its cleaned HTML or the text of a PDF, its address, its name."""
    if stored is None:
        return {}
    is_pdf = stored.kind == FileKind.PDF
    return {
        "html": html_of(stored) if stored.kind == FileKind.DOCX else "", "text": stored.text if is_pdf else "",
        "file_url": url, "file_name": stored.name, "is_pdf": is_pdf,
        "is_picture": stored.kind == FileKind.IMAGE,
    }  # fmt: skip


def discard(stored: StoredFile) -> None:
    """Let go of a file nothing points to any more; its bytes go unless another file of the school has the same."""
    path = stored.path
    stored.delete()
    transaction.on_commit(lambda: _let_go(path))


def sweep(now: datetime) -> int:
    """Delete bytes older than a day that no row refers to, left by transactions that were rolled back, and HTML that
    something older has made.

    Answers how many files went. Safe to run at any time, and twice at once.
    """
    old = [path for path in _stored() if default_storage.get_modified_time(path) < now - KEEP]
    return sum(_let_go(path) for path in old if "." not in path) + sum(map(_let_go_html, old))


def _let_go_html(path: str) -> bool:
    """Delete HTML that was made by something older, or of bytes that are gone; whether it went."""
    body, _dot, made_by = path.partition(".")
    if not made_by or (made_by == f"{documents.VERSION}.html" and default_storage.exists(body)):
        return False
    default_storage.delete(path)
    return True


def _stored():
    """The path of everything in the store: school, first letters of the hash, hash."""
    if not default_storage.exists(""):
        return
    for school in default_storage.listdir("")[0]:
        for letters in default_storage.listdir(school)[0] if school.isdecimal() else []:
            folder = f"{school}/{letters}"
            yield from (f"{folder}/{name}" for name in default_storage.listdir(folder)[1])


@transaction.atomic
def _let_go(path: str) -> bool:
    """Delete bytes unless a row refers to them; whether they went."""
    _hold(path)
    school, _letters, sha256 = path.split("/")
    if StoredFile.objects.filter(school_id=int(school), sha256=sha256).exists():
        return False
    default_storage.delete(path)
    default_storage.delete(f"{path}.{documents.VERSION}.html")
    return True


def _hold(path: str) -> None:
    """Until the transaction ends nobody else writes, refers to or deletes these bytes."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [path])


def response(stored: StoredFile, *, inline: bool = True):
    """The file for the browser; a document can neither run script nor reach other pages. The browser asks each time
    whether it may still show it.
    """
    answer = file_response(read(stored), stored.name, stored.content_type, inline=inline)
    answer["Cache-Control"], answer["ETag"] = "private, no-cache", f'"{stored.sha256}"'
    return answer


def framed_response(stored: StoredFile):
    """The file, which pages of this site may show inside themselves; a Word document is downloaded."""
    answer = response(stored, inline=stored.kind != FileKind.DOCX)
    answer["X-Frame-Options"] = "SAMEORIGIN"
    answer["Content-Security-Policy"] = FRAMED
    return answer
