"""Codings become tables. Pure functions on the tidy frame; no files, no database.

Start with `tidy`: one row a coding. `matrix` counts cases × themes with their bases, `quotes`
puts quotations into reading order.
"""
