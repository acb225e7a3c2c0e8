"""What people do with accounts: one public function is one act."""
