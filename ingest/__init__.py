"""Files to blocks, blocks to chunks, chunks into the store."""
