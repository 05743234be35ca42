"""Outlet files: what is read, what is refused, and how it is said."""

import re

import pytest

from standoff.catalogue import SHIPPED, load_catalogue, load_outlet, outlet_of
from standoff.errors import CatalogueError

WHOLE = """
name = "Freewave"
kind = "broadcaster"
country = "US"
languages = ["en", "ru"]
homepage = "https://www.freewave.example/"
cms = "pangea"
hosts = ["twin.example"]
[discover]
news_sitemaps = ["https://www.freewave.example/sitemap_1_news.xml.gz"]
article = '/a/\\d+\\.html$'
delay = 2
[expect]
articles_per_week = 7
"""


@pytest.fixture
def file(tmp_path):
    def write(text, name="freewave.toml"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_load_outlet_reads_every_key(file):
    outlet = load_outlet(file(WHOLE))
    assert (outlet.id, outlet.name, outlet.languages, outlet.hosts) == (
        "freewave",
        "Freewave",
        ("en", "ru"),
        ("twin.example",),
    )
    assert outlet.enabled
    assert outlet.discover.delay == 2.0
    assert isinstance(outlet.discover.delay, float)
    assert outlet.discover.feeds == ()
    assert outlet.expect.articles_per_week == 7


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (('name = "Freewave"', 'nmae = "Freewave"'), r"nmae: unknown key; did you mean 'name'\?"),
        (('name = "Freewave"', "name = 7"), r"name: must be a string, not 7"),
        (('name = "Freewave"', ""), r"name: is missing"),
        (('country = "US"', 'country = "usa"'), r"country: must be two capital letters"),
        (('["en", "ru"]', '"en"'), r"languages: must be a list of strings, not 'en'"),
        (('["en", "ru"]', '["en", 1]'), r"languages: must be a list of strings"),
        (('["en", "ru"]', "[]"), r"languages: must name at least one"),
        (('kind = "broadcaster"', 'kind = "tv"'), r"kind: must be one of .*, not 'tv'"),
        (('"https://www.freewave.example/"', '"www.freewave.example"'), r"homepage: must be an http or https address"),
        (("delay = 2", 'delay = "2"'), r"discover\.delay: must be a number, not '2'"),
        (("delay = 2", "delay = true"), r"discover\.delay: must be a number, not True"),
        (("delay = 2", "delay = -1"), r"discover\.delay: must be seconds between"),
        (("delay = 2", 'read = "some"'), r"discover\.read: must be one of all, relevant, not 'some'"),
        (("delay = 2", "delay = nan"), r"discover\.delay: must be seconds between"),
        (("delay = 2", "dealy = 2"), r"discover\.dealy: unknown key; did you mean 'delay'\?"),
        (("'/a/\\d+\\.html$'", "'/a/(\\d+'"), r"discover\.article: is no regular expression \(missing \)"),
        (('"https://www.freewave.example/sitemap', '"/sitemap'), r"discover\.news_sitemaps: must be an http"),
        (("articles_per_week = 7", "articles_per_week = 7.5"), r"expect\.articles_per_week: must be a whole number"),
        (('cms = "pangea"', 'cms = "pangea"\nid = "x"'), r"id: unknown key"),
        (('cms = "pangea"', "cms = "), r"cannot be read as TOML: .*line 7"),
        (("news_sitemaps", "# news_sitemaps"), r"discover: names no news_sitemaps"),
        (
            ("[discover]", '[discover]\nsections = ["/politics"]'),
            r"discover.sections: must be an http or https address",
        ),
        (('cms = "pangea"', 'cms = "pangaea"'), r"cms: must be one of pangea or left out, not 'pangaea'"),
        (("[discover]", '[policy]\ntdm = "drop"\n[discover]'), r"policy\.tdm: must be one of keep, excerpt, skip, not"),
        (("[discover]", '[policy]\ntmd = "keep"\n[discover]'), r"policy\.tmd: unknown key; did you mean 'tdm'"),
        (('cms = "pangea"', "enabled = false"), r"note: must give the reason"),
    ],
)
def test_load_outlet_names_file_and_key(file, change, complaint):
    path = file(WHOLE.replace(*change))
    with pytest.raises(CatalogueError, match=complaint) as caught:
        load_outlet(path)
    assert str(caught.value).startswith(f"{path}: ")


def test_load_outlet_lists_all_faults_at_once(file):
    with pytest.raises(CatalogueError) as caught:
        load_outlet(file('colour = "red"\nname = 1\ndiscover = 3\n'))
    faults = str(caught.value).splitlines()
    assert [re.sub(r"^.*?\.toml: ", "", fault).split(":")[0] for fault in faults] == [
        "colour",
        "name",
        "kind",
        "homepage",
        "languages",
        "discover",
    ]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        (
            'country = "usa"\nenabled = 1\n[discover]\ndelay = -1.0\nread = 2\n',
            "enabled discover.read country discover.delay",
        ),
        ('cms = "drupal"\n[discover]\narticle = 3\nsections = ["http://a.example/"]\n', "discover.article cms"),
        ('[discover]\nfeeds = "http://a.example/"\n[policy]\ntdm = "drop"\n', "discover.feeds policy.tdm"),
        ('colour = "red"\nenabled = false\n', "colour note"),
    ],
)
def test_values_are_looked_at_whatever_else_is_wrong(file, text, keys):
    """What may be there only because of a fault that is named already is not named."""
    good = 'name = "A"\nkind = "newspaper"\nhomepage = "https://a.example/"\nlanguages = ["en"]\n'
    with pytest.raises(CatalogueError) as caught:
        load_outlet(file(good + text))
    faults = [re.sub(r"^.*?\.toml: ", "", fault).split(":")[0] for fault in str(caught.value).splitlines()]
    assert faults == keys.split()


def test_load_outlet_wants_a_name_that_can_be_typed(file):
    with pytest.raises(CatalogueError, match="file's name 'Free Wave'"):
        load_outlet(file(WHOLE, "Free Wave.toml"))


def test_load_outlet_refuses_what_is_no_text(tmp_path):
    path = tmp_path / "freewave.toml"
    path.write_bytes(b'name = "\xff\xfe"')
    with pytest.raises(CatalogueError, match="cannot be read as TOML"):
        load_outlet(path)


def test_load_catalogue_lists_every_broken_file(file, tmp_path):
    file(WHOLE)
    file("name = 1", "one.toml")
    file("= 1", "two.toml")
    with pytest.raises(CatalogueError) as caught:
        load_catalogue(tmp_path)
    assert {line.split("/")[-1].split(":")[0] for line in str(caught.value).splitlines()} == {"one.toml", "two.toml"}


def test_load_catalogue_refuses_a_folder_that_is_missing_or_empty(tmp_path):
    with pytest.raises(CatalogueError, match="holds no outlet file"):
        load_catalogue(tmp_path)
    with pytest.raises(CatalogueError, match="no such folder"):
        load_catalogue(tmp_path / "nowhere")


def test_outlet_of_knows_the_host_and_its_aliases():
    catalogue = load_catalogue()
    assert outlet_of("https://m.rferl.org/a/31000001.html", catalogue).id == "rferl"
    assert outlet_of("https://rus.azattyq.org/a/31000001.html", catalogue).id == "rus.azattyq"
    assert outlet_of("https://rss.upi.com/news/news.rss", catalogue) is None
    assert outlet_of("no address", catalogue) is None


# the shipped catalogue


def test_shipped_catalogue_holds_the_outlets_of_the_network_and_the_wires():
    catalogue = load_catalogue()
    network = {"rferl": 8, "rus.azattyq": 6, "azattyq": 5, "currenttime": 54, "svoboda": 2, "radiosvoboda": 9}
    for name, number in network.items():
        assert catalogue[name].cms == "pangea"
        assert f"/sitemap_{number}_news.xml.gz" in catalogue[name].discover.news_sitemaps[0]
        assert f"/sitemap_{number}_latest.xml.gz" in catalogue[name].discover.sitemaps[0]
        assert catalogue[name].discover.backfill
    assert {"tass", "interfax", "upi", "anadolu", "dw", "france24"} < catalogue.keys()


def test_shipped_outlets_say_what_was_verified_or_that_nothing_was():
    for outlet in load_catalogue().values():
        assert outlet.verified or (outlet.note or "").startswith("Not verified"), outlet.id
        assert outlet.discover.delay >= 5, outlet.id


@pytest.mark.parametrize(("name", "reason"), [("reuters", "robots.txt disallows"), ("ap", "refuses crawlers")])
def test_shipped_outlets_that_refuse_crawlers_are_off(name, reason):
    outlet = load_catalogue()[name]
    assert not outlet.enabled
    assert reason in outlet.note
    assert outlet.discover.feeds + outlet.discover.sitemaps + outlet.discover.news_sitemaps == ()


@pytest.mark.parametrize(
    ("name", "article", "other"),
    [
        ("rferl", "https://www.rferl.org/a/Some_slug--/31000001.html", "https://www.rferl.org/z/20"),
        ("rus.azattyq", "https://rus.azattyq.org/a/31000001.html", "https://rus.azattyq.org/author/x/qmpq"),
        ("tass", "https://tass.com/politics/2000001", "https://tass.com/politics"),
        ("interfax", "https://www.interfax.ru/russia/1000001", "https://www.interfax.ru/russia/"),
        (
            "upi",
            "https://www.upi.com/Top_News/World-News/2026/01/05/slug/1234567890123/",
            "https://www.upi.com/Top_News/",
        ),
        ("anadolu", "https://www.aa.com.tr/en/world/some-slug/3000001", "https://www.aa.com.tr/en/world"),
        ("dw", "https://www.dw.com/en/some-slug/a-70000001", "https://www.dw.com/en/some-slug/video-70000001"),
        ("france24", "https://www.france24.com/en/europe/20260105-some-slug", "https://www.france24.com/en/live"),
    ],
)
def test_shipped_patterns_tell_articles_from_other_pages(name, article, other):
    pattern = load_catalogue()[name].discover.article
    assert re.search(pattern, article)
    assert not re.search(pattern, other)


def test_shipped_folder_holds_nothing_else():
    assert {file.suffix for file in SHIPPED.iterdir()} == {".toml"}
