"""The Thüringen network as sample data, and its loader."""
