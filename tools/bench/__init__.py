"""
Measure the search for the nearest and the pages, as `make bench` does.

One table for SQLite and PostgreSQL, from one run: what it says, and what bounds it,
is in `docs/performance.md`. Not a test: nothing here fails for being slow.
"""
