"""What each role has to do about petitions, rectification, clues and supervision today, one module for each part."""
