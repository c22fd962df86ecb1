"""What the factories of every app build on."""

from tests.core.factories import COUNTY, PASSWORD, TOWNSHIPS, DivisionFactory, UserFactory

__all__ = ["COUNTY", "PASSWORD", "TOWNSHIPS", "DivisionFactory", "UserFactory"]
