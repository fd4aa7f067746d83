"""Tables of the heart of the house. Nothing but columns, keys and relations."""
