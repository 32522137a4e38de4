"""Fitting: where AI headshots are the better choice, and where they cannot be used.

Money is no argument here. What a rule says is cited; the rest is said as the judgement it is.
"""

from __future__ import annotations

from typing import Literal

import msgspec

JUDGED = "a judgement"
BETTER = "Where AI headshots are the better choice"
NOT_USABLE = "Where AI headshots are not usable"
NOT_LEGAL = "This is not legal advice."


class Fit(msgspec.Struct, frozen=True, gc=False):
    """A situation, which side fits it, why, and who says so."""

    situation: str
    side: Literal["ai", "studio"]
    why: str
    source: str = JUDGED

    @property
    def told(self) -> str:
        """The situation, why, and who says so."""
        return f"{self.situation}. {self.why} Source: {self.source}."


FITS = (
    Fit(
        "An avatar, a game or a virtual space",
        "ai",
        "The picture is meant to be invented: a playful likeness is the point, and nobody is"
        " misled by it.",
    ),
    Fit(
        "Keeping your identity private",
        "ai",
        "Where you write or work under another name, a picture that is not you protects you, and a"
        " photograph would give you away.",
    ),
    Fit(
        "A placeholder until there is a photograph",
        "ai",
        "It is there within minutes or hours, and is replaced later.",
        "turnaround of 5 minutes to 3 hours as vendors state it, in the plans shown here",
    ),
    Fit(
        "No budget for a session",
        "ai",
        "The plans seen list at 8 to 99 US dollars. A phone by a window costs nothing and is a true"
        " likeness.",
        "the list of AI plans, seen to 2026-09-20; the phone is a judgement",
    ),
    Fit(
        "Passports, visas and other identity documents",
        "studio",
        "The United States accept no passport photo that was edited, filtered or made with AI."
        " Other countries have rules of their own.",
        "US State Department notice of 2026-03-19, reported at"
        " https://atlanticpostng.com/us-warns-visa-applicants-over-ai-edited-passport-photos/",
    ),
    Fit(
        "Professional licences and badges",
        "studio",
        "Whoever checks your identity compares you with the picture. Ask whoever issues it.",
    ),
    Fit(
        "Casting",
        "studio",
        "Whoever casts sees you in the room after the picture. One agency wants photos that show"
        " how you look now, unedited and unfiltered, and takes no retouched ones either; a vendor"
        " of AI headshots says that casting platforms find and refuse AI pictures.",
        "https://www.centralcasting.com/support/profile-photos (undated);"
        " https://myphotoai.io/actor-headshots/ (2026-05-05, a vendor)",
    ),
    Fit(
        "A team whose pictures must match",
        "studio",
        "Each order is made from other uploads; whether light, background and framing come out"
        " alike was not found for any plan. One session has one light.",
    ),
    Fit(
        "A platform that wants a true likeness",
        "studio",
        "LinkedIn may remove a photo that is not of your likeness, and names avatars among those"
        " not to use. A generated picture that looks like you is not named.",
        "LinkedIn’s help page on profile photos, read in an undated copy at"
        " https://twtspain.com/www.linkedin.com/help/linkedin/answer/a1377087.html",
    ),
)
"""The situations, those for AI first."""
