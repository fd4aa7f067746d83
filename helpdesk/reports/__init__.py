"""Figures for the centre: who asks about what, how soon they are answered, and what is read."""
