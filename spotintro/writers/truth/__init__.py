"""Decides which sentence stands: one that says nothing but what a statement carries, or mere host talk."""
