"""The floors that each row of the table stands beside."""
