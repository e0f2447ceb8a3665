"""What is claimed about speed, runnable: one command prints the table."""
