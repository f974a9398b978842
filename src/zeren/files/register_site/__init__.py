"""The public register as static pages in Chinese and English, with feeds and JSON: no script, nothing fetched."""
