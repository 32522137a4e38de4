"""`python -m bench`: every measurement in turn, each as a Markdown table."""

from bench import page_update


def main() -> None:
    """Run them all."""
    page_update.main()


if __name__ == "__main__":
    main()
