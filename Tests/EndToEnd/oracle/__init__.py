"""A second gateway, slow and plain, to hold the real one against.

It reads the same catalog and the same rows, and computes every answer in Python, row by row: who may see a row is in `rules.py`, what a
filter lets through in `filters.py`, what stands on a page in `pages.py`. It knows no SQL beyond reading whole tables, and nothing of the
gateway's sources. `python3 -m oracle --help`, from the folder above, says how it is run.
"""
