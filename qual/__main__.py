"""`python -m qual`, and the command `qual`."""

from qual.cli import app


def main() -> None:
    """Run the command line."""
    app(prog_name="qual")


if __name__ == "__main__":
    main()
