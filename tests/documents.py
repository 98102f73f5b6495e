"""Pictures and Word documents for tests, small and made on the spot."""

import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image


def picture(size=(3000, 1500), fmt="JPEG", exif=None) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "navy").save(out, fmt, **({"exif": exif} if exif else {}))
    return out.getvalue()


def document(text="教学目标", extra=()) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        parts.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
            'wordprocessingml.document.main+xml"/></Types>',
        )
        parts.writestr(
            "_rels/.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
            'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
            'Target="word/document.xml"/></Relationships>',
        )
        parts.writestr(
            "word/document.xml",
            '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
            f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>",
        )
        for name in extra:
            parts.writestr(name, b"x")
    return out.getvalue()


def word(text="教学目标", name="教案.docx") -> SimpleUploadedFile:
    """A Word document as a browser sends it."""
    return SimpleUploadedFile(name, document(text))


def photo(name="研讨.jpg", size=(300, 200)) -> SimpleUploadedFile:
    """A picture as a browser sends it."""
    return SimpleUploadedFile(name, picture(size))
