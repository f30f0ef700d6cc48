"""One request over the web at a time, bounded in time and size; what it is for is the caller's business."""
