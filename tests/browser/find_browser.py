"""Where the browser is. `make test` runs this file; the browser tests import it.

Prints the path of a Chromium. With `--install` it first gets one if there is none: from the
system's packages on Debian and Ubuntu when run as root, else the one Playwright publishes.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PLACES = (
    "/usr/bin/chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)


def find_browser() -> str | None:
    """The browser named by CHROMIUM, else one on the path, else the one Playwright installed."""
    chosen = os.environ.get("CHROMIUM")
    if chosen:
        return shutil.which(chosen)
    found = (shutil.which(name) for name in (*NAMES, *PLACES))
    return next((path for path in found if path), None) or _of_playwright()


def install_browser() -> None:
    if shutil.which("apt-get") and getattr(os, "geteuid", lambda: 1)() == 0:
        quietly = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (("update", "-qq"), ("install", "-y", "-qq", "chromium")):
            subprocess.run(("apt-get", *command), env=quietly, stdout=sys.stderr, check=False)
    if find_browser() is None:
        playwright = (sys.executable, "-m", "playwright", "install", "chromium")
        subprocess.run(playwright, stdout=sys.stderr, check=False)


def _of_playwright() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def main() -> int:
    if "--install" in sys.argv and find_browser() is None:
        install_browser()
    path = find_browser()
    if path is None:
        sys.stderr.write("No Chromium found. Install one, or name it: CHROMIUM=/path/to/chromium\n")
        return 1
    sys.stdout.write(f"Browser: {path}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
