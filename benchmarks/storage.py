"""Bytes a page on disk: gzip, zstd, and what `standoff compact` makes of them.

    python benchmarks/storage.py [--pages DIR]... [--json]

A real archive is filled with the pages, compacted, and every page is unpacked and compared. ``DIR`` holds saved pages
(.html or .html.gz) of one title. Without it: the pages of the bundled newsroom, and the real pages in
``../shared/data`` where those are there, by their sites. Few sites have more than a prefix of pages there; so besides,
each page of a host is pressed against those of the same host that come before it. CPU time is that of this process.
"""

import argparse
import gzip
import json
import re
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from newsroom.channels import site_resources  # noqa: E402
from newsroom.pages import load_sites  # noqa: E402
from pipelines.compact import compact  # noqa: E402
from pipelines.database import Database  # noqa: E402
from pipelines.pack import keep_capture, open_capture  # noqa: E402
from pipelines.press import pack_alone, press  # noqa: E402
from pipelines.run import Run  # noqa: E402
from standoff.captures import digest_of  # noqa: E402
from standoff.model import Capture, Discover, Outlet  # noqa: E402

SHARED = ROOT.parent / "shared" / "data" / "pages" / "html"
NOW = datetime(2026, 1, 1, tzinfo=UTC)
ADDRESS = re.compile(rb"""(?:canonical["']?\s+href=|og:url["']?\s+content=)["']?(https?://[^"'>\s]+)""", re.IGNORECASE)

Pages = list[tuple[str, bytes]]


def page_of(file: Path) -> bytes:
    """The bytes of a saved page."""
    body = file.read_bytes()
    return gzip.decompress(body) if file.suffix == ".gz" else body


def shared_pages() -> dict[str, Pages]:
    """The shared pages by the last two labels of the host that a page names; those that name none are left out."""
    found: dict[str, Pages] = defaultdict(list)
    for file in sorted(SHARED.glob("*.html.gz")):
        body = page_of(file)
        if address := ADDRESS.search(body):
            host = urlsplit(address[1].decode("latin-1")).hostname or ""
            title = ".".join(host.split(".")[-2:])
            found[title].append((f"https://{title}/{file.name}", body))
    return found


def newsroom_pages() -> dict[str, Pages]:
    """The pages of the bundled newsroom by their sites."""
    found: dict[str, Pages] = {}
    for site in load_sites():
        shelf = site_resources(site, 80, 1)
        found[site.host] = [(f"https://{site.host}{page.path}", shelf[page.path].body) for page in site.current(1)]
    return found


def host_by_host() -> dict[str, float | str]:
    """What each shared page comes to behind the earlier pages of its host, as a share of zstd 3 alone."""
    hosts: dict[str, list[bytes]] = defaultdict(list)
    for body in dict.fromkeys(map(page_of, sorted(SHARED.glob("*.html.gz")))):
        if address := ADDRESS.search(body):
            hosts[urlsplit(address[1].decode("latin-1")).hostname or ""].append(body)
    sizes: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for pages in hosts.values():
        for before in range(1, len(pages)):
            pressed = press(pages[before], b"".join(pages[:before]))
            sizes[before].append((len(pressed), len(pack_alone(pages[before]))))
    return {"set": "real pages behind earlier ones of their host"} | {
        f"{before} before ({len(found)} pages), of zstd 3": round(
            sum(a for a, _ in found) / sum(b for _, b in found), 3
        )
        for before, found in sorted(sizes.items())
    }


def compacted(titles: Mapping[str, Pages]) -> dict[str, float]:
    """What an archive of *titles* takes: bytes of all payloads, and of those that are kept against others."""
    outlets = {
        title: Outlet(
            id=title, name=title, kind="blog", homepage="https://x.example/", languages=(), discover=Discover()
        )
        for title in titles
    }
    with tempfile.TemporaryDirectory() as folder, closing(Database(Path(folder) / "archive.db")) as db:
        run = Run(db, list(outlets.values()))
        kept = []
        with db.atomic():
            for title, pages in titles.items():
                for url, body in pages:
                    kept.append(body)
                    at = Capture(
                        url=url,
                        final_url=url,
                        fetched_at=NOW,
                        status=200,
                        headers=(),
                        body=body,
                        digest=digest_of(body),
                    )
                    keep_capture(db, at, title, run.id)
        alone = db.value("select sum(length(body)) from payloads")
        began = time.process_time()
        done = compact(db, NOW)
        spent = time.process_time() - began
        after = db.value("select sum(length(body)) from payloads")
        joined = "select captures.*, body, encoding from captures join payloads using (digest) order by captures.id"
        began = time.process_time()
        back = [open_capture(db, row).body for row in db.conn.execute(joined)]
        opened = time.process_time() - began
        assert back == kept, "a page did not come back as it was"
        return {
            "zstd 3": alone,
            "compacted": after,
            "pressed": done.payloads,
            "pressed before": done.before,
            "pressed after": done.after,
            "compact ms a page": 1000 * spent / len(kept),
            "open ms a page": 1000 * opened / len(kept),
        }


def by_themselves(bodies: Iterable[bytes]) -> dict[str, float]:
    """Bytes of all pages by codecs that look at one page at a time."""
    codecs: dict[str, Callable[[bytes], bytes]] = {
        "raw": lambda body: body,
        "gzip 6": lambda body: gzip.compress(body, 6),
        "zstd 9": lambda body: zstd.compress(body, 9),
    }
    held = list(bodies)
    return {name: sum(len(pack(body)) for body in held) for name, pack in codecs.items()}


def measure(name: str, titles: Mapping[str, Pages]) -> dict[str, float | str]:
    """One line of the table."""
    bodies = list({digest_of(body): body for pages in titles.values() for _, body in pages}.values())
    found = by_themselves(bodies) | compacted(titles)
    pressed = found["pressed after"] / found["pressed before"] if found["pressed before"] else float("nan")
    return {
        "set": name,
        "titles": len(titles),
        "pages": len(bodies),
        **{codec: round(found[codec] / len(bodies)) for codec in ("raw", "gzip 6", "zstd 3", "zstd 9", "compacted")},
        "pressed pages": found["pressed"],
        "all, of zstd 3": round(found["compacted"] / found["zstd 3"], 3),
        "pressed ones, of zstd 3": round(pressed, 3),
        "compact ms a page": round(found["compact ms a page"], 2),
        "open ms a page": round(found["open ms a page"], 2),
    }


def main() -> None:
    """Print the table, or JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=Path, action="append", default=[], help="a folder of saved pages of one title")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    asked = parser.parse_args()
    sets: dict[str, Mapping[str, Pages]] = {}
    for folder in asked.pages:
        files = sorted((*folder.glob("*.html"), *folder.glob("*.html.gz")))
        if not files:
            parser.error(f"{folder}: holds no .html or .html.gz files")
        sets[folder.name] = {folder.name: [(f"https://{folder.name}/{file.name}", page_of(file)) for file in files]}
    if not asked.pages:
        sets["bundled newsroom"] = newsroom_pages()
    if not asked.pages and SHARED.is_dir():
        shared = shared_pages()
        sets["real pages, all sites"] = shared
        sets["real sites of 9 pages or more"] = {title: pages for title, pages in shared.items() if len(pages) > 8}
    rows = [measure(name, titles) for name, titles in sets.items() if titles]
    rows += [host_by_host()] if not asked.pages and SHARED.is_dir() else []
    for row in rows:
        print(json.dumps(row) if asked.json else "\n".join(f"{key:>26}  {value}" for key, value in row.items()) + "\n")


if __name__ == "__main__":
    main()
