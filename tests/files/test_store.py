import io
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from apps.files import documents, services
from apps.files.choices import FileKind
from apps.files.models import StoredFile
from tests.documents import document, picture


def store(cast, name, body, **kwargs):
    upload = SimpleUploadedFile(name, body)
    return services.store(upload, school=cast.school, actor=cast.teacher.user, **kwargs)


def test_a_picture_loses_its_place_and_is_made_smaller(cast):
    exif = Image.Exif()
    exif.get_ifd(0x8825)[1] = "N"
    exif[0x010F] = "某品牌"
    stored = store(cast, "板书.jpg", picture(exif=exif))
    assert (stored.kind, stored.width, stored.height) == (FileKind.IMAGE, 2000, 1000)
    with Image.open(io.BytesIO(services.read(stored))) as kept:
        assert not kept.getexif()


def test_a_picture_taken_sideways_is_turned_upright(cast):
    exif = Image.Exif()
    exif[0x0112] = 6
    stored = store(cast, "课堂.jpg", picture(size=(400, 200), exif=exif))
    assert (stored.width, stored.height) == (200, 400)


@pytest.mark.parametrize(
    "body", [b"<html><script>alert(1)</script>", b"MZ\x90\x00", b"\xff\xd8\xff broken", b"GIF89a;"]
)
def test_the_content_decides_not_the_name(cast, body):
    with pytest.raises(ValidationError) as refusal:
        store(cast, "照片.jpg", body)
    assert "照片.jpg" in refusal.value.messages[0]
    assert not StoredFile.objects.exists()


def test_a_word_document_is_read(cast):
    stored = store(cast, "教案.docx", document("学会用分数"))
    assert (stored.kind, stored.text) == (FileKind.DOCX, "学会用分数")
    assert documents.docx_html(services.read(stored)) == "<p>学会用分数</p>"


def test_a_document_with_macros_or_of_another_program_is_refused(cast):
    for name, body in [("a.docx", document(extra=["word/vbaProject.bin"])), ("b.docx", b"PK\x03\x04junk")]:
        with pytest.raises(ValidationError):
            store(cast, name, body)


def test_a_damaged_document_says_what_to_do(cast):
    with pytest.raises(ValidationError) as refusal:
        store(cast, "坏.docx", document(text="<bad"))
    assert "docx" in refusal.value.messages[0]


def test_a_place_that_takes_pictures_takes_no_documents_and_asks_for_pictures(cast):
    with pytest.raises(ValidationError) as refusal:
        store(cast, "教案.docx", document(), kinds={FileKind.IMAGE}, field="photos")
    assert refusal.value.message_dict == {
        "photos": ["这里不能用“教案.docx”，请选：图片（JPEG、PNG、WebP、HEIC）。"]
    }


def test_a_picture_in_the_format_of_some_phones_becomes_one_like_the_others(cast):
    body = Path(__file__).with_name("phone.heic").read_bytes()
    assert b"Exif" in body
    stored = store(cast, "课堂.HEIC", body, kinds={FileKind.IMAGE})
    assert (stored.kind, stored.width, stored.height) == (FileKind.IMAGE, 200, 400)
    kept = services.read(stored)
    with Image.open(io.BytesIO(kept)) as picture:
        assert (picture.format, dict(picture.getexif())) == ("JPEG", {})
        assert picture.getpixel((150, 50))[0] > 150 > picture.getpixel((150, 50))[2]


def test_a_damaged_picture_of_a_phone_is_told_how_to_be_taken_again(cast):
    with pytest.raises(ValidationError) as refusal:
        store(cast, "课堂.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", kinds={FileKind.IMAGE})
    assert "请把手机相机的照片格式改为 JPEG" in refusal.value.messages[0]


def test_too_large_is_refused_before_it_is_read(cast):
    upload = SimpleUploadedFile("大.pdf", b"%PDF-1.7")
    upload.size = 21 * 1024 * 1024
    with pytest.raises(ValidationError):
        services.store(upload, school=cast.school, actor=None)


def test_the_same_content_is_kept_once(cast):
    body = b"%PDF-1.7 same"
    first, second = store(cast, "甲.pdf", body), store(cast, "乙.pdf", body)
    assert first.path == second.path
    assert default_storage.listdir(first.path.rpartition("/")[0]) == ([], [first.sha256])


def test_html_is_cleaned():
    dirty = '<p onclick="x()">好<script>1</script><a href="https://elsewhere">a</a><img src="https://elsewhere/x.png"></p>'
    assert documents.clean_html(dirty) == "<p>好a<img></p>"
