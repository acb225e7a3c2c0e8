"""The kind of card `point`: Find the trigger point."""
