"""Headlines, and titles without the site's name."""

import pytest

from standoff.readers.titles import without_site


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        ("A bridge is closed | The Quay", "A bridge is closed"),
        ("A bridge is closed:The Quay", "A bridge is closed"),
        ("The bridge: The Quay asks why", "The bridge: The Quay asks why"),
        ("The Quay", "The Quay"),
    ],
)
def test_without_site_cuts_the_site_alone(title: str, headline: str) -> None:
    assert without_site(title, ("The Quay",)) == headline
