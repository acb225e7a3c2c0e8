"""Other systems' formats, one file per format."""
