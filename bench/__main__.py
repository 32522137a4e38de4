"""`python -m bench`: every measurement in turn, each as a Markdown table."""

from bench import books, columns, documents, page_update, scalar


def main() -> None:
    """Run them all."""
    for measurement in (scalar, columns, books, documents, page_update):
        measurement.main()


if __name__ == "__main__":
    main()
