"""What the browser loads: our styles and scripts, the theme, and the build that puts them together."""
