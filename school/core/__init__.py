"""What every feature speaks: who is asking, who may what, refusals, table cells, upserts. No HTTP."""
