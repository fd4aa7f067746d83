"""The knowledge base: articles and their revisions."""
