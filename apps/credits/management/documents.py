"""Commands that read a rule pack or scheme from YAML and write one, the same for both."""

import json
from functools import partial
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from apps.credits import drafting
from apps.credits.models.documents import RuleDocument
from apps.credits.presets import standard_names
from apps.credits.rules.problems import Refused
from apps.credits.rules.texts import write_document
from apps.credits.wording import read, school_names
from apps.schools.management.naming import find_school
from apps.schools.models import School


class ReadDocument(BaseCommand):
    """Reads a YAML file. ``model``, ``reader`` and ``says`` are those of packs or of schemes."""

    model: type[RuleDocument]
    reader = None
    says = None

    def read(self, file: Path, reader, *, as_json: bool):
        """What ``reader`` makes of the file. Raises CommandError; with JSON a refusal is printed, and exit 1."""
        try:
            text = file.read_bytes()
        except OSError as trouble:
            raise CommandError(f"{file} cannot be read: {trouble.strerror}.") from trouble
        try:
            return reader(text)
        except Refused as refused:
            self.refuse(refused, as_json)

    def refuse(self, refused: Refused, as_json: bool):
        """Every mistake, then exit 1."""
        problems = [
            {"line": p.line, "column": p.column, "key": p.key, "code": p.code, "message": str(p)}
            for p in refused.problems
        ]
        if as_json:
            self.stdout.write(json.dumps({"ok": False, "problems": problems}, ensure_ascii=False, indent=2))
            raise SystemExit(1)
        raise CommandError("\n".join(p["message"] for p in problems))


class ImportDocument(ReadDocument):
    """Makes a draft. ``warns`` says what is right in itself and yet cannot be meant."""

    @staticmethod
    def warns(value) -> list[str]:
        return []

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE.yaml")
        parser.add_argument(
            "--school",
            metavar="CODE",
            help="code of the school; may be left out where there is one, and to try",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="only say what is in it, or what is wrong with it"
        )
        parser.add_argument("--json", action="store_true", help="answer as JSON")

    def handle(self, *, file, school, dry_run, **options):
        """Mistakes in the file are told first; which of several schools is meant, only a draft needs to know."""
        found = find_school(school) if school or School.objects.count() == 1 else None
        value = self.read(file, self.reader_for(found), as_json=options["json"])
        made = None
        if not dry_run:
            made = drafting.begin_from(self.model, value, school=found or find_school(None))
        self.tell(value, found, made, options["json"])

    def reader_for(self, school: School | None):
        """Reads in the words of the school and beside its other documents; of no school, in the standard words."""
        reader = type(self).reader
        if school is None:
            return lambda text: reader(text, standard_names())
        return partial(drafting.read_text, self.model, school=school, reader=reader)

    def tell(self, value, school: School | None, made: RuleDocument | None, as_json: bool) -> None:
        names = school_names(school.pk) if school else standard_names()
        words = names.plus({name: dict(table) for name, table in value.names})
        sentences = type(self).says(value, words)
        version = made.version if made else None
        if as_json:
            said = {
                "ok": True, "code": value.code, "name": value.name, "version": version, "saved": made is not None,
                "rules": sentences, "problems": [], "warnings": self.warns(value),
            }  # fmt: skip
            self.stdout.write(json.dumps(said, ensure_ascii=False, indent=2))
            return
        for n, sentence in enumerate(sentences, 1):
            self.stdout.write(f"{n:3}  {sentence}")
        for warning in self.warns(value):
            self.stdout.write(f"  !  {warning}")
        self.stdout.write(
            f"Draft {value.code} version {version}." if made else "Nothing is wrong; nothing was written."
        )


class ExportDocument(BaseCommand):
    """Writes a version as YAML. ``model`` is that of packs or of schemes."""

    model: type[RuleDocument]

    def add_arguments(self, parser):
        parser.add_argument("code", metavar="CODE", help="its code, such as county-hours")
        parser.add_argument(
            "--school", metavar="CODE", help="code of the school; may be left out where there is one"
        )
        parser.add_argument("--pack-version", type=int, metavar="N", help="by default the newest")
        parser.add_argument("--out", type=Path, metavar="FILE.yaml", help="by default it is printed")

    def handle(self, *, code, school, pack_version, out, **options):
        rows = (
            self.model.objects.filter(school=find_school(school))
            .order_by("-version")
            .prefetch_related("rows")
        )
        found = rows.filter(code=code, **({"version": pack_version} if pack_version else {})).first()
        if found is None:
            known = ", ".join(f"{row.code} {row.version}" for row in rows[:20])
            asked = f"{code} {pack_version}" if pack_version else code
            raise CommandError(f"There is no {asked} here. There are: {known or 'none yet'}.")
        draft = read(found)
        if draft.problems:
            raise CommandError("\n".join(str(problem) for problem in draft.problems))
        text = write_document(draft.value)
        if out is None:
            self.stdout.write(text, ending="")
        else:
            self.save(text, out)

    def save(self, text: str, out: Path) -> None:
        """Write the file, and the folder where there is none. Raises CommandError."""
        try:
            out.parent.mkdir(parents=True, exist_ok=True)
            out.write_text(text, encoding="utf-8")
        except OSError as trouble:
            raise CommandError(f"{out} cannot be written: {trouble.strerror}.") from trouble
        self.stdout.write(str(out))
