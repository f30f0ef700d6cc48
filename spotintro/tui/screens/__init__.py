"""The screens; each but the main one is loaded when it is first opened."""
