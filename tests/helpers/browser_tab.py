"""A page of a lite site in headless Chromium, which runs Python there and hands back what it gives."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from queue import Empty, Queue
from typing import Any

PAGE = """<!DOCTYPE html><script>
const worker = new Worker(URL.createObjectURL(new Blob([`(async () => {
  let said;
  try {
    importScripts("BASE/kit/pyodide.js");
    const pyodide = await self.loadPyodide({ indexURL: "BASE/kit/" });
    const [code, given] = await (await fetch("BASE/work.json")).json();
    pyodide.globals.set("given", JSON.stringify(given));
    said = await pyodide.runPythonAsync(code);
  } catch (error) { said = JSON.stringify("" + error.message); }
  await fetch("BASE/said", { method: "POST", body: said });
})()`])));
</script>"""


class _Site(SimpleHTTPRequestHandler):
    said: Queue[Any]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.said.put(json.loads(body))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def served(site: Path) -> Iterator[tuple[str, Queue[Any]]]:
    """The address of a site on this machine, and what its pages send back."""
    said: Queue[Any] = Queue()
    handler = partial(type("Site", (_Site,), {"said": said}), directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}", said
        finally:
            server.shutdown()


def in_a_tab(site: Path, code: str, given: Any, seconds: float) -> Any:
    """Run Python in a tab, with the site's Pyodide and wheels.

    Args:
        site: the folder of a lite site; two files are added to it.
        code: Python whose last line is a string of JSON; `given` is one, too.
        given: plain data for the code.
        seconds: how long to wait. Raises TimeoutError after that.
    """
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    assert chromium, "install Chromium: apt install chromium"
    with served(site) as (address, said), tempfile.TemporaryDirectory() as profile:
        (site / "work.json").write_text(json.dumps([code, given]), encoding="utf-8")
        (site / "tab.html").write_text(PAGE.replace("BASE", address), encoding="utf-8")
        command = [chromium, "--headless", "--no-sandbox", f"--user-data-dir={profile}"]
        tab = subprocess.Popen(
            [*command, "--remote-debugging-port=0", f"{address}/tab.html"],
            stderr=subprocess.DEVNULL,
        )
        try:
            return said.get(timeout=seconds)
        except Empty:
            raise TimeoutError(f"nothing came back from the tab in {seconds:.0f} s") from None
        finally:
            tab.terminate()
            tab.wait()
