"""Files of the API: sent as ``multipart/form-data``, answered as they are."""

from django.utils.datastructures import MultiValueDict
from rest_framework import serializers


class FileField(serializers.FileField):
    """One file. What it is, how large it may be and that it is not empty is judged by the file service."""

    def __init__(self, **kwargs):
        super().__init__(allow_empty_file=True, **kwargs)


class FilesField(serializers.ListField):
    """Several files under one name."""

    child = FileField()


class FileOut(serializers.Serializer):
    """A document or picture, without its bytes."""

    name = serializers.CharField(read_only=True)
    kind = serializers.CharField(read_only=True)
    content_type = serializers.CharField(read_only=True)
    size = serializers.IntegerField(read_only=True)


def split_files(sent: dict) -> tuple[dict, MultiValueDict]:
    """What was sent without its files, and the files as the form of a page takes them."""
    listed = {name: value if isinstance(value, list) else [value] for name, value in sent.items()}
    files = {name: values for name, values in listed.items() if values and hasattr(values[0], "chunks")}
    return {name: value for name, value in sent.items() if name not in files}, MultiValueDict(files)
