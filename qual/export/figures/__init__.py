"""Figures for print and screen, by matplotlib: PNG, SVG or PDF, by the ending of the path.

Each module draws one figure from frames that `analysis` made, and none computes a number of its
own. `page` sets a figure up and saves it: the same figure gives the same bytes; colours are told
apart by the colour-blind and in grey; letters of all seven languages are drawn.
"""

from qual.export.figures.assessments import draw_assessments
from qual.export.figures.cooccurrence import draw_cooccurrence
from qual.export.figures.heatmap import draw_country_theme
from qual.export.figures.page import ENDINGS, png_bytes, save_figure, svg_text
from qual.export.figures.portrait import Stretch, draw_portrait
from qual.export.figures.saturation import draw_saturation

__all__ = [
    "ENDINGS",
    "Stretch",
    "draw_assessments",
    "draw_cooccurrence",
    "draw_country_theme",
    "draw_portrait",
    "draw_saturation",
    "png_bytes",
    "save_figure",
    "svg_text",
]
