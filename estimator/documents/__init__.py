"""Documents a studio hands to a client: blocks of finished text, printed as PDF or Markdown."""
