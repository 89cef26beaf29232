"""Which page of a board is which: the figures first, then what the enterprise has chosen, in its order."""

from suggestions.models import Board

from .content import Content
from .finished import FinishedPage
from .news import NewsPage
from .owed import OwedPage
from .training import TrainingPage
from .workshops import WorkshopsPage

PAGES = {
    Board.Page.FINISHED: FinishedPage,
    Board.Page.OWED: OwedPage,
    Board.Page.TRAINING: TrainingPage,
    Board.Page.WORKSHOPS: WorkshopsPage,
    Board.Page.NEWS: NewsPage,
}


def pages_of(board):
    """The classes of its pages; a code that means nothing any more is left out."""
    return [Content, *(PAGES[code] for code in board.pages if code in PAGES)]


def photos_of(board):
    """{number: photo} of the photos its pages show, and no others; the larger page has those of the first one too."""
    widest = FinishedPage if Board.Page.FINISHED in board.pages else Content
    return widest(board).photos
