"""Scrapy's settings. Options of one crawl: LIMIT, SINCE, DRY_RUN; where it stands: OUTLETS, ARCHIVE, LEDGER."""

import os

from standoff import __version__

BOT_NAME = "standoff"
SPIDER_MODULES = ["spiders"]
SPIDER_LOADER_CLASS = "spiders.loader.OutletLoader"

# The catalogue: a folder of outlet files; None is the shipped one.
OUTLETS = os.environ.get("STANDOFF_OUTLETS") or None
ARCHIVE = os.environ.get("STANDOFF_ARCHIVE") or "archive.db"
LEDGER = None
LEDGER_CLASS = "pipelines.ledger.Ledger"
OUTLET = None  # set by the loader: the outlet of the one spider
LIMIT = 0
SINCE = None
DRY_RUN = False

ITEM_PIPELINES = {
    "pipelines.capture.CaptureRoom": 100,
    "pipelines.extract.ExtractRoom": 200,
    "pipelines.enrich.EnrichRoom": 300,
    "pipelines.store.StoreRoom": 400,
    "pipelines.finish.FinishRoom": 500,
}

# Who asks. CONTACT is an e-mail address (sent as From:) or an address on the web.
USER_AGENT = f"standoff/{__version__}"
CONTACT = os.environ.get("STANDOFF_CONTACT") or None

# How gently. The delay comes from the outlet file and is never cut short by chance.
DOWNLOAD_DELAY = 5.0
DOWNLOAD_DELAY_JITTER = 0
CONCURRENT_REQUESTS = 16
CONCURRENT_ITEMS = 1  # of one response, which is one page: Scrapy starts as many tasks for each response
CONCURRENT_REQUESTS_PER_DOMAIN = 1
CRAWL_DELAY_MAX = 60.0
RETRY_TIMES = 2
RETRY_AFTER_MAX = 120.0
RETRY_GIVE_UP_LOG_LEVEL = "DEBUG"
REDIRECT_MAX_TIMES = 5
TROUBLES_IN_A_ROW = 10
COOKIES_ENABLED = False
METAREFRESH_ENABLED = False
REFERRER_POLICY = "no-referrer"

# How much, how long.
DOWNLOAD_MAXSIZE = 20 * 1024 * 1024
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_FAIL_ON_DATALOSS = False  # what did arrive is kept, with its flaw
DOWNLOAD_TIMEOUT = 30
REACTOR_THREADPOOL_MAXSIZE = 10

# To whom. Certificates are checked: what is archived must come from the host that it names.
TWISTED_DNS_RESOLVER = "spiders.addresses.PublicResolver"
DOWNLOAD_VERIFY_CERTIFICATES = True
HTTPPROXY_ENABLED = False

DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,  # drops redirects without a word
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "spiders.middlewares.Fence": 50,
    "spiders.robots.Robots": 100,
    "spiders.middlewares.Sender": 450,
    "spiders.patience.Patience": 550,
    "spiders.patience.Pace": 555,
    "spiders.middlewares.Addresses": 560,
    "spiders.middlewares.Uncoding": 590,
    "spiders.middlewares.Receipt": 595,  # between the wire and the undoing of compression (590)
}
SPIDER_MIDDLEWARES = {
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,  # drops long addresses without a word
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
}
# The ledger knows every address; a second filter would drop redirects and retries in silence.
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"
HTTPERROR_ALLOW_ALL = True

# What no crawl of ours uses stays out: other schemes, consoles, exports.
DOWNLOAD_HANDLERS = {"data": None, "file": None, "ftp": None, "s3": None}
EXTENSIONS = {
    "scrapy.extensions.feedexport.FeedExporter": None,
    "scrapy.extensions.memdebug.MemoryDebugger": None,
    "scrapy.extensions.remote_control.RemoteControl": None,
    "scrapy.extensions.spiderstate.SpiderState": None,
    "scrapy.extensions.telnet.TelnetConsole": None,
    "scrapy.extensions.throttle.AutoThrottle": None,
}
LOG_FORMATTER = "spiders.logs.OneLine"
LOG_LEVEL = "INFO"
