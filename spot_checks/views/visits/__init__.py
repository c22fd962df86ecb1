"""Pages of visits: my list, one drawn item, the form, reading and signing, photos, paper, and visits outside draws."""
