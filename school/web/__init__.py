"""What every page shares: transactions, policy, guards, headers, errors, forms, filters."""
