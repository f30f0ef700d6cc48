"""Every part checked, each with its next step. A check tells; it changes nothing and spends nothing."""
