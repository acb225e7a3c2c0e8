"""The server: reads each request whole, then lets one of a few threads answer it."""
