"""What people type: numbers and matrices as texts, and messages that say what is wrong where."""
