"""An invented newsroom: four small news sites on loopback for the demonstration and the tests.

Every person, event and sentence is invented; platforms and countries bear their real names. A page is one TOML file
under ``hosts/<site>/``; :mod:`newsroom.render` puts it into the furniture of its site, :mod:`newsroom.channels`
makes the sitemaps and feeds that list it, and :func:`expected` returns the right answer for each page version.
"""

from newsroom.answers import expected
from newsroom.outlets_files import write_outlets
from newsroom.pages import Page, Site, load_sites
from newsroom.server import Hit, Newsroom

__all__ = ["Hit", "Newsroom", "Page", "Site", "expected", "load_sites", "write_outlets"]
