"""Many briefs at once: a sheet of briefs in, the same sheet with amounts out, refused rows apart.

`docs/batch.md` lists the columns. Good rows are priced in columns (`pricing.batch`); every other
row is given to the engine itself, which prices it or says in its own words why not.
"""

from estimator.batching.files import Batch, Outputs, Tally, price_file
from estimator.batching.frames import Progress, price_frame

__all__ = ["Batch", "Outputs", "Progress", "Tally", "price_file", "price_frame"]
