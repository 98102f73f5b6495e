"""Forms made of the declarations of rules: what a dataclass declares can be written with the mouse.

``layouts`` says what of a class shows at once and what is added on demand, ``labels`` how its fields are called,
``posted`` turns what a browser sends into plain data, ``controls`` turns plain data into what a template draws.
``Sheet`` holds it together. Nothing here knows a table of the database.
"""

from apps.credits.editor.sheets import Sheet, Words

__all__ = ["Sheet", "Words"]
