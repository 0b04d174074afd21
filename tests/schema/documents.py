"""Whatever a document may hold, right or wrong, as Hypothesis makes it up."""

from hypothesis import strategies as st

KEYS = st.from_regex(r"[a-z_-]{1,5}", fullmatch=True) | st.text(max_size=4)
VALUES = st.recursive(
    st.booleans() | st.integers(-99, 99) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)
