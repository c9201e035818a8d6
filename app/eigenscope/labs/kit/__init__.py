"""What labs are made of: drawing, tables, readouts, programs; none of it knows a lab."""
