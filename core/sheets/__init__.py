"""Workbooks as clerks keep them: read, understood, marked and written again.

Pure Python without Django, so that the parser's child process starts fast and
every part can be tested without a database.
"""
