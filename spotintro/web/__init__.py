"""A face: the page on the phone. Nothing here is loaded before something is to be served."""
