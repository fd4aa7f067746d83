"""The rule book: plain Python, no Flask, no SQL, no clock. It says what may happen, and why not."""
