"""Pages of consultations and of the published telephones."""
