"""docker-compose.yml and the image: what they promise, and whether the whole stands up."""
