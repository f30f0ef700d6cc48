"""Which provider stands behind which setting."""
