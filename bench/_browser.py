"""A real Chromium, driven over its debugging protocol, that counts clicks and filled fields."""

import base64
import itertools
import json
import pathlib
import shutil
import subprocess
import tempfile
import time
import urllib.request

import websocket

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
KEYS = {
    "Enter": ("Enter", 13, "\r"),
    "Escape": ("Escape", 27, ""),
    "Tab": ("Tab", 9, ""),
    "ArrowDown": ("ArrowDown", 40, ""),
    "ArrowUp": ("ArrowUp", 38, ""),
}
# Finds the first visible element for a selector whose text contains a text, and where it stands.
FIND = """((selector, text) => {
    for (const element of document.querySelectorAll(selector)) {
        const box = element.getBoundingClientRect();
        if (!box.width || !box.height || (text && !element.textContent.includes(text))) continue;
        if (element.disabled) continue;
        element.scrollIntoView({block: "center", inline: "nearest"});
        const place = element.getBoundingClientRect();
        const x = place.x + place.width / 2, y = place.y + place.height / 2;
        const top = document.elementFromPoint(x, y);
        if (!top || !(element.contains(top) || top.contains(element))) continue;
        return {x, y};
    }
    return null;
})(%s, %s)"""


class Browser:
    """One browser window. ``clicks`` and ``fields`` count what a person would have done."""

    def __init__(self, width=1440, height=900, mobile=False):
        program = next(filter(None, map(shutil.which, CHROMIUM)), None)
        if not program:
            raise SystemExit("Chromium is missing: bin/setup --tests installs it")
        self.clicks = self.fields = 0
        self._profile = tempfile.mkdtemp(prefix="rectification-browser-")
        self._process = subprocess.Popen(
            [
                program,
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--hide-scrollbars",
                "--no-first-run",
                "--remote-debugging-port=0",
                "--remote-allow-origins=*",
                f"--user-data-dir={self._profile}",
                f"--window-size={width},{height}",
                "about:blank",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._ids = itertools.count(1)
        self._socket = websocket.create_connection(
            self._find_page(), timeout=120, suppress_origin=True
        )
        self.errors = []
        self.send("Page.enable")
        self.send("Runtime.enable")
        self.send("Network.enable")
        self.send(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=mobile,
        )
        if mobile:
            self.send("Emulation.setTouchEmulationEnabled", enabled=True)

    def _find_page(self):
        port_file = pathlib.Path(self._profile, "DevToolsActivePort")
        for __ in range(200):
            if port_file.exists() and port_file.read_text():
                port = port_file.read_text().split()[0]
                with urllib.request.urlopen(
                    f"http://127.0.0.1:{port}/json/list", timeout=10
                ) as answer:
                    pages = [page for page in json.load(answer) if page["type"] == "page"]
                if pages:
                    return pages[0]["webSocketDebuggerUrl"]
            time.sleep(0.1)
        raise SystemExit("Chromium did not start")

    def close(self):
        """End the browser and remove its profile."""
        self._socket.close()
        self._process.terminate()
        self._process.wait(20)
        shutil.rmtree(self._profile, ignore_errors=True)

    def send(self, method, **params):
        """Call a method of the protocol and return its result."""
        number = next(self._ids)
        self._socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            message = json.loads(self._socket.recv())
            if message.get("method") == "Runtime.exceptionThrown":
                self.errors.append(message["params"]["exceptionDetails"].get("text", ""))
            if message.get("id") == number:
                if "error" in message:
                    raise RuntimeError(f"{method}: {message['error']['message']}")
                return message["result"]

    def js(self, expression):
        """Evaluate an expression in the page and return its value."""
        answer = self.send(
            "Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True
        )
        if "exceptionDetails" in answer:
            raise RuntimeError(
                answer["exceptionDetails"]["exception"].get("description", expression)
            )
        return answer["result"].get("value")

    def wait(self, expression, timeout=30):
        """Wait until an expression is true in the page."""
        end = time.monotonic() + timeout
        while time.monotonic() < end:
            try:
                if self.js(expression):
                    return
            except RuntimeError:
                pass  # the page is being replaced
            time.sleep(0.05)
        raise TimeoutError(f"waited {timeout} s for: {expression}")

    def see(self, selector, text="", timeout=30):
        """Wait until an element is there and can be reached; return where it stands."""
        end = time.monotonic() + timeout
        while time.monotonic() < end:
            place = self.js(FIND % (json.dumps(selector), json.dumps(text)))
            if place:
                return place
            time.sleep(0.05)
        raise TimeoutError(f"waited {timeout} s for {selector} {text}")

    def goto(self, url):
        """Open an address; what was open before is gone when this returns."""
        self.js("window.__left = true")
        self.send("Page.navigate", url=url)
        self.wait("!window.__left && document.readyState === 'complete'")

    def login(self, base, database, login):
        """Sign a user in (password = login) without touching the counters."""
        self.send("Network.clearBrowserCookies")
        self.goto(f"{base}/web/login")
        self.js(
            f"""fetch("/web/session/authenticate", {{method: "POST",
            headers: {{"Content-Type": "application/json"}},
            body: JSON.stringify({{jsonrpc: "2.0", params: {{db: {json.dumps(database)},
            login: {json.dumps(login)}, password: {json.dumps(login)}}}}})}})
            .then((r) => r.json())"""
        )

    def _press_mouse(self, place):
        for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
            self.send(
                "Input.dispatchMouseEvent",
                type=kind,
                button="none" if kind == "mouseMoved" else "left",
                clickCount=0 if kind == "mouseMoved" else 1,
                **place,
            )

    def click(self, selector, text=""):
        """Click an element as a person would, and count it."""
        self._press_mouse(self.see(selector, text))
        self.clicks += 1

    def fill(self, selector, value):
        """Put the cursor into a field, type, and count one filled field."""
        self._press_mouse(self.see(selector))
        self.js("document.activeElement.select && document.activeElement.select()")
        self.send("Input.insertText", text=value)
        self.fields += 1

    def press(self, key):
        """Press a key."""
        name, code, text = KEYS.get(key, (key, ord(key.upper()[0]), key))
        for kind in ("keyDown", "keyUp"):
            self.send(
                "Input.dispatchKeyEvent",
                type=kind,
                key=name,
                code=name,
                windowsVirtualKeyCode=code,
                text=text if kind == "keyDown" else "",
            )

    def drag(self, selector, text, target):
        """Drag an element onto another one and count it as one click."""
        start = self.see(selector, text)
        end = self.js(FIND % (json.dumps(target), '""'))
        steps = [
            {axis: start[axis] + (end[axis] - start[axis]) * part / 10 for axis in "xy"}
            for part in range(1, 11)
        ]
        self.send("Input.dispatchMouseEvent", type="mouseMoved", **start)
        self.send(
            "Input.dispatchMouseEvent", type="mousePressed", button="left", clickCount=1, **start
        )
        for place in steps:
            self.send(
                "Input.dispatchMouseEvent", type="mouseMoved", button="left", buttons=1, **place
            )
            time.sleep(0.05)
        self.send(
            "Input.dispatchMouseEvent", type="mouseReleased", button="left", clickCount=1, **end
        )
        self.clicks += 1

    def screenshot(self, path, full=False):
        """Save what the window shows, or the whole page, as a PNG."""
        params = {"captureBeyondViewport": True} if full else {}
        picture = self.send("Page.captureScreenshot", format="png", **params)
        pathlib.Path(path).write_bytes(base64.b64decode(picture["data"]))
