"""What axe calls serious or critical on a page, at the first size of its window and at others.

Contrast takes four fifths of axe's time. At a further size it is judged only where it can be another one: where
something shows that did not, or has other colours, another weight or another place than at the size before.
"""

from pathlib import Path

AXE = (Path(__file__).resolve().parents[2] / "node_modules/axe-core/axe.min.js").read_text()
THERE = "typeof axe !== 'undefined'"
# Judges contrast of the elements a selector finds, everything else of all, and words what is found.
JUDGE = """async (selector) => {
    axe.configure({rules: [{id: "color-contrast", selector}]});
    return (await axe.run(document, {resultTypes: ["violations"], preload: false})).violations
        .filter((found) => ["serious", "critical"].includes(found.impact))
        .map((found) => `${found.id}: ${found.nodes.map((node) => node.target).slice(0, 3).join(" | ")}`);
}"""
# Keeps with the page what the contrast of every element follows from, the painted layers behind it and whether these
# are out of the flow of the page; marks the elements for which that is new.
NEW_COLOURS = """() => {
    const before = window.coloursOfTests, now = new Map(), behind = new Map();
    for (const element of document.querySelectorAll("*")) {
        const style = getComputedStyle(element), size = parseFloat(style.fontSize);
        const flows = ["static", "relative"].includes(style.position);
        const layer = [style.backgroundColor, style.backgroundImage, style.opacity, flows].join();
        const under = behind.get(element.parentElement) ?? "";
        behind.set(element, layer === "rgba(0, 0, 0, 0),none,1,true" ? under : `${under} ${layer}`);
        const large = size >= 24 || (size >= 18 && style.fontWeight >= 700);
        if (element.checkVisibility({checkOpacity: true, checkVisibilityCSS: true}))
            now.set(element, [style.color, large, behind.get(element)].join());
    }
    for (const element of now.keys())
        element.toggleAttribute("data-new-colours", before?.get(element) !== now.get(element));
    window.coloursOfTests = now;
}"""


def barriers(page, where="*") -> list[str]:
    """Of a page as it stands; contrast only of the elements ``where`` finds."""
    if not page.evaluate(THERE):
        page.evaluate(AXE)
    return page.evaluate(JUDGE, where)


def barriers_at_sizes(page, views):
    """(view, what is found) of a page at each of these sizes, the first judged whole."""
    for view in views:
        page.set_viewport_size(view)
        page.evaluate(NEW_COLOURS)
        yield view, barriers(page, "[data-new-colours]")
