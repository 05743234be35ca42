"""One line a fact in the log: a record that a room refused needs no traceback, and no page body."""

import logging
from typing import Any, Self

from scrapy.logformatter import LogFormatter, LogFormatterResult
from twisted.python.failure import Failure

from standoff.errors import StandoffError
from standoff.model import Record

__all__ = ["OneLine"]


class OneLine(LogFormatter):
    """Scrapy's log messages for records, each in one line."""

    @classmethod
    def from_crawler(cls, crawler: Any) -> Self:
        """Scrapy adds the traceback itself, so it is taken off the log entry of a refused record."""
        logger = logging.getLogger("scrapy.core.scraper")
        if not any(isinstance(entry, _WithoutTraceback) for entry in logger.filters):
            logger.addFilter(_WithoutTraceback())
        return cls()

    def scraped(self, item: Any, response: Any, spider: Any) -> LogFormatterResult:
        """A record that went through all rooms."""
        return {"level": logging.DEBUG, "msg": "Kept %(url)s", "args": {"url": _name(item)}}

    def item_error(self, item: Any, exception: BaseException, response: Any, spider: Any) -> LogFormatterResult:
        """A record that a room refused; the room has written why."""
        level = logging.INFO if isinstance(exception, StandoffError) else logging.ERROR
        return {"level": level, "msg": "%(error)s", "args": {"error": f"{_name(item)}: {exception}"}}

    def dropped(self, item: Any, exception: BaseException, response: Any, spider: Any) -> LogFormatterResult:
        """No room drops records; one that did would be seen."""
        return {"level": logging.ERROR, "msg": "Dropped %(url)s", "args": {"url": f"{_name(item)}: {exception}"}}

    def spider_error(self, failure: Failure, request: Any, response: Any, spider: Any) -> LogFormatterResult:
        """A fault of the spider's own."""
        return {"level": logging.ERROR, "msg": "Spider failed on %(url)s", "args": {"url": request.url}}


class _WithoutTraceback(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.exc_info, tuple) and isinstance(record.exc_info[1], StandoffError):
            record.exc_info = None
        return True


def _name(item: Any) -> str:
    return item.capture.url if isinstance(item, Record) else type(item).__name__
