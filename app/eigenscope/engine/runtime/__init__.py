"""Devices and jobs: where the work is done."""
