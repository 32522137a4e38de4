"""What a picture shows, in words, for those who cannot see it."""

from __future__ import annotations

from estimator.documents.blocks import CostBars, Curves, SwingBars


def in_words(block: CostBars | Curves | SwingBars) -> str:
    """The alternative text of a picture: its title and every figure in it."""
    return " ".join(part if part.endswith((".", "!", "?")) else f"{part}." for part in _said(block))


def _said(block: CostBars | Curves | SwingBars) -> list[str]:
    if isinstance(block, CostBars):
        sides = {"studio": block.studio_label, "ai": block.ai_label}
        bars = [f"{bar.label}, {sides[bar.side]}: {bar.amount}" for bar in block.bars]
        return [part for part in (block.title, "; ".join(bars)) if part]
    if isinstance(block, Curves):
        lines = block.points or tuple(f"{curve.label}: {curve.end}" for curve in block.curves)
        between = f"From {block.first} to {block.last}"
        return [part for part in (block.title, between, *lines, block.note) if part]
    swings = "; ".join(f"{bar.label}: {bar.low_words} to {bar.high_words}" for bar in block.bars)
    parts = (block.title, swings, block.likely_words, block.nought_words)
    return [part for part in parts if part]
