"""One folder a lab, on what a lab is (contract) and what labs are made of (kit)."""
