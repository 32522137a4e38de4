"""The workshop: everything that touches the world, around the pure `pricing` core."""
