"""The head of the panel: the face of the tray, large, and the sentence beside it."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from unsit import painter
from unsit.panel.rows import font
from unsit.window.palette import Palette

FACE = 44
"""Pixels of the face."""


class Picture(QWidget):
    """A face as the tray shows it, painted for the very pixels of this screen."""

    def __init__(self) -> None:
        super().__init__()
        self._face = ""
        self._image = QImage()
        self.setFixedSize(FACE, FACE)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_face(self, face: str) -> None:
        """Show a face; nothing happens when it is shown already."""
        if face != self._face:
            self._face, self._image = face, QImage()
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  # Qt's name
        """Paint it."""
        size = round(FACE * self.devicePixelRatioF())
        if self._image.width() != size:
            picture = painter.face(self._face, size)
            data = picture.tobytes()
            whole = QImage(data, size, size, 4 * size, QImage.Format.Format_RGBA8888)
            self._image = whole.copy()  # it does not keep our bytes alive
        paint = QPainter(self)
        paint.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        paint.drawImage(self.rect(), self._image)
        paint.end()


class Head(QWidget):
    """Face and sentence."""

    def __init__(self, palette: Palette) -> None:
        super().__init__()
        self.picture = Picture()
        self.sentence = QLabel()
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        self.sentence.setWordWrap(True)
        self.sentence.setFont(font(self.sentence, 1.1, bold=True))
        self.sentence.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        colours = self.sentence.palette()
        colours.setColor(QPalette.ColorRole.WindowText, QColor(palette.text))
        self.sentence.setPalette(colours)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 8, 10)
        row.setSpacing(14)
        row.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.sentence, 1)

    def say(self, sentence: str, face: str) -> None:
        """Show another sentence and face."""
        self.picture.show_face(face)
        self.sentence.setText(sentence)
        self.sentence.setAccessibleName(sentence)

    def minimumSizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        """Make do with a narrow window."""
        return QSize(160, FACE)
