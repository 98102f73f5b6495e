"""Who owes what by when, as data and pure functions: no Django, no clock, no file, no database.

``Scheme`` (schemes.py) holds the requirements, ``owe`` (owing.py) compares them with what was done, ``sentence``
(sentences.py) says each of them in Chinese, ``read_scheme`` and ``write_scheme`` (texts.py) turn them into YAML and
back, ``forecast`` (forecasts.py) says where the pace so far leads. See docs/rules.md.
"""
