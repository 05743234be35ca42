"""The outlet files through which the spiders read the newsroom."""

from pathlib import Path
from string import Template

OUTLETS = Path(__file__).parent / "outlets"


def write_outlets(folder: Path, port: int) -> list[Path]:
    """Write one outlet file a site into *folder* (made if missing), with *port* in every address.

    Returns the files written. ``standoff crawl --outlets FOLDER`` reads them; ``delay`` is nought in all of them.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for source in sorted(OUTLETS.glob("*.toml")):
        target = folder / source.name
        target.write_text(_Port(source.read_text(encoding="utf-8")).substitute(port=port), encoding="utf-8")
        written.append(target)
    return written


class _Port(Template):
    """``%port`` stands for the port, since patterns in an outlet file end in a dollar sign."""

    delimiter = "%"
