"""The Chinese catalogues, locale/<app>/zh_Hans/LC_MESSAGES/django.po.

    bin/messages [APP …]    add texts new in the code with an empty translation, drop dead ones
    bin/messages --check    exit 1 when one is missing, empty, fuzzy or contradicts another
    bin/messages --compile  write the .mo files that are older than their .po

A text that several apps use is translated once, in the catalogue of one of them.
"""

import argparse
import os
import sys
from collections import defaultdict

import extraction
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

LOCALE = "zh_Hans"
HEADER = """\
# Simplified Chinese of apps.{app}.
msgid ""
msgstr ""
"Language: zh_Hans\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


def po_path(app):
    return extraction.ROOT / "locale" / app / LOCALE / "LC_MESSAGES" / "django.po"


def read(app):
    path = po_path(app)
    if not path.exists():
        return Catalog(locale=LOCALE)
    with path.open("rb") as stream:
        return read_po(stream, locale=LOCALE)


def entries(catalog):
    """{(msgid, context): message} without the header."""
    return {(message.id, message.context): message for message in catalog if message.id}


def is_translated(message):
    texts = [message.string] if isinstance(message.string, str) else message.string
    return bool(texts) and all(texts) and not message.fuzzy


def everything():
    """(texts used per app, catalogue entries per app)."""
    apps = extraction.apps()
    return (
        {app: extraction.texts_of(app) for app in apps},
        {app: entries(read(app)) for app in apps},
    )


def owners(used, known):
    """{text: app in whose catalogue it belongs}: where it is translated already, or the first."""
    chosen = {}
    for app, texts in used.items():
        for key in texts:
            message = known[app].get(key)
            translated_here = message is not None and is_translated(message)
            current = chosen.get(key)
            if current is None or (translated_here and not current[1]):
                chosen[key] = (app, translated_here)
    return {key: app for key, (app, _translated) in chosen.items()}


def update(only):
    used, known = everything()
    owner = owners(used, known)
    carried = {
        key: message
        for messages in known.values()
        for key, message in messages.items()
        if is_translated(message)
    }
    for app in only or used:
        write(app, [key for key in used[app] if owner[key] == app], used[app], known[app], carried)


def write(app, keys, places, own, carried):
    """Replace one catalogue, keeping what was translated here or, moved, elsewhere."""
    catalog = Catalog(locale=LOCALE)
    empty = 0
    for key in sorted(keys, key=lambda key: (places[key], str(key))):
        message = own.get(key) or carried.get(key)
        catalog.add(
            key[0],
            string=message.string if message else None,
            locations=[(name, None) for name in places[key]],
            flags=message.flags if message else (),
            user_comments=message.user_comments if message else (),
            context=key[1],
        )
        empty += not (message and is_translated(message))
    save(app, catalog)
    print(f"{app}: {len(keys)} texts, {empty} to translate")


def save(app, catalog):
    path = po_path(app)
    if not len(catalog) and not path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".new")
    with draft.open("wb") as stream:
        stream.write(HEADER.format(app=app).encode())
        write_po(stream, catalog, width=0, include_lineno=False, omit_header=True)
    draft.replace(path)


def check():
    """Print every fault as `app: fault: text`; True when there is none."""
    used, known = everything()
    faults = [*missing(used, known), *flawed(known), *contradictions(known)]
    for app, fault, key in sorted(faults, key=str):
        print(f"{app}: {fault}: {key[0]!r}" + (f" ({key[1]})" if key[1] else ""))
    if faults:
        print(f"{len(faults)} faults; bin/messages adds what is missing.")
    return not faults


def missing(used, known):
    present = {key for messages in known.values() for key in messages}
    for app, texts in used.items():
        yield from ((app, "missing", key) for key in texts if key not in present)


def flawed(known):
    """Empty or fuzzy translations, and those whose placeholders differ from the English."""
    for app, messages in known.items():
        catalog = Catalog(locale=LOCALE)
        for key, message in messages.items():
            if message.fuzzy:
                yield app, "fuzzy", key
            elif not is_translated(message):
                yield app, "empty", key
            elif list(message.check(catalog)):
                yield app, "placeholders differ", key


def contradictions(known):
    """One text, two translations: only one of them would ever be shown."""
    seen = defaultdict(set)
    for app, messages in known.items():
        for key, message in messages.items():
            if is_translated(message):
                seen[key].add((app, str(message.string)))
    for key, found in seen.items():
        if len({string for _app, string in found}) > 1:
            yield "+".join(sorted(app for app, _string in found)), "translated differently", key


def compile_all():
    for source in sorted(extraction.ROOT.glob("locale/*/*/LC_MESSAGES/django.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as stream:
            catalog = read_po(stream, locale=LOCALE)
        draft = target.with_suffix(f".{os.getpid()}")
        with draft.open("wb") as stream:
            write_mo(stream, catalog)
        draft.replace(target)


def main():
    parser = argparse.ArgumentParser(prog="bin/messages", description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="exit 1 when something is missing")
    parser.add_argument("--compile", action="store_true", help="write the .mo files")
    parser.add_argument("apps", nargs="*", metavar="APP", help="touch only these apps' catalogues")
    options = parser.parse_args()
    unknown = set(options.apps) - set(extraction.apps())
    if unknown:
        parser.error(f"no such app: {', '.join(sorted(unknown))}")
    if options.compile:
        compile_all()
    elif options.check:
        sys.exit(0 if check() else 1)
    else:
        update(options.apps)


if __name__ == "__main__":
    main()
