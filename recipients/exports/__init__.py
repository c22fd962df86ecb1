"""Workbooks and documents the roster issues."""
