"""Who is told what: fan-out to letters, and their composing when they leave."""
