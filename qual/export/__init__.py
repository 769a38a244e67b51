"""Results become files: an Excel workbook, CSV tables.

Start with `workbook`: one file that a researcher opens, prints and shows. `tables` writes any
frame as CSV. Whatever is written appears whole or not at all (`atomic`), the same results give the
same bytes (`package`), and no text of an interview ever becomes a formula (`text`).
"""
