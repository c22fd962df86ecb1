"""From a workbook to neutral families: what stands in the sheets, before anybody asks whether it may stand in the roster.

Pure Python without Django, so that reading can be tested on plain tables.
"""
