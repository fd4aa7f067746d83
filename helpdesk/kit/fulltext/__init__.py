"""Full-text search: the port `SearchIndex` and its adapters. It knows documents, and nothing of what they are about."""
