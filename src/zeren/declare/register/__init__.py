"""The public register: an append-only log that nobody can rewrite unseen, its entries and its rules.

The format is C2SP's tlog-tiles with signed notes, the hashing that of RFC 6962. Nothing here touches a
disk or a key: `zeren.files.register_folder` does.
"""
