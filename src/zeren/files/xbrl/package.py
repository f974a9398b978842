"""The report package (XBRL Report Packages 1.0): a zip that says what is in it, equal for equal input."""

from __future__ import annotations

from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from zeren.files.canonical import canonical

_TYPE: Final = "https://xbrl.org/report-package/2023"
_FOLDER: Final = "report-package"
_FIRST_DAY: Final = (1980, 1, 1, 0, 0, 0)  # the first that a zip can hold


def pack(page: bytes) -> bytes:
    """The page in its place, beside the note of what the package is."""
    about = {"documentInfo": {"documentType": _TYPE}}
    parts = (
        (f"{_FOLDER}/META-INF/reportPackage.json", canonical(about)),
        (f"{_FOLDER}/reports/report.xhtml", page),
    )
    packed = BytesIO()
    with ZipFile(packed, "w") as target:
        for name, content in parts:
            entry = ZipInfo(name, _FIRST_DAY)
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            target.writestr(entry, content)
    return packed.getvalue()
