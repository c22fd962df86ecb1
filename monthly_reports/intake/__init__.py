"""From workbooks or grid rows to a Filing: what the township says, before anybody asks whether it may stand.

No database: reading can be tested on plain tables.
"""
