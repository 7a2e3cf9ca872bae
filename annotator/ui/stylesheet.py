"""The style sheet of the whole program: what Fusion leaves too heavy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.resources import resource
from annotator.ui.colours import over, translucent

if TYPE_CHECKING:
    from annotator.ui.theme import Theme

SCROLL_BAR_WIDTH = 12
"""In pixels."""

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

QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
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
QSpinBox, QDoubleSpinBox {{ padding: 2px 26px 2px 0; }}
QLineEdit#qt_spinbox_lineedit {{ border: none; background: transparent; padding: 2px 0; }}
QSpinBox::up-button, QSpinBox::down-button, QDoubleSpinBox::up-button,
QDoubleSpinBox::down-button {{ subcontrol-origin: border; border: none; width: 24px; }}
QSpinBox::up-button, QDoubleSpinBox::up-button {{ subcontrol-position: top right;
    margin-top: 2px; }}
QSpinBox::down-button, QDoubleSpinBox::down-button {{ subcontrol-position: bottom right;
    margin-bottom: 2px; }}
QSpinBox::up-arrow, QDoubleSpinBox::up-arrow {{ image: url("{chevron_up}"); width: 11px;
    height: 11px; }}
QSpinBox::down-arrow, QDoubleSpinBox::down-arrow {{ image: url("{chevron}"); width: 11px;
    height: 11px; }}
QLineEdit > QToolButton {{ qproperty-icon: url("{clear}"); }}
QLineEdit:disabled, QPlainTextEdit:disabled {{ color: {faint}; background: {window}; }}

QComboBox {{ combobox-popup: 0; background: {raised}; border: 1px solid {border};
    border-radius: 5px; padding: 4px 8px; }}
QComboBox:focus, QComboBox:on {{ border-color: {accent}; }}
QComboBox:disabled {{ color: {faint}; background: {window}; }}
QComboBox::drop-down {{ border: none; width: 24px; }}
QComboBox::down-arrow {{ image: url("{chevron}"); width: 12px; height: 12px; }}
QComboBox QAbstractItemView {{ background: {raised}; border: 1px solid {border}; padding: 4px;
    selection-background-color: {chosen}; selection-color: {text}; }}
QComboBox QAbstractItemView::item {{ padding: 4px 6px; border-radius: 4px; }}
QComboBox QAbstractItemView::item:selected {{ background: {chosen}; color: {text}; }}
QCheckBox {{ spacing: 7px; }}
QCheckBox::indicator, QTableView::indicator {{ width: {box}px; height: {box}px;
    border: 1px solid {muted}; border-radius: 4px; background: {raised}; }}
QCheckBox::indicator:checked, QTableView::indicator:checked {{ background: {accent};
    border-color: {accent}; image: url("{tick}"); }}
QCheckBox::indicator:disabled {{ border-color: {faint}; background: {window}; }}
QCheckBox::indicator:checked:disabled {{ background: {faint}; border-color: {faint}; }}
QCheckBox::indicator:focus {{ border-color: {accent}; }}

QSlider::groove:horizontal {{ height: 4px; border-radius: 2px; background: {pressed}; }}
QSlider::sub-page:horizontal {{ height: 4px; border-radius: 2px; background: {accent}; }}
QSlider::handle:horizontal {{ width: 14px; height: 14px; margin: -6px 0; border-radius: 8px;
    background: {raised}; border: 1px solid {muted}; }}
QSlider::handle:horizontal:hover, QSlider::handle:horizontal:focus {{
    border: 2px solid {accent}; width: 12px; height: 12px; }}
QSlider::sub-page:horizontal:disabled {{ background: {pressed}; }}
QSlider::handle:horizontal:disabled {{ background: {window}; border-color: {border}; }}

QListView, QTableView, QTreeView {{ background: {window}; border: none; outline: none;
    selection-background-color: {chosen}; selection-color: {text}; }}
QTableView#articles, QScrollArea#inspector, QScrollArea#welcome {{
    border: 1px solid transparent; }}
QTableView#articles:focus, QScrollArea#inspector:focus {{ border-color: {accent}; }}
QToolButton[is_quiet="true"] {{ padding: 1px 6px; color: {accent}; }}
QToolButton[is_quiet="true"]::menu-indicator {{ image: none; }}
QTableView[is_plain="true"]::item, QWidget#drawer QTableView::item,
QFrame#palette QTableView::item {{ padding: 0 9px; }}
QTableView[is_plain="true"]::item:selected, QWidget#drawer QTableView::item:selected,
QFrame#palette QTableView::item:selected {{ background: {chosen}; color: {text}; }}
QTableView[is_plain="true"] QHeaderView::section, QWidget#drawer QHeaderView::section {{
    padding: 5px 12px; }}
QListView#entry_choices {{ background: {raised}; border: 1px solid {border}; }}
QHeaderView::section {{ background: {window}; color: {muted}; font-weight: 400; border: none;
    border-bottom: 1px solid {border}; padding: 5px 7px; }}
QTableView[is_wrapped="true"]::item {{ padding: 6px 4px; border-bottom: 1px solid {border}; }}
QTableView[is_wrapped="true"]::item:selected {{ background: {chosen}; color: {text}; }}

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

QLabel#article_title {{ font-size: {title}pt; font-weight: 600; }}
QLabel#article_title[is_small="true"] {{ font-size: {large}pt; }}
QLabel#article_details, QLabel#article_count, QLabel#hint, QLabel#job_label, QLabel#remark,
QLabel#detail, QLabel#threshold_count, QLabel#review_count, QLabel#nothing_here {{
    color: {muted}; }}
QLabel#hint {{ min-width: 40px; }}
QLabel#welcome_title {{ font-size: {display}pt; font-weight: 600; }}
QLabel#welcome_line {{ color: {muted}; font-size: {large}pt; }}
QLabel#section_title {{ color: {muted}; font-weight: 600; }}
QLabel#inspector_text {{ font-size: {large}pt; }}
QLabel#inspector_origin, QLabel#inspector_history, QLabel#inspector_empty,
QLabel#inspector_suggested, QLabel#inspector_entry_details, QLabel#suggestion_why {{
    color: {muted}; }}
QLabel#key {{ background: {raised}; border: 1px solid {border}; border-bottom-width: 2px;
    border-radius: 4px; padding: 0 7px 1px 7px; }}
QWidget#keys_sheet, QScrollArea#keys_area, QWidget#welcome_inside, QScrollArea#welcome {{
    background: {window}; border: none; }}
QWidget#tour {{ background: {notice}; border-top: 1px solid {border}; }}
QLabel#tour_count {{ font-weight: 600; }}
QFrame#palette {{ background: {raised}; border: 1px solid {border}; border-radius: 8px; }}
QFrame#palette QTableView {{ background: {raised}; }}
QFrame#filter_panel {{ background: {window}; border: 1px solid {border}; border-radius: 6px; }}
QWidget[is_inline="true"] {{ background: {window}; }}
QWidget#article_question {{ background: {notice}; border-bottom: 1px solid {border}; }}
QToolButton[is_bare="true"] {{ padding: 5px; }}
QToolButton[is_close="true"] {{ padding: 5px; qproperty-icon: url("{close}"); }}
QToolButton#find_previous_button {{ qproperty-icon: url("{chevron_up}"); }}
QToolButton#find_next_button {{ qproperty-icon: url("{chevron}"); }}
QToolButton[is_bare="true"]::menu-indicator {{ image: none; }}
QToolButton[is_chip="true"] {{ background: {raised}; border: 1px solid {border};
    border-radius: 9px; padding: 1px 8px; qproperty-icon: url("{close}"); }}
QToolButton[is_chip="true"]:hover {{ background: {hover}; }}
QToolButton[is_chip="true"]:focus {{ border-color: {accent}; }}
QPushButton[is_name_choice="true"] {{ text-align: left; padding: 5px 8px; }}
QPushButton::menu-indicator {{ image: url("{chevron}"); width: 12px;
    height: 12px; subcontrol-origin: padding; subcontrol-position: center right; right: 6px; }}
QWidget#drawer {{ background: {window}; border-top: 1px solid {border}; }}
QLabel#drawer_title {{ font-weight: 600; }}
QWidget#find_bar {{ background: {window}; border-top: 1px solid {border};
    border-bottom: 1px solid {border}; }}
QLabel#find_count, QLabel#concordance_count {{ color: {muted}; }}

QLineEdit#article_link {{ background: transparent; border: 1px solid transparent;
    padding: 1px 3px; margin-left: -6px; color: {muted}; }}
QLineEdit#article_link:focus {{ border-color: {accent}; }}
QToolButton#copy_link {{ padding: 1px 7px; color: {accent}; }}
QWidget#headline, QWidget#middle, QWidget#middle QLabel#nothing_here {{ background: {background}; }}
QWidget#inspector_inside, QScrollArea#inspector {{ background: {window}; }}
QWidget#notice {{ background: {notice}; border-bottom: 1px solid {border}; }}
QPushButton[is_choice="true"] {{ border-radius: 8px; padding: 0; }}
QPushButton[is_choice="true"]:default {{ background: {raised}; border-color: {accent}; }}
QPushButton[is_choice="true"]:default:hover {{ background: {hover}; }}
QLabel#choice_title {{ font-weight: 600; }}
QPushButton#welcome_recent {{ background: transparent; border: 1px solid transparent;
    padding: 3px 13px; color: {accent}; text-align: left; }}
QPushButton#welcome_recent:hover {{ background: {hover}; }}
QPushButton#welcome_recent:focus {{ border-color: {accent}; }}

QPushButton#relation_link {{ background: transparent; border: 1px solid transparent;
    padding: 2px 3px; margin-left: -4px; color: {accent}; text-align: left; }}
QPushButton#relation_link:hover {{ background: {hover}; }}
QPushButton#relation_link:focus {{ border-color: {accent}; }}

QAbstractScrollArea::corner {{ background: transparent; border: none; }}
QScrollBar:vertical {{ background: transparent; width: {scroll_bar}px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: {scroll_bar}px; margin: 0; }}
QScrollBar::handle {{ background: {thumb}; border-radius: 4px; margin: 2px; }}
QScrollBar::handle:vertical {{ min-height: 32px; }}
QScrollBar::handle:horizontal {{ min-width: 32px; }}
QScrollBar::handle:hover {{ background: {muted}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""

_STARK = """
QToolButton:focus, QPushButton:focus, QLineEdit:focus, QPlainTextEdit:focus, QSpinBox:focus,
QDoubleSpinBox:focus, QComboBox:focus, QComboBox:on, QCheckBox::indicator:focus,
QPushButton#welcome_recent:focus {{ border: 2px solid {accent}; }}
QPushButton:default:focus {{ border: 2px solid {text}; }}
QMenuBar::item:selected, QMenu::item:selected, QComboBox QAbstractItemView::item:selected {{
    background: {accent}; color: {on_accent}; }}
QScrollBar::handle {{ background: {muted}; }}
"""
"""What high contrast adds: rings of two pixels, and a choice that is more than a tint."""


def stylesheet(theme: Theme, points: float) -> str:
    """The style sheet for a theme; the article view brings its own colours.

    points: the size of the program's font, which all other sizes follow.
    """

    def tint(share: float) -> str:
        return over(translucent(theme.text, share), theme.window).name()

    tone = "dark" if theme.is_dark else "light"
    chosen = over(translucent(theme.accent, 0.20 if theme.is_dark else 0.14), theme.window)
    sheet = _SHEET + _STARK if theme.is_high_contrast else _SHEET
    return sheet.format(
        box=max(14, round(points * 1.55)),
        scroll_bar=SCROLL_BAR_WIDTH,
        display=round(points * 2.9, 1),
        title=round(points * 1.9, 1),
        large=round(points * 1.22, 1),
        small=round(points * 0.94, 1),
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
        chevron_up=resource("icons", f"chevron-up-{tone}.svg").as_posix(),
        clear=resource("icons", f"clear-{tone}.svg").as_posix(),
        close=resource("icons", f"close-{tone}.svg").as_posix(),
        tick=resource("icons", f"tick-{tone}.svg").as_posix(),
        background=theme.background.name(),
        notice=over(translucent(theme.accent, 0.16), theme.window).name(),
    )
