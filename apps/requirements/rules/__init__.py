"""Who owes what by when, as data and pure functions: no Django, no clock, no file, no database.

``Scheme`` (schemes.py) holds the requirements, ``owe`` (owing.py) compares them with what was done, ``sentence``
(sentences.py) says each of them in Chinese, ``read_scheme`` (texts.py) reads them from YAML, ``forecast``
(forecasts.py) says where the pace so far leads. See docs/rules.md.
"""
