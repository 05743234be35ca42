"""Is a page, or a headline alone, about a dispute between a government body and an online platform?"""

from standoff.relevance.pages import read_relevance
from standoff.relevance.triage import triage

__all__ = ["read_relevance", "triage"]
