"""The steps, each naming the one before it. A published step is never edited."""
