"""Petitions as pages, duties and other apps ask for them. Reads only."""

from .clocks import Standing, clock_of, clocks_of, standing_of

__all__ = ["Standing", "clock_of", "clocks_of", "standing_of"]
