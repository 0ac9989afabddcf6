"""Where columns come from: the ledger of this installation, or another system's archive."""
