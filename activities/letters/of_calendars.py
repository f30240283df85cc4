"""Letters about dates that moved because the bank holidays are others than was known."""

from activities.letters.words import Words

OF_CALENDARS: dict[str, Words] = {
    "date_replanned": Words(
        "whoever was asked by the date before",
        "A date of yours has moved",
        "The bank holidays have changed. {counted} is now due {due}.",
        "{asked}",
    ),
}
