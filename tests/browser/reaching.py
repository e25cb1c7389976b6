"""What a window shows: how far it scrolls sideways, which controls something else hides, which text is cut off."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

_HIDDEN = """async () => {
  const controls = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")];
  const seen = controls.filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.disabled
    && !one.matches(".skip, [type=hidden]") && one.getClientRects().length);
  const hidden = [];
  for (const one of seen) {
    one.focus();
    one.scrollIntoView({ block: "center", behavior: "instant" });
    const box = one.getClientRects()[0];
    const x = box.x + Math.min(box.width, innerWidth) / 2, y = box.y + Math.min(box.height, innerHeight) / 2;
    const top = document.elementFromPoint(x, y);
    const label = one.labels?.[0];
    const isSeen = top && (one.contains(top) || top.contains(one) || label?.contains(top));
    if (!isSeen || document.activeElement !== one || box.right > innerWidth + 1 || box.left < -1)
      hidden.push(`${one.outerHTML.slice(0, 120)} under ${top?.outerHTML.slice(0, 80)}`);
  }
  return [seen.length, hidden];
}"""
_CUT = """() => {
  const texts = (one) => [...one.childNodes].filter((node) => node.nodeType === 3 && node.textContent.trim());
  const isOutside = (node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    return [...range.getClientRects()].some((box) => box.width && (box.right > innerWidth + 1 || box.left < -1));
  };
  return [...document.querySelectorAll("body *")]
    .filter((one) => one.checkVisibility() && !one.closest(".hidden, .skip, .sr-only, thead, textarea"))
    .filter((one) => texts(one).some(isOutside)
      || (texts(one).length && getComputedStyle(one).overflowX !== "visible" && one.scrollWidth > one.clientWidth + 1))
    .map((one) => one.outerHTML.slice(0, 160));
}"""


def sideways(page: "Page") -> int:
    """By how many CSS pixels the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))


def cut_off(page: "Page") -> list[str]:
    """The elements whose text leaves the window at a side, or is cut off by a box of its own."""
    return list(page.evaluate(_CUT))


def unreachable(page: "Page") -> list[str]:
    """The controls that can't be focused, or lie behind something else when they are scrolled to."""
    count, hidden = page.evaluate(_HIDDEN)
    assert count > 5, "hardly any control on the page"
    return list(hidden)
