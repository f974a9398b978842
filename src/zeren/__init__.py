"""Zeren 责任: software for corporate social responsibility programmes, in Chinese and English."""

__version__ = "0.1.0"
