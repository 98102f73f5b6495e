"""Every text is there in both languages."""

import re
import subprocess
import sys
from pathlib import Path

from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
CHINESE = re.compile(r"[㐀-鿿]")


def messages():
    """(catalogue, message) of every text of every app."""
    for path in sorted(ROOT.glob("locale/*/zh_Hans/LC_MESSAGES/django.po")):
        with path.open("rb") as stream:
            for message in read_po(stream, locale="zh_Hans"):
                if message.id:
                    yield path.parts[-4], message


def texts(value):
    return [value] if isinstance(value, str) else list(value)


def test_every_text_of_the_code_has_its_chinese():
    done = subprocess.run(
        [sys.executable, ROOT / "bin/tools/messages.py", "--check"], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_texts_in_the_code_are_english():
    assert not [(app, m.id) for app, m in messages() if any(CHINESE.search(text) for text in texts(m.id))]


def test_chinese_is_plain_and_calm():
    """No exclamation marks and no 成功; half-width punctuation does not stand between Chinese characters."""
    loud = re.compile(r"[!！]|成功|[㐀-鿿][,;:?][㐀-鿿]")
    wrong = [(app, text) for app, m in messages() for text in texts(m.string) if loud.search(text)]
    assert not wrong, wrong
