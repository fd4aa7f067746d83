"""Swedish, as search needs it: words, stems, compounds, spelling. Pure: no files, no clock, no index."""
