"""Our window in the tray, and what lies beneath it: the picture has no black corners.

A window is as transparent as its tray wishes (`_NET_SYSTEM_TRAY_VISUAL`), and most wish nothing. So
the server is asked to paint our window with its parent's background, and what it has painted is read
back. That background is taken for this one moment only: a window that keeps it cannot be given to a
parent of another depth (X Window System Protocol, ReparentWindow).
"""

from typing import Any, NamedTuple

from PIL import Image

from unsit.xembed.backend import X

MARK = 0x01FF00FF
"""A colour that no panel has; where it stays, the parent has no background to give."""

MARK_BYTES = MARK.to_bytes(4, "little")[:3]
OPAQUE = 255
EVENTS = X.ExposureMask | X.StructureNotifyMask | X.ButtonPressMask


class Ground(NamedTuple):
    """The panel beneath the icon: pixels with premultiplied alpha, as many as the window has."""

    size: tuple[int, int]
    paper: Image.Image

    def under(self, face: Image.Image) -> bytes:
        """Return a face laid upon it, in the middle, as the server wants its pixels."""
        width, height = self.size
        place = ((width - face.width) // 2, (height - face.height) // 2)
        solid = face.copy()
        solid.putalpha(OPAQUE)
        whole = self.paper.copy()
        whole.paste(solid, place, mask=face.getchannel("A"))
        return whole.tobytes("raw", "BGRA")


def visual_wanted(display: Any, tray: Any) -> int:
    """Return the visual that a tray wants its icons to have; 0 = that of the root window."""
    kind = display.intern_atom("_NET_SYSTEM_TRAY_VISUAL")
    wanted = tray.get_full_property(kind, X.AnyPropertyType)
    visual = int(wanted.value[0]) if wanted is not None and len(wanted.value) else 0
    screen = display.screen()
    known = visual in (each.visual_id for _, each in _visuals(screen))
    return visual if known and visual != screen.root_visual else 0


def window(screen: Any, visual: int) -> Any:
    """Return a new window for the icon, of a visual of this screen (0 = the root window's)."""
    root = screen.root
    if not visual:
        return root.create_window(-1, -1, 1, 1, 0, screen.root_depth, event_mask=EVENTS)
    depth = next(depth for depth, each in _visuals(screen) if each.visual_id == visual)
    colours = root.create_colormap(visual, X.AllocNone)
    return root.create_window(
        *(-1, -1, 1, 1, 0, depth, X.InputOutput, visual),
        event_mask=EVENTS,
        colormap=colours,
        background_pixel=0,
        border_pixel=0,
    )


def readable(display: Any, depth: int) -> bool:
    """Say whether pixels of this depth are four bytes in the order blue, green, red."""
    info, screen = display.display.info, display.screen()
    bits = {each.depth: each.bits_per_pixel for each in info.pixmap_formats}
    reds = {each.red_mask for _, each in _visuals(screen) if each.visual_id == screen.root_visual}
    return info.image_byte_order == 0 and bits.get(depth) == 32 and reds == {0xFF0000}


def read(beneath: Any, gc: Any, size: tuple[int, int]) -> Ground:
    """Have a window painted with its parent's background, and read that.

    Raises python-xlib's BadMatch when the window is not to be seen.
    """
    gc.change(foreground=MARK)
    beneath.fill_rectangle(gc, 0, 0, *size)
    beneath.change_attributes(background_pixmap=X.ParentRelative)
    beneath.clear_area(0, 0, *size)
    beneath.change_attributes(background_pixmap=X.NONE)
    data = beneath.get_image(0, 0, *size, X.ZPixmap, 0xFFFFFFFF).data
    if data[:3] == MARK_BYTES:
        data = bytes(len(data))
    return Ground(size, Image.frombytes("RGBA", size, data, "raw", "BGRA"))


def _visuals(screen: Any) -> list[tuple[int, Any]]:
    return [(each.depth, one) for each in screen.allowed_depths for one in each.visuals]
