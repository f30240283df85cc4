"""SHEETS: tables that people hand in, as CSV or as a workbook, read a row at a time and never guessed at."""
