"""Documents in, hits out: the search page, suggestions while a question is written, the index kept up to date."""
