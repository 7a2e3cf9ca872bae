"""The style sheet of the whole program: what Fusion leaves too heavy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.resources import resource
from annotator.ui.colours import over, translucent

if TYPE_CHECKING:
    from annotator.ui.theme import Theme

_SHEET = """
QToolTip {{ background: {raised}; color: {text}; border: 1px solid {border}; padding: 4px 6px; }}

QMenuBar {{ background: {window}; border-bottom: 1px solid {border}; }}
QMenuBar::item {{ padding: 5px 9px; background: transparent; border-radius: 4px; }}
QMenuBar::item:selected {{ background: {hover}; }}
QMenu {{ background: {raised}; border: 1px solid {border}; padding: 5px; }}
QMenu::item {{ padding: 5px 26px 5px 22px; border-radius: 4px; }}
QMenu::item:selected {{ background: {hover}; color: {text}; }}
QMenu::item:disabled {{ color: {faint}; }}
QMenu::separator {{ height: 1px; background: {border}; margin: 5px 8px; }}

QToolBar {{ background: {window}; border: none; border-bottom: 1px solid {border};
    spacing: 4px; padding: 4px 6px; }}
QToolButton {{ border: 1px solid transparent; border-radius: 5px; padding: 4px 8px; }}
QToolButton:hover {{ background: {hover}; }}
QToolButton:pressed, QToolButton:checked {{ background: {pressed}; }}
QToolButton:focus {{ border-color: {accent}; }}
QStatusBar {{ background: {window}; border-top: 1px solid {border}; color: {muted}; }}
QStatusBar::item {{ border: none; }}

QPushButton {{ background: {raised}; border: 1px solid {border}; border-radius: 5px;
    padding: 5px 14px; }}
QPushButton:hover {{ background: {hover}; }}
QPushButton:pressed, QPushButton:checked {{ background: {pressed}; }}
QPushButton:focus {{ border-color: {accent}; }}
QPushButton:default {{ background: {accent}; border-color: {accent}; color: {on_accent}; }}
QPushButton:disabled {{ color: {faint}; background: {window}; border-color: {border}; }}

QLineEdit, QPlainTextEdit, QSpinBox, QDoubleSpinBox {{ background: {raised};
    border: 1px solid {border}; border-radius: 5px; padding: 4px 7px;
    selection-background-color: {accent}; selection-color: {on_accent}; }}
QLineEdit:focus, QPlainTextEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus {{
    border-color: {accent}; }}
QLineEdit:disabled {{ color: {faint}; background: {window}; }}

QComboBox {{ background: {raised}; border: 1px solid {border}; border-radius: 5px;
    padding: 4px 8px; }}
QComboBox:focus, QComboBox:on {{ border-color: {accent}; }}
QComboBox:disabled {{ color: {faint}; background: {window}; }}
QComboBox::drop-down {{ border: none; width: 24px; }}
QComboBox::down-arrow {{ image: url("{chevron}"); width: 12px; height: 12px; }}
QComboBox QAbstractItemView {{ background: {raised}; border: 1px solid {border}; padding: 4px; }}
QCheckBox {{ spacing: 7px; }}
QCheckBox::indicator {{ width: 14px; height: 14px; border: 1px solid {muted}; border-radius: 4px;
    background: {raised}; }}
QCheckBox::indicator:checked {{ background: {accent}; border-color: {accent};
    image: url("{tick}"); }}
QCheckBox::indicator:focus {{ border-color: {accent}; }}

QListView, QTableView, QTreeView {{ background: {window}; border: none; outline: none;
    selection-background-color: {chosen}; selection-color: {text}; }}
QHeaderView::section {{ background: {window}; color: {muted}; border: none;
    border-bottom: 1px solid {border}; padding: 5px 7px; }}

QTabWidget::pane {{ border: none; border-top: 1px solid {border}; }}
QTabBar::tab {{ padding: 6px 13px; border: none; color: {muted};
    border-bottom: 2px solid transparent; }}
QTabBar::tab:selected {{ color: {text}; border-bottom: 2px solid {accent}; }}
QTabBar::tab:hover {{ color: {text}; }}

QSplitter::handle {{ background: {border}; }}
QSplitter::handle:horizontal {{ width: 1px; }}
QSplitter::handle:vertical {{ height: 1px; }}
QDockWidget::title {{ background: {window}; padding: 6px 9px; }}
QProgressBar {{ border: none; border-radius: 3px; background: {pressed}; text-align: center; }}
QProgressBar::chunk {{ background: {accent}; border-radius: 3px; }}

QLabel#article_title {{ font-size: 17pt; font-weight: 600; }}
QLabel#article_details, QLabel#article_count, QLabel#hint, QLabel#job_label {{ color: {muted}; }}
QLabel#welcome_title {{ font-size: 26pt; font-weight: 600; }}
QLabel#welcome_line {{ color: {muted}; font-size: 11pt; }}
QLabel#section_title {{ color: {muted}; font-size: 9pt; font-weight: 600; }}
QLabel#inspector_text {{ font-size: 11pt; }}
QLabel#inspector_origin, QLabel#inspector_history, QLabel#inspector_empty {{ color: {muted}; }}
QLabel#key {{ background: {raised}; border: 1px solid {border}; border-radius: 4px;
    padding: 1px 7px; }}
QWidget#headline, QWidget#middle {{ background: {background}; }}
QWidget#inspector_inside, QScrollArea#inspector {{ background: {window}; }}
QWidget#notice {{ background: {notice}; border-bottom: 1px solid {border}; }}
QCommandLinkButton {{ border: 1px solid transparent; border-radius: 8px; padding: 8px;
    text-align: left; }}
QCommandLinkButton:hover {{ background: {hover}; }}
QCommandLinkButton:focus {{ border-color: {accent}; }}

QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
QScrollBar::handle {{ background: {thumb}; border-radius: 4px; margin: 2px; }}
QScrollBar::handle:vertical {{ min-height: 32px; }}
QScrollBar::handle:horizontal {{ min-width: 32px; }}
QScrollBar::handle:hover {{ background: {muted}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""


def stylesheet(theme: Theme) -> str:
    """The style sheet for a theme; the article view brings its own colours."""

    def tint(share: float) -> str:
        return over(translucent(theme.text, share), theme.window).name()

    tone = "dark" if theme.is_dark else "light"
    chosen = over(translucent(theme.accent, 0.30 if theme.is_dark else 0.20), theme.window)
    return _SHEET.format(
        window=theme.window.name(),
        raised=theme.raised.name(),
        border=theme.border.name(),
        text=theme.text.name(),
        muted=theme.muted.name(),
        accent=theme.accent.name(),
        on_accent=theme.on_accent.name(),
        faint=tint(0.45),
        hover=tint(0.08),
        pressed=tint(0.14),
        thumb=tint(0.28),
        chosen=chosen.name(),
        chevron=resource("icons", f"chevron-{tone}.svg").as_posix(),
        tick=resource("icons", f"tick-{tone}.svg").as_posix(),
        background=theme.background.name(),
        notice=over(translucent(theme.accent, 0.16), theme.window).name(),
    )
