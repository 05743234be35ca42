"""`python -m standoff.cli` is `standoff`."""

from standoff.cli import main

main()
