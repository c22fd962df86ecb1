"""The shape of what the pages of the spot checks take in, one module per subject. Whether it is right, the operations say."""
