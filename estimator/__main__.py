"""`python -m estimator`: the same as the `headshot-quote` command."""

import sys

from estimator.cli import main

sys.exit(main())
