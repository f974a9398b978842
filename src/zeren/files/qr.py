"""QR codes."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=8)
def qr_svg(content: str) -> str:
    """A QR code as an SVG file, with the quiet border that cameras need; whoever sets it gives the size."""
    import zxingcpp

    return zxingcpp.create_barcode(content, zxingcpp.BarcodeFormat.QRCode, ec_level="M").to_svg()
