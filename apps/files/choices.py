from django.db import models
from django.utils.translation import gettext_lazy as _


class FileKind(models.TextChoices):
    """What a file was found to be by its content, never by its name."""

    IMAGE = "image", _("picture")
    PDF = "pdf", _("PDF document")
    DOCX = "docx", _("Word document")

    @property
    def offered(self) -> str:
        """The kind as it is asked for: with the formats it may have."""
        words = {
            FileKind.IMAGE: _("a picture (JPEG, PNG, WebP, HEIC)"),
            FileKind.DOCX: _("a Word document (.docx)"),
        }
        return str(words.get(self, "PDF"))


CONTENT_TYPES = {
    FileKind.IMAGE: "image/jpeg",
    FileKind.PDF: "application/pdf",
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
# What a browser offers to choose from where a document is asked for.
DOCUMENTS = ",".join([".docx", ".pdf", CONTENT_TYPES[FileKind.PDF], CONTENT_TYPES[FileKind.DOCX]])
