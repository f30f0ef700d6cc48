"""How names and numbers are written: editions behind a title, numerals, other scripts. No I/O."""
