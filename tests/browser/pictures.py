"""The pictures in the documentation: `python -m tests.browser.pictures` takes them anew.

The PDF page is drawn by `pdftoppm` of poppler-utils.
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from PIL import Image

from estimator.cli import main
from tests.browser.serving import DAY, ROOT, browsing, served

PICTURES = ROOT / "docs" / "pictures"
BRIEF = ROOT / "data" / "briefs" / "northlight-team-12-on-site.toml"
QUERY = "studio=northlight&s=team.people_12.images_2.retouching_polished.licence_marketing"


def calculator() -> None:
    """The page as a desktop and as a phone show it."""
    with served(ROOT / "app.py", "/healthz") as address, browsing() as browser:
        for name, width, height in (("calculator", 1280, 900), ("phone", 375, 740)):
            page = browser.new_page(viewport={"width": width, "height": height})
            page.goto(f"{address}/?{QUERY}")
            page.locator(".panel .amount:not(:empty)").wait_for()
            page.wait_for_load_state("networkidle")
            page.screenshot(path=PICTURES / f"{name}.png")


def comparison() -> None:
    """The comparison with AI plans, down to its pictures."""
    with served(ROOT / "app.py", "/healthz") as address, browsing() as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 1180})
        page.goto(f"{address}/compare-with-ai?{QUERY}")
        page.get_by_text("Figure by figure").wait_for()
        page.wait_for_load_state("networkidle")
        page.screenshot(path=PICTURES / "comparison.png")


def quote() -> None:
    """The first two pages of a quote, side by side."""
    with tempfile.TemporaryDirectory() as folder:
        pdf = Path(folder) / "quote.pdf"
        client = ["--client", "Zofia Wiśniewska", "--organisation", "Osprey & Lane"]
        main(["quote", str(BRIEF), "--pdf", str(pdf), "--on", DAY, *client])
        subprocess.run(
            ["pdftoppm", "-r", "70", "-l", "2", "-png", str(pdf), f"{folder}/page"], check=True
        )
        pages = [Image.open(path) for path in sorted(Path(folder).glob("page*.png"))]
        sheet = Image.new(
            "RGB", (sum(page.width + 12 for page in pages) + 12, pages[0].height + 24)
        )
        sheet.paste("#d7dce1", (0, 0, sheet.width, sheet.height))
        for index, page in enumerate(pages):
            sheet.paste(page, (12 + index * (page.width + 12), 12))
        sheet.save(PICTURES / "quote.png", optimize=True)


if __name__ == "__main__":
    calculator()
    comparison()
    quote()
