"""The lab *Matrix product*."""
