"""Tests of the readers, a module for each kind of file."""
