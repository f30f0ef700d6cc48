"""The small files beside the store, and how any small file is written, made and locked."""
