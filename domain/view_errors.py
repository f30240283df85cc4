"""What the rules say no to when a child's view is handed in: a BadDate of the tree of domain/errors.py."""

from datetime import date

from domain.dates_in_words import day_in_words
from domain.errors import BadDate


class ViewNotGivenYet(BadDate):
    def __init__(self, given_on: date) -> None:
        super().__init__(
            f"The view would be given on {day_in_words(given_on)}, a day to come: give the day it was said."
        )
