"""Who bears what and who receives what: the ledger, its balances, and rules for sharing value."""
