"""Take the pictures of the reading room that the README shows, with a headless Chromium, over any archive.

Run as ``python reading_room/pictures.py ARCHIVE [FOLDER]`` from the checkout; FOLDER is ``docs/pictures`` by default.
"""

import json
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ROOM = ROOT / "reading_room"
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update", "--hide-scrollbars"),
)

#: The pictures: name, width and height in pixels.
SIZES = {"front": (1280, 1000), "dispute": (1280, 1000), "article": (1280, 1000), "phone": (390, 844)}


@contextmanager
def served(archive: Path) -> Iterator[str]:
    """The address of a reading room over *archive*, on loopback, for the length of the block."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "datasette", "serve", str(archive), "--port", str(port)]
    command += ["--metadata", str(ROOT / "metadata.yml"), "--template-dir", str(ROOM / "templates")]
    command += ["--plugins-dir", str(ROOM / "plugins"), "--static", f"reading_room:{ROOM / 'static'}"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(100):
            try:
                urllib.request.urlopen(f"{address}/-/versions.json", timeout=2).close()
                break
            except OSError:
                time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait()


def things(address: str) -> dict[str, str]:
    """The path of each picture: the newest dispute, and the article in it with the most to see."""
    with urllib.request.urlopen(f"{address}/.json", timeout=10) as answer:
        database = next(iter(json.load(answer)))
    with urllib.request.urlopen(f"{address}/{database}/disputes.json?_shape=array&_size=1", timeout=10) as answer:
        slug = json.load(answer)[0]["slug"]
    with urllib.request.urlopen(f"{address}/dispute/{slug}.json", timeout=10) as answer:
        articles = [statement["article_id"] for statement in json.load(answer)["statements"]]
    article = f"/article/{max(articles, key=articles.count)}"
    return {"front": "/", "dispute": f"/dispute/{slug}", "article": article, "phone": article}


def main() -> None:
    """Read the command line and take the pictures."""
    archive, *more = (Path(argument) for argument in sys.argv[1:])
    folder = more[0] if more else ROOT / "docs" / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or sys.exit("no chromium here")
    with tempfile.TemporaryDirectory() as profile:
        # The metadata knows the archive by this name.
        named = Path(profile) / "archive.db"
        named.symlink_to(archive.resolve())
        take(named, folder, browser, profile)


def take(archive: Path, folder: Path, browser: str, profile: str) -> None:
    """Take all pictures of *archive* into *folder*."""
    with served(archive) as address:
        for name, path in things(address).items():
            width, height = SIZES[name]
            picture = f"--screenshot={folder / name}.png"
            command = [browser, *FLAGS, f"--user-data-dir={profile}", f"--window-size={width},{height}", picture]
            subprocess.run([*command, address + path], check=True, capture_output=True, timeout=60)
            print(folder / f"{name}.png")


if __name__ == "__main__":
    main()
