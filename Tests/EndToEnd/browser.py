"""A real browser, by WebDriver: Chromium and its driver, where they are installed."""

import functools
import json
import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request

DRIVER = shutil.which("chromedriver")
# WebDriver's names of keys.
CONTROL, SHIFT, ENTER, LEFT, ESCAPE, BACKSPACE = "\ue009", "\ue008", "\ue007", "\ue012", "\ue00c", "\ue003"
# Lets go of Control and Shift.
NULL = "\ue000"
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"


class Browser:
    """One window. Used as a context, it is closed whatever happens."""

    def __enter__(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        # A group of its own, so that the browser ends with the driver whatever becomes of both.
        self.process = subprocess.Popen(
            [DRIVER, f"--port={port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        self.address = f"http://127.0.0.1:{port}"
        self.session = None
        try:
            self.session = self._open()
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(self, *_):
        if self.session:
            try:
                self._ask("DELETE", "")
            except (OSError, RuntimeError):
                pass
        self._end()

    def _end(self):
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(timeout=30)

    def _open(self):
        arguments = ["--headless=new", "--window-size=1500,900", "--disable-gpu", "--disable-dev-shm-usage", "--force-color-profile=srgb"]
        if os.geteuid() == 0:
            arguments.append("--no-sandbox")
        wanted = {"browserName": "chrome", "goog:chromeOptions": {"args": arguments}, "goog:loggingPrefs": {"browser": "ALL"}}
        body = {"capabilities": {"alwaysMatch": wanted}}
        last = None
        for _ in range(100):
            try:
                return self._send("POST", f"{self.address}/session", body)["sessionId"]
            except urllib.error.URLError as error:
                last = error
                time.sleep(0.2)
        raise RuntimeError(f"chromedriver does not answer: {last}")

    def _ask(self, method, path, body=None):
        return self._send(method, f"{self.address}/session/{self.session}{path}", body)

    @staticmethod
    def _send(method, address, body):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(address, data=data, method=method, headers={"content-type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=120) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise RuntimeError(json.load(error)["value"]["message"]) from None

    def open(self, address):
        self._ask("POST", "/url", {"url": address})

    def find(self, selector):
        return self._ask("POST", "/element", {"using": "css selector", "value": selector})[ELEMENT]

    def click(self, selector):
        self._ask("POST", f"/element/{self.find(selector)}/click", {})

    def type(self, selector, text):
        self._ask("POST", f"/element/{self.find(selector)}/value", {"text": text})

    def run(self, script, *arguments):
        """What a function body in the page returns."""
        return self._ask("POST", "/execute/sync", {"script": script, "args": list(arguments)})

    def text(self, selector):
        return self.run("return document.querySelector(arguments[0]).textContent", selector)

    def wait(self, script, *arguments, seconds=60):
        """Waits until a function body in the page returns something true, and returns that."""
        end = time.monotonic() + seconds
        while True:
            value = self.run(script, *arguments)
            if value:
                return value
            if time.monotonic() > end:
                raise AssertionError(f"never true within {seconds} s: {script} {arguments}\n{self.run('return document.body.innerText')}")
            time.sleep(0.05)

    def complaints(self):
        """What the browser's console holds that is worse than information; each once."""
        return [entry["message"] for entry in self._ask("POST", "/se/log", {"type": "browser"}) if entry["level"] in ("SEVERE", "WARNING")]


@functools.cache
def is_there():
    """Whether a browser can be had here: installed, and of the driver's version, and able to start."""
    if not DRIVER:
        return False
    try:
        with Browser() as browser:
            return browser.run("return 1 + 1") == 2
    except (OSError, RuntimeError):
        return False


if __name__ == "__main__":
    raise SystemExit(0 if is_there() else 1)
