"""What recognised work is worth, as data and pure functions: no Django, no clock, no file, no database.

``Pack`` (packs.py) holds the rules, ``value`` (valuing.py) applies them to facts, ``sentence`` (sentences.py) says
each of them in Chinese, ``read_pack`` and ``write_document`` (texts.py) turn them into YAML and back.
See docs/rules.md and docs/decisions/0011-rule-packs.md.
"""
