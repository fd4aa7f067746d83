"""Letters that come in: raw bytes are read, cut to what is new, and told apart. Knows no tickets."""
