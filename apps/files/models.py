"""Files people upload: what they are, whose they are, where their bytes lie."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.files.choices import CONTENT_TYPES, FileKind
from apps.schools.models import Owned, OwnedQuerySet
from apps.staff.models import User


class StoredFile(Owned):
    """A picture or document. Its bytes lie in the file store under the hash of their content.

    A file has no page of its own: the page of the thing it belongs to serves it, to whoever may see that thing.
    """

    kind = models.CharField(_("kind"), max_length=8, choices=FileKind)
    name = models.CharField(_("file name"), max_length=120)
    sha256 = models.CharField(_("hash of the content"), max_length=64)
    size = models.PositiveIntegerField(_("bytes"))
    width = models.PositiveIntegerField(_("width in pixels"), null=True)
    height = models.PositiveIntegerField(_("height in pixels"), null=True)
    text = models.TextField(_("text of the document"), blank=True)
    uploaded_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("uploaded by")
    )

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        indexes = [models.Index(fields=["school", "sha256"], name="file_by_content")]
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0), name="file_not_empty"),
            models.CheckConstraint(condition=Q(sha256__regex="^[0-9a-f]{64}$"), name="file_hash_plausible"),
        ]

    def __str__(self):
        return self.name

    @property
    def content_type(self) -> str:
        return CONTENT_TYPES[FileKind(self.kind)]

    @property
    def path(self) -> str:
        """Where the bytes lie in the store: by school, then by content."""
        return f"{self.school_id}/{self.sha256[:2]}/{self.sha256}"
