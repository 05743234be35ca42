"""A static server in a process of its own: pages under many addresses on several loopback hosts.

    python benchmarks/static_pages.py [FOLDER] --hosts 8 --addresses 1000

Serves the ``*.html`` and ``*.html.gz`` files of FOLDER, or the bundled newsroom, in turn as
``http://127.0.0.N:PORT/page/I/``, with one sitemap a host, gzipped. Prints one line of
JSON when it is ready: the addresses of each host. Ends with its standard input.
"""

import argparse
import asyncio
import gzip
import json
import socket
import sys
from pathlib import Path

NOT_FOUND = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"


def answer(kind: str, body: bytes) -> bytes:
    """One whole response, gzipped."""
    packed = gzip.compress(body, 6)
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Encoding: gzip\r\nContent-Length: {len(packed)}\r\n\r\n"
    return head.encode() + packed


def load_pages(folder: Path | None, count: int) -> list[bytes]:
    """Up to *count* responses for the pages of *folder*, spread evenly over its files; None is the bundled newsroom."""
    if folder is None:
        from newsroom.channels import site_resources
        from newsroom.pages import load_sites

        shelves = [site_resources(site, 80, 1) for site in load_sites()]
        found = [
            shelf[page.path].body for shelf, site in zip(shelves, load_sites(), strict=True) for page in site.current(1)
        ]
        return [answer("text/html; charset=utf-8", body) for body in found[:count]]
    files = sorted((*folder.rglob("*.html"), *folder.rglob("*.html.gz")))
    chosen = [files[i * len(files) // count] for i in range(count)] if count < len(files) else files
    bodies = (gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes() for file in chosen)
    return [answer("text/html", body) for body in bodies]


def listen(hosts: list[str]) -> list[socket.socket]:
    """One socket a host, all on the same free port."""
    sockets, port = [], 0
    for host in hosts:
        sockets.append(socket.create_server((host, port), backlog=512))
        port = sockets[0].getsockname()[1]
    return sockets


class Shelf:
    """What is served: host and path -> response."""

    def __init__(self, pages: list[bytes], hosts: list[str], port: int, addresses: int) -> None:
        self.answers: dict[tuple[str, str], bytes] = {}
        self.addresses: dict[str, list[str]] = {host: [] for host in hosts}
        for number in range(addresses):
            host, path = hosts[number % len(hosts)], f"/page/{number}/"
            self.answers[host, path] = pages[number % len(pages)]
            self.addresses[host].append(f"http://{host}:{port}{path}")
        for host, urls in self.addresses.items():
            entries = "".join(f"<url><loc>{url}</loc></url>" for url in urls)
            body = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</urlset>'.encode()
            self.answers[host, "/sitemap.xml"] = answer("application/xml", body)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer the requests of one connection."""
        host = writer.get_extra_info("sockname")[0]
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                path = head.split(b" ", 2)[1].decode("latin-1")
                writer.write(self.answers.get((host, path), NOT_FOUND))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()


async def main(folder: Path | None, hosts: int, addresses: int) -> None:
    """Serve until standard input ends."""
    names = [f"127.0.0.{number + 1}" for number in range(hosts)]
    sockets = listen(names)
    shelf = Shelf(load_pages(folder, addresses), names, sockets[0].getsockname()[1], addresses)
    servers = [await asyncio.start_server(shelf.serve, sock=sock) for sock in sockets]
    print(json.dumps(shelf.addresses), flush=True)
    await asyncio.to_thread(sys.stdin.read)
    for server in servers:
        server.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--hosts", type=int, default=8)
    parser.add_argument("--addresses", type=int, default=1000)
    args = parser.parse_args()
    asyncio.run(main(args.folder, args.hosts, args.addresses))
