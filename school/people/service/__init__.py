"""What people do with accounts, and what the school does for them: one public function, one act."""
