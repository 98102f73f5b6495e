"""What takes long with an upload is done before a transaction begins, so that none is held open for it."""

from collections.abc import Callable

from django.utils.datastructures import MultiValueDict

# As many as any page takes at once; of more the first are prepared, as they are refused anyway.
MOST = 60
_PREPARING: list[Callable] = []


def register(prepare: Callable) -> None:
    """``prepare(upload)`` does what takes long, keeps on the upload what came of it, and raises nothing."""
    _PREPARING.append(prepare)


def prepare_uploads(files: MultiValueDict) -> None:
    """Prepare what was sent with a form, once."""
    uploads = [upload for _name, named in files.lists() for upload in named]
    for upload in uploads[:MOST]:
        for prepare in _PREPARING:
            prepare(upload)
