"""Pictures of pages for the README and the user guide, small enough to live in the repository."""

import io
from pathlib import Path

import pypdfium2
from PIL import Image

LARGEST = 200 * 1024


class Album:
    """Keeps pictures in ``folder``; without one it only notes their ``names``. ``largest``: bytes of one picture."""

    def __init__(self, folder: str | None, largest: int = LARGEST):
        self.folder = Path(folder).resolve() if folder else None
        self.largest = largest
        self.names: set[str] = set()

    def keep(self, name: str, page) -> None:
        """What the browser shows just now, as ``name.png``."""
        self.names.add(name)
        if self.folder:
            self._save(name, Image.open(io.BytesIO(page.screenshot(animations="disabled"))))

    def keep_sheet(self, name: str, pdf: bytes, number: int) -> None:
        """One sheet (from 0) of a PDF."""
        self.names.add(name)
        if self.folder:
            sheet = pypdfium2.PdfDocument(pdf)[number]
            self._save(name, sheet.render(scale=1.4).to_pil())

    def _save(self, name, image):
        """With as many colours as the size allows."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for colours in (256, 128, 64, 32):
            file = io.BytesIO()
            image.convert("RGB").quantize(colours).save(file, "PNG", optimize=True)
            if file.tell() <= self.largest:
                break
        (self.folder / f"{name}.png").write_bytes(file.getvalue())
