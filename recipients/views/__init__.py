"""The roster's pages: the list, a household, workbooks on their way in, rosters on their way out."""
