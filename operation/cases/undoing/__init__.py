"""Take the last change of a record back, by the values that its history keeps."""
