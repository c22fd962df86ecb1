"""Figures kept for the pictures leaders look at."""

from .brief import Brief
from .figure import Figure, FigureStand
from .tour import TourChoice

__all__ = ["Brief", "Figure", "FigureStand", "TourChoice"]
