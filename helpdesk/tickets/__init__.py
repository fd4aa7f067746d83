"""The heart of the house: questions, and all that follows from them."""
