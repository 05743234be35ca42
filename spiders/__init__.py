"""Spiders touch the network: discovery and fetching, with Scrapy."""
