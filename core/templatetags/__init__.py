"""What templates may say beyond Django: formats of values, and the parts pages are built from."""
