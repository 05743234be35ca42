"""What a stored page prints as block quotations: letters and statements that stand there without quotation marks."""

import lxml.html
from lxml.etree import LxmlError

from pipelines.database import Database
from pipelines.pack import open_capture
from standoff.captures import decode
from standoff.errors import CaptureError


def block_quotations(db: Database, capture: int | None) -> tuple[str, ...]:
    """Return the text of each block quotation on a captured page, none where its bytes cannot be read."""
    row = db.row(
        "select captures.*, body, encoding, size from captures join payloads using (digest) where id = ?", [capture]
    )
    if row is None:
        return ()
    try:
        page = open_capture(db, row)
    except CaptureError:
        return ()
    if b"<blockquote" not in page.body:
        return ()
    text, _ = decode(page.body, page.headers)
    try:
        tree = lxml.html.document_fromstring(text.encode("utf-8"), parser=lxml.html.HTMLParser(encoding="utf-8"))
    except (LxmlError, ValueError):
        return ()
    return tuple(" ".join(str(part) for part in quote.itertext()) for quote in tree.iter("blockquote"))
