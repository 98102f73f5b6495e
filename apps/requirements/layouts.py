"""How the forms of a requirement and of a scheme's head are laid out."""

from apps.credits.editor.layouts import LAYOUTS, Layout
from apps.requirements.rules.schemes import Fill, Measure, Members, Offset, Portion, Requirement, Scheme

LAYOUTS |= {
    Requirement: Layout(
        main=("name", "measure", "within", "at_least", "who", "clause"),
        often=("each", "weekly", "at_most", "cases", "of_which", "due_on", "due_week", "points", "veto"),
        rare=(
            "matrix", "offsets", "fills", "never_from", "members", "over", "pro_rata", "round_to", "rounding", "aside",
            "borrow", "bands", "bands_of", "code",
        ),
    ),
    Measure: Layout(main=("quantity", "unit", "where"), rare=("distinct",)),
    Portion: Layout(
        main=("where", "at_least", "share_at_least"), often=("at_most", "name"), rare=("share_at_most", "counts", "of")
    ),
    Members: Layout(main=("meet", "share", "at_least")),
    Offset: Layout(main=("measure", "per", "gives", "at_most")),
    Fill: Layout(main=("from", "per", "gives", "at_most")),
    Scheme: Layout(main=("name", "valid"), often=("document", "note", "author"), rare=("cycle", "bands", "code")),
}  # fmt: skip
