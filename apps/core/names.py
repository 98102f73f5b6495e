"""One search for people everywhere: 张伟 = zhangwei = zw = zhangw = zwei = 张w = number.

What is searched is ``search_text`` of a person (``apps/staff/pinyin.py``): name, number, then initials and full
pinyin of each reading, "王小明 t001 wxm wangxiaoming". The pages search by the same rule (``fitsPerson`` in
``static/app.js``).
"""

import re

from django.db.models import Q

from apps.core.text import clean_name

DOTS = re.compile(r"[·•・‧]")
# Latin letters and Chinese characters typed in one word are looked for one by one: 王xm.
RUNS = re.compile(r"[a-z]+|[^a-z]+")
MIXED = re.compile(r"[a-z][\u2e80-\uffff\U00020000-\U0003ffff]|[\u2e80-\uffff\U00020000-\U0003ffff][a-z]")
SHORTEST, LONGEST = 3, 30


def searchable(text: str) -> str:
    """What is typed or stored, made comparable: half-width, lower case, without the dots inside a name."""
    return DOTS.sub("", clean_name(text)).lower()


def partly_spelled(letters: str) -> str:
    """The pattern of a reading some syllables of which were typed in full and the others as initials.

    "wangxm" cut after the fourth letter asks for initials that go on with "xm" and full pinyin that begins with
    "wangx"; "wxming" cut after the second for initials that begin with "wxm" and full pinyin with "ming" in it.
    """
    found = []
    for cut in range(1, len(letters)):
        head, tail = letters[:cut], letters[cut:]
        found.append(rf"[a-z]+{tail}[a-z]* {head}{tail[0]}")
        found.append(rf"{head}{tail[0]}[a-z]* [a-z]+{tail}")
    return rf"(^| )({'|'.join(found)})"


def _runs(word: str) -> list[str]:
    return RUNS.findall(word) if MIXED.search(word) else [word]


def _is_spelled(run: str) -> bool:
    return SHORTEST <= len(run) <= LONGEST and run.isascii() and run.isalpha()


def people_named(field: str, words: str) -> Q:
    """The condition that every word fits the person whose ``search_text`` is ``field``."""
    found = Q()
    for word in searchable(words).split():
        for run in _runs(word):
            fits = Q(**{f"{field}__contains": run})
            if _is_spelled(run):
                fits |= Q(**{f"{field}__regex": partly_spelled(run)})
            found &= fits
    return found


def fits_person(words: str, text: str) -> bool:
    """Whether every word fits the ``search_text`` of a person; for rows that are in memory."""
    return all(
        run in text or (_is_spelled(run) and re.search(partly_spelled(run), text) is not None)
        for word in searchable(words).split()
        for run in _runs(word)
    )
