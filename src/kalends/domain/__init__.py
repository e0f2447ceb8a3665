"""What things are and which rules hold. No async, SQL, HTTP or clock."""
