"""Unsit: a sitting clock in the tray, and a coach for nine hip stretches."""

__version__ = "0.1.0"
