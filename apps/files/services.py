"""Take files in and hand their bytes out."""

import hashlib

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from apps.core.text import clean_name
from apps.core.xlsx import file_response
from apps.files import documents, validators
from apps.files.choices import FileKind
from apps.files.models import StoredFile


def store(upload, *, school, actor, kinds=frozenset(FileKind)) -> StoredFile:
    """Check an upload by its content, clean it and keep it. Raises ValidationError with the way out."""
    body = validators.read_upload(upload)
    name = clean_name(upload.name)[-120:]
    kind = validators.kind_of(body, name)
    if kind not in kinds:
        allowed = "、".join(str(FileKind(k).label) for k in sorted(kinds))
        raise ValidationError(
            _("“%(name)s” cannot be used here; choose: %(kinds)s.") % {"name": name, "kinds": allowed}
        )
    found = StoredFile(school=school, kind=kind, name=name, uploaded_by=actor)
    if kind == FileKind.IMAGE:
        body, found.width, found.height = validators.clean_image(body, name)
    elif kind == FileKind.DOCX:
        found.text = _words(body, name)
    found.sha256, found.size = hashlib.sha256(body).hexdigest(), len(body)
    if not default_storage.exists(found.path):
        default_storage.save(found.path, ContentFile(body))
    found.save()
    return found


def _words(body: bytes, name: str) -> str:
    try:
        return documents.docx_text(body)
    except Exception as broken:  # the parser raises many kinds for a damaged document
        raise ValidationError(
            _("“%(name)s” cannot be opened. Save it again in Word or WPS as .docx and choose it once more.")
            % {"name": name}
        ) from broken


def read(stored: StoredFile) -> bytes:
    """The bytes of a stored file. Raises FileNotFoundError when the store has lost them."""
    with default_storage.open(stored.path) as file:
        return file.read()


def response(stored: StoredFile, *, inline: bool = True):
    """The file for the browser; a document can neither run script nor reach other pages."""
    answer = file_response(read(stored), stored.name, stored.content_type, inline=inline)
    answer["Cache-Control"] = "private, max-age=86400"
    return answer
