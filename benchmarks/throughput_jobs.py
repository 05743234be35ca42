"""The jobs of throughput.py that are not `standoff`, each in a process of its own.

    python benchmarks/throughput_jobs.py fetch|reference|newspaper|news_please|trafilatura_cli FILE

FILE holds an address a line. Prints how many pages gave what was asked for. Imports stand in the jobs: the peers live
under an interpreter of their own.
"""

import sys
import tempfile
from contextlib import suppress
from pathlib import Path


def scrapy_job(urls: list[str], extract: bool) -> int:
    """Scrapy alone, or with trafilatura in the same process."""
    import scrapy
    from scrapy.crawler import CrawlerProcess

    got = []

    class Pages(scrapy.Spider):
        name = "pages"

        async def start(self):  # type: ignore[no-untyped-def]
            for url in urls:
                yield scrapy.Request(url)

        def parse(self, response):  # type: ignore[no-untyped-def]
            if not extract:
                got.append(len(response.body))
                return
            from trafilatura import bare_extraction

            if bare_extraction(response.body, url=response.url, with_metadata=True) is not None:
                got.append(1)

    process = CrawlerProcess(
        {
            "LOG_LEVEL": "CRITICAL",
            "ROBOTSTXT_OBEY": False,
            "DOWNLOAD_DELAY": 0,
            "CONCURRENT_REQUESTS": 16,
            "CONCURRENT_REQUESTS_PER_DOMAIN": 8,
            "TELNETCONSOLE_ENABLED": False,
        }
    )
    process.crawl(Pages)
    process.start()
    return len(got)


def newspaper_job(urls: list[str]) -> int:
    """newspaper4k, one page after the other, without the pictures."""
    from newspaper import Article

    got = 0
    for url in urls:
        with suppress(Exception):  # some languages ask for packages of their own: such a page counts as not got
            article = Article(url, fetch_images=False)
            article.download()
            article.parse()
            got += bool(article.text)
    return got


def news_please_job(urls: list[str]) -> int:
    """news-please; without ``request_args`` it answers with nothing at all."""
    from newsplease import NewsPlease

    found = NewsPlease.from_urls(urls, request_args={"timeout": 30})
    return sum(bool(article and article.maintext) for article in found.values())


def trafilatura_job(urls: list[str]) -> int:
    """trafilatura's own command line, allowed to reach loopback and told not to wait."""
    from trafilatura.cli import main
    from trafilatura.settings import use_config

    config = use_config()
    config.set("DEFAULT", "SSRF_PROTECTION", "off")
    config.set("DEFAULT", "SLEEP_TIME", "0")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "urls.txt").write_text("\n".join(urls))
        with (folder / "settings.cfg").open("w") as out:
            config.write(out)
        sys.argv = ["trafilatura", "-i", str(folder / "urls.txt"), "-o", str(folder / "out"), "--parallel", "1"]
        sys.argv += ["--config-file", str(folder / "settings.cfg")]
        with suppress(SystemExit):
            main()
        return sum(1 for file in (folder / "out").rglob("*") if file.is_file())


JOBS = {
    "fetch": lambda urls: scrapy_job(urls, extract=False),
    "reference": lambda urls: scrapy_job(urls, extract=True),
    "newspaper": newspaper_job,
    "news_please": news_please_job,
    "trafilatura_cli": trafilatura_job,
}

if __name__ == "__main__":
    print(JOBS[sys.argv[1]](Path(sys.argv[2]).read_text().split()))
