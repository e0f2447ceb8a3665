"""What people do: one function per deed, one transaction each. The only way in to change anything."""
