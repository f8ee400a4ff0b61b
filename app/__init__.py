"""The front door: pages, HTTP API, command line, and the service that puts the rooms together."""
