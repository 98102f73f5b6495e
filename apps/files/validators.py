"""What may be uploaded, judged by content."""

import io
import zipfile

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from apps.files import documents
from apps.files.choices import FileKind

MAX_BYTES = 20 * 1024 * 1024
MAX_PIXELS = 60_000_000
MAX_SIDE = 2000
MAX_UNPACKED = 120 * 1024 * 1024
MAX_PARTS = 2000
# What phones call their space-saving pictures.
HEIC_BRANDS = {b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"}


def read_upload(upload) -> bytes:
    """The bytes of an upload. Raises ValidationError when it is empty or over 20 MB."""
    if upload.size > MAX_BYTES:
        raise ValidationError(
            _("“%(name)s” is larger than 20 MB. Make it smaller and choose it again.") % {"name": upload.name}
        )
    body = upload.read()
    if not body:
        raise ValidationError(_("“%(name)s” is empty. Choose another file.") % {"name": upload.name})
    return body


def kind_of(body: bytes) -> FileKind | None:
    """What the bytes are; None for what is not kept."""
    if body.startswith(b"%PDF-"):
        return FileKind.PDF
    if body.startswith(b"PK\x03\x04") and _is_docx(body):
        return FileKind.DOCX
    if (
        body[:3] == b"\xff\xd8\xff"
        or body[:8] == b"\x89PNG\r\n\x1a\n"
        or (body[:4] == b"RIFF" and body[8:12] == b"WEBP")
        or is_heic(body)
    ):
        return FileKind.IMAGE
    return None


def is_heic(body: bytes) -> bool:
    return body[4:8] == b"ftyp" and body[8:12] in HEIC_BRANDS


def refusal(name: str, kinds) -> ValidationError:
    """Why a file that is none of ``kinds`` is not taken, and the way out."""
    offered = "、".join(FileKind(kind).offered for kind in FileKind if kind in kinds)
    return ValidationError(
        _("“%(name)s” cannot be used here; choose: %(kinds)s.") % {"name": name, "kinds": offered}
    )


def _is_docx(body: bytes) -> bool:
    """A Word document without macros that does not unpack into something huge."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as parts:
            entries = parts.infolist()
    except zipfile.BadZipFile:
        return False
    names = {entry.filename for entry in entries}
    size = sum(entry.file_size for entry in entries)
    fits = len(entries) <= MAX_PARTS and size <= MAX_UNPACKED
    return fits and "word/document.xml" in names and "word/vbaProject.bin" not in names


def clean_image(body: bytes, name: str) -> tuple[bytes, int, int]:
    """The picture upright, at most 2,000 pixels a side, as JPEG without metadata, so without its place.

    Answers bytes, width and height. Raises ValidationError when it cannot be opened or is too large.
    """
    if is_heic(body):
        body = _from_heic(body, name)
    try:
        with Image.open(io.BytesIO(body)) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise ValidationError(
                    _("“%(name)s” has too many pixels. Make it smaller first.") % {"name": name}
                )
            upright = ImageOps.exif_transpose(picture)
            upright.thumbnail((MAX_SIDE, MAX_SIDE))
            flat = _on_white(upright)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as broken:
        raise ValidationError(
            _("“%(name)s” cannot be opened as a picture. Take or save it again.") % {"name": name}
        ) from broken
    out = io.BytesIO()
    flat.save(out, "JPEG", quality=85, optimize=True)
    return out.getvalue(), flat.width, flat.height


def _from_heic(body: bytes, name: str) -> bytes:
    found = documents.heic_jpeg(body)
    if not found:
        raise ValidationError(
            _(
                "“%(name)s” is a HEIC picture that cannot be opened. Set the camera to JPEG, or choose a "
                "screenshot of it."
            )
            % {"name": name}
        )
    return found


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode not in {"RGBA", "LA", "P"}:
        return picture.convert("RGB")
    layered = picture.convert("RGBA")
    flat = Image.new("RGB", layered.size, "white")
    flat.paste(layered, mask=layered.getchannel("A"))
    return flat
