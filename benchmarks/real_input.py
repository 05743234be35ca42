"""Real pages and real sitemaps, served from loopback, through the installed command.

    .venv/bin/python benchmarks/real_input.py pages    [--json]   one crawl over every page of ../shared/data/pages
    .venv/bin/python benchmarks/real_input.py sitemaps [--json]   a dry run and a triage over ../shared/data/sitemaps

`pages` says how each page ended, how long the crawl took and its peak memory; it fails when a page is missing.
`sitemaps` says how many addresses a dry run lists and its peak memory, and how long a triage over their slugs takes.
"""

import argparse
import gzip
import json
import os
import re
import resource
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared" / "data"
STANDOFF = Path(sys.executable).with_name("standoff")

OUTLET = """
name = "Real pages"
kind = "newspaper"
homepage = "http://127.0.0.1:{port}/"
languages = ["en"]
[discover]
sitemaps = ["http://127.0.0.1:{port}/sitemap.xml"]
article = '{article}'
delay = 0.0
"""


class Site(ThreadingHTTPServer):
    """Answers from a table of path -> (content type, bytes); 404 for the rest."""

    daemon_threads = True

    def __init__(self, answers: dict[str, tuple[str, bytes]]) -> None:
        self.answers = answers
        super().__init__(("127.0.0.1", 0), _Handler)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self.server_address[1])


class _Handler(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        """Answer one request."""
        kind, body = self.server.answers.get(self.path, ("text/plain", b""))
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def sitemap(addresses: list[str]) -> bytes:
    """A plain sitemap of *addresses*."""
    entries = "".join(f"<url><loc>{address}</loc></url>" for address in addresses)
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</urlset>'.encode()


def run(arguments: list[str], **options: Any) -> tuple[int, float]:
    """Run the command; returns exit code and wall seconds."""
    started = time.monotonic()
    environment = {**os.environ, "STANDOFF_ALLOW_LOOPBACK": "1"}
    done = subprocess.run([str(STANDOFF), *arguments], env=environment, check=False, **options)
    return done.returncode, time.monotonic() - started


def peak_memory() -> int:
    """The largest process among those that have ended, in MiB."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024


def crawl_pages(folder: Path) -> dict[str, Any]:
    """Crawl every real page once."""
    rows = [json.loads(line) for line in (SHARED / "pages" / "gold.jsonl").open(encoding="utf-8")]
    site = Site({})
    for number, row in enumerate(rows):
        body = gzip.decompress((SHARED / "pages" / row["file"]).read_bytes())
        site.answers[f"/page/{number}.html"] = ("text/html", body)
    site.answers["/sitemap.xml"] = (
        "application/xml",
        sitemap([f"http://127.0.0.1:{site.port}/page/{number}.html" for number in range(len(rows))]),
    )
    outlet = OUTLET.format(port=site.port, article=r"/page/\d+\.html$")
    (folder / "real.toml").write_text(outlet, encoding="utf-8")
    archive = folder / "real.db"
    code, seconds = run(["crawl", "--outlets", str(folder), "--archive", str(archive)])
    with closing(sqlite3.connect(archive)) as db:
        types = Counter(dict(db.execute("select page_type, count(*) from articles group by 1").fetchall()))
        failures = db.execute("select room, error, url from failures").fetchall()
        seen = {path for (path,) in db.execute("select url from articles union select url from failures")}
        texts = db.execute("select count(*) from revisions where text != ''").fetchone()[0]
        size = db.execute("select page_count * page_size from pragma_page_count(), pragma_page_size()").fetchone()[0]
    wanted = {f"http://127.0.0.1:{site.port}{path}" for path in site.answers if path.startswith("/page/")}
    return {
        "pages": len(rows),
        "exit_code": code,
        "page_types": dict(types),
        "with_text": texts,
        "failures": [{"room": room, "error": error, "url": url} for room, error, url in failures],
        "vanished": sorted(wanted - seen),
        "seconds": round(seconds, 1),
        "peak_mib": peak_memory(),
        "archive_mib": round(size / 2**20, 1),
    }


def list_sitemaps(folder: Path) -> dict[str, Any]:
    """List every address of the numbered sitemaps, then triage their slugs."""
    host = SHARED / "sitemaps" / "www.rferl.org"
    site = Site({})
    for file in host.iterdir():
        body = file.read_bytes()
        if file.name == "sitemap.xml":
            body = body.replace(b"https://www.rferl.org/", f"http://127.0.0.1:{site.port}/".encode())
        site.answers[f"/{file.name}"] = ("application/xml" if file.suffix == ".xml" else "application/gzip", body)
    outlet = OUTLET.replace("sitemaps =", "backfill =").format(port=site.port, article=r"/a/(?:[^/]+/)?\d+\.html$")
    (folder / "rferl.toml").write_text(outlet + 'hosts = ["www.rferl.org"]\n', encoding="utf-8")
    text = (folder / "rferl.toml").read_text("utf-8").replace('hosts = ["www.rferl.org"]\n', "")
    (folder / "rferl.toml").write_text('hosts = ["www.rferl.org"]\n' + text, encoding="utf-8")
    listed = folder / "listed.tsv"
    with listed.open("wb") as out:
        code, seconds = run(["crawl", "--dry-run", "--outlets", str(folder)], stdout=out)
    peak = peak_memory()
    addresses = [line.split("\t")[0] for line in listed.read_text("utf-8").splitlines()]
    rows = folder / "slugs.jsonl"
    with rows.open("w", encoding="utf-8") as out:
        for number, address in enumerate(addresses):
            slug = re.search(r"/a/([^/]+)/\d+\.html$", address)
            words = re.sub(r"[-_]+", " ", slug[1]) if slug else None
            out.write(json.dumps({"id": number, "url": address, "headline": words, "language": "en"}) + "\n")
    with (folder / "triage.jsonl").open("wb") as out:
        triage_code, triage_seconds = run(["triage", "--jsonl", str(rows)], stdout=out)
    answers = [json.loads(line) for line in (folder / "triage.jsonl").open(encoding="utf-8")]
    return {
        "addresses": len(addresses),
        "distinct": len(set(addresses)),
        "exit_code": code,
        "seconds": round(seconds, 1),
        "peak_mib": peak,
        "triage_exit_code": triage_code,
        "triage_seconds": round(triage_seconds, 1),
        "triaged": len(answers),
        "relevant": sum(answer["relevant"] for answer in answers),
    }


def main() -> int:
    """Run one job and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("job", choices=("pages", "sitemaps"))
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    if not SHARED.exists():
        print(f"{SHARED}: not there; this job needs the real pages", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="standoff-real-") as folder:
        result = (crawl_pages if arguments.job == "pages" else list_sitemaps)(Path(folder))
    if arguments.json:
        print(json.dumps(result, indent=2, ensure_ascii=False))
    else:
        for name, value in result.items():
            if name == "failures":
                for failure in value:
                    print(f"  {failure['room']:8} {failure['error'][:150]}")
            else:
                print(f"{name:16} {value}")
    return 1 if result.get("vanished") else 0


if __name__ == "__main__":
    sys.exit(main())
