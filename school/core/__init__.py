"""What every feature uses: identity, permissions, refusals, registries, jobs. No HTTP."""
