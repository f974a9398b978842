"""The register on a disk: static files that any web server serves, and beside them what staff keep.

register.json     whose register it is, and its verifier key
log/              checkpoint and tile/…: C2SP tlog-tiles, the public part
releases/         what each release tells, public
staff/            names.json (may be erased), release.json, journal.json (only during a write)
"""
