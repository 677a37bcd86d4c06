"""The pictures of the app's page, taken in a real browser; started by bin/screenshots."""

import io
import pathlib
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager

from PIL import Image

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "bench"))
from _browser import Browser

COLOURS = 192  # as many as keep a screen of text sharp; a quarter of the full picture's bytes
# name, login, address, what has to be there, width, height, on a phone
SCREENS = (
    ("desk", "liaison", "rectification-desk", ".o_rectification_desk .btn", 1440, 900, False),
    ("findings", "officer", "rectification-findings", ".o_kanban_record", 1440, 900, False),
    (
        "dashboard",
        "leader",
        "rectification-dashboard",
        ".o_rectification_dashboard",
        1440,
        900,
        False,
    ),
    ("sheet", "cadre", "rectification-my-sheets", ".o_kanban_record, .o_data_row", 390, 844, True),
)


@contextmanager
def serve(database):
    """Serve ``database`` on a free port and yield the address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "odoo", "-d", database, "--db-filter", f"^{database}$"]
    command += ["--http-port", str(port), "--log-level", "error", "--max-cron-threads", "0"]
    server = subprocess.Popen(command)
    url = f"http://127.0.0.1:{port}"
    try:
        for __ in range(240):
            try:
                urllib.request.urlopen(f"{url}/web/login", timeout=60).close()
                break
            except OSError:
                time.sleep(0.25)
        yield url
    finally:
        server.terminate()
        server.wait(30)


def save(picture, target):
    """Write ``picture`` with few colours, which is what a screen has."""
    picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(target, optimize=True)
    print(f"{target.name}: {target.stat().st_size // 1024} KiB")


def shoot(url, database, folder):
    """Take each of SCREENS and write it into ``folder``."""
    for name, login, path, selector, width, height, mobile in SCREENS:
        browser = Browser(width, height, mobile=mobile)
        try:
            browser.login(url, database, login)
            browser.goto(f"{url}/odoo/{path}")
            browser.see(selector)
            if name == "sheet":
                browser.click(selector)
                browser.see(".o_rectification_sheet")
            time.sleep(1.5)  # pictures of people and animations arrive after the page itself
            with tempfile.TemporaryDirectory() as scratch:
                file = pathlib.Path(scratch, "screen.png")
                browser.screenshot(file)
                save(Image.open(io.BytesIO(file.read_bytes())), folder / f"{name}.png")
        finally:
            browser.close()


if __name__ == "__main__":
    with serve(sys.argv[1]) as address:
        shoot(address, sys.argv[1], pathlib.Path(sys.argv[2]))
