"""QR codes."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=8)
def qr_svg(content: str) -> str:
    """A QR code as SVG, with the quiet border that cameras need; whoever sets it gives the size."""
    import segno

    return segno.make_qr(content, error="m", boost_error=False).svg_inline(border=4, omitsize=True)
