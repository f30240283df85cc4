"""The letter about a note: it says that there is one and where, never what it says."""

from activities.letters.words import Words

OF_NOTES: dict[str, Words] = {
    "mentioned": Words(
        "everybody mentioned, and whoever stands in for one who is away",
        "A note mentions you",
        "Somebody has left a note on an audit, and mentions you in it. What it says is kept with the audit.",
        "Read it there, and answer it with a note of your own if you wish.",
        answers=("notes", "note"),
    ),
}
