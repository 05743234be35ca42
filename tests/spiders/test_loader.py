"""One spider per outlet file."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from scrapy import Request
from scrapy.exceptions import UsageError
from scrapy.settings import Settings

from spiders.loader import OutletLoader, spider_for
from spiders.outlet import OutletSpider
from spiders.ports import ledger_of
from standoff.catalogue import load_catalogue

ROOT = Path(__file__).parents[2]
SCRAPY = Path(sys.executable).with_name("scrapy")


def scrapy(*arguments, **environment):
    return subprocess.run(
        [str(SCRAPY), *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_scrapy_list_prints_the_outlets_that_are_on():
    done = scrapy("list")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.split() == sorted(name for name, outlet in load_catalogue().items() if outlet.enabled)
    assert "rus.azattyq" in done.stdout.split()
    assert "reuters" not in done.stdout


@pytest.mark.parametrize(
    ("arguments", "environment", "complaint"),
    [
        (["crawl", "reuters"], {}, "scrapy: error: reuters is switched off: Its robots.txt disallows everything"),
        (["crawl", "nowhere"], {}, "scrapy: error: there is no outlet 'nowhere'; the catalogue has anadolu, "),
        (["list"], {"STANDOFF_OUTLETS": "/nowhere"}, "scrapy: error: /nowhere: there is no such folder"),
    ],
)
def test_scrapy_says_what_is_wrong_in_one_line(arguments, environment, complaint):
    done = scrapy(*arguments, **environment)
    assert done.returncode == 2
    assert complaint in done.stderr
    assert "Traceback" not in done.stderr


def test_loader_reads_another_folder_and_lists_its_faults(tmp_path):
    (tmp_path / "one.toml").write_text("name = 1")
    with pytest.raises(UsageError, match=r"one\.toml: name: must be a string"):
        OutletLoader.from_settings(Settings({"OUTLETS": str(tmp_path)}))


def test_loader_is_what_scrapy_asks_for():
    loader = OutletLoader.from_settings(Settings())
    spider = loader.load("rus.azattyq")
    assert issubclass(spider, OutletSpider)
    assert (spider.name, spider.__name__) == ("rus.azattyq", "RusAzattyqSpider")
    assert loader.find_by_request(Request("https://www.rferl.org/a/31000001.html")) == ["rferl"]
    for name in ("reuters", "nowhere"):
        with pytest.raises(KeyError):
            loader.load(name)


def test_spider_keeps_the_delay_of_its_outlet():
    outlet = load_catalogue()["rferl"]
    settings = Settings()
    settings.setmodule("spiders.settings", priority="project")
    spider_for(outlet).update_settings(settings)
    assert settings.getfloat("DOWNLOAD_DELAY") == outlet.discover.delay == 5.0
    assert settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN") == 1
    assert settings.getfloat("DOWNLOAD_DELAY_JITTER") == 0
    assert settings["DEFAULT_REQUEST_HEADERS"]["Accept-Language"] == "en"


class Given:
    """A ledger in name only."""

    def __deepcopy__(self, memo):
        return self

    @classmethod
    def from_settings(cls, settings):
        return cls()


def test_ledger_is_the_one_given_or_made_from_its_class():
    given = Given()
    assert ledger_of(Settings({"LEDGER": given}).copy()) is given
    assert isinstance(ledger_of(Settings({"LEDGER": None, "LEDGER_CLASS": Given})), Given)
