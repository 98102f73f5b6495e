"""Pictures, Word documents and PDFs for tests, small and made on the spot."""

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


def pdf_of(text="教学目标", *, content=None, filters=b"", pages=1) -> bytes:
    """A PDF whose every page holds these lines, in the encoding of older Chinese programs; or another content."""
    shown = "".join(f"<{line.encode('utf-16-be').hex()}> Tj 0 -20 Td\n" for line in text.splitlines())
    stream = content if content is not None else f"BT /F 12 Tf 60 760 Td\n{shown}ET".encode()
    kids = b" ".join(b"%d 0 R" % (5 + n) for n in range(pages))
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 3 0 R/Resources<</Font<</F 4 0 R>>>>>>"
    font = (
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[<</Type/Font"
        b"/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>>>]>>"
    )
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[%b]/Count %d>>" % (kids, pages),
        b"<</Length %d%b>>stream\n%b\nendstream" % (len(stream), filters, stream), font, *[page] * pages,
    ]  # fmt: skip
    body, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return body + b"xref\n0 %d\n0000000000 65535 f \n%btrailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        size, table, size, len(body),
    )  # fmt: skip


def pdf(text="教学目标", name="教案.pdf") -> SimpleUploadedFile:
    """A PDF as a browser sends it."""
    return SimpleUploadedFile(name, pdf_of(text))


def scan(name="扫描.pdf") -> SimpleUploadedFile:
    """A page that was scanned: a picture, and no text."""
    return SimpleUploadedFile(name, picture((300, 400), "PDF"))
