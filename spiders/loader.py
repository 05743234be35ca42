"""One spider per outlet file: ``scrapy list`` prints the catalogue."""

import builtins
from pathlib import Path
from typing import Any, Self

from scrapy import Request
from scrapy.exceptions import UsageError

from spiders.outlet import OutletSpider
from standoff.catalogue import load_catalogue
from standoff.errors import CatalogueError
from standoff.model import Outlet
from standoff.urls import host_of

__all__ = ["OutletLoader", "spider_for"]

ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


def spider_for(outlet: Outlet) -> type[OutletSpider]:
    """Return the spider class of an outlet, called as the outlet's id."""
    delay = outlet.discover.delay
    return type(
        f"{outlet.id.title().replace('.', '').replace('-', '').replace('_', '')}Spider",
        (OutletSpider,),
        {
            "__doc__": f"Reads {outlet.name}.",
            "__module__": __name__,
            "name": outlet.id,
            "outlet": outlet,
            # Without a delay (the demo, tests) eight requests at once are fine; with one, requests never overlap.
            "custom_settings": {
                "OUTLET": outlet.id,
                "DOWNLOAD_DELAY": delay,
                "CONCURRENT_REQUESTS_PER_DOMAIN": 1 if delay else 8,
                "DEFAULT_REQUEST_HEADERS": {"Accept": ACCEPT, "Accept-Language": ", ".join(outlet.languages)},
            },
        },
    )


class _UnavailableError(UsageError, KeyError):
    """Scrapy's commands print a UsageError in one line and exit with 2."""

    __str__ = Exception.__str__


class OutletLoader:
    """Scrapy's spider loader over the catalogue in the setting OUTLETS, the shipped one by default."""

    def __init__(self, catalogue: dict[str, Outlet]) -> None:
        self.catalogue = catalogue

    @classmethod
    def from_settings(cls, settings: Any) -> Self:
        """Raises UsageError with every fault of the catalogue."""
        folder = settings.get("OUTLETS")
        try:
            return cls(load_catalogue(Path(folder) if folder else None))
        except CatalogueError as error:
            raise UsageError(str(error), print_help=False) from error

    def load(self, spider_name: str) -> type[OutletSpider]:
        """Return the spider of an outlet. Raises a KeyError that says why there is none."""
        outlet = self.catalogue.get(spider_name)
        if outlet is None:
            known = ", ".join(self.list())
            raise _UnavailableError(f"there is no outlet {spider_name!r}; the catalogue has {known}", print_help=False)
        if not outlet.enabled:
            raise _UnavailableError(f"{spider_name} is switched off: {outlet.note}", print_help=False)
        return spider_for(outlet)

    def list(self) -> list[str]:
        """Return the ids of the outlets that are switched on."""
        return [name for name, outlet in self.catalogue.items() if outlet.enabled]

    def find_by_request(self, request: Request) -> builtins.list[str]:
        """Return the outlets whose homepage stands on the host of *request*."""
        host = host_of(request.url)
        return [name for name in self.list() if host_of(self.catalogue[name].homepage) == host]
