from rest_framework import serializers

from apps.core.rest.uploads import FileField


class UploadIn(serializers.Serializer):
    """A workbook as .xlsx; its sheets are described at *Excel in and out*."""

    file = FileField()
