"""A page of a manual with the cited place marked: beside the answer, and opened full screen."""

from dataclasses import dataclass

import streamlit as st

from app.pages import answer_markup, markup
from app.pages_context import readers_labels, service
from store.errors import MillwrightError
from store.page_images import page_size_points
from store.values import Place

# Streamlit draws elements one after the other: the picture may not be there when this runs.
_SCROLL_TO_MARK = """<script>
(function scroll(share, tries) {
  const pane = document.querySelector(".st-key-opened_page");
  const image = pane && pane.querySelector("img");
  if (image && image.complete && image.offsetHeight > 0) {
    pane.scrollTop = Math.max(0, share * image.offsetHeight - pane.clientHeight / 4);
  } else if (tries > 0) {
    setTimeout(function () { scroll(share, tries - 1); }, 30);
  }
})(%.4f, 100); /* page %d */
</script>"""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a text stands: enough to show its pages."""

    manual: str
    revision: str
    title: str
    places: tuple[Place, ...]
    revision_id: str = ""

    @property
    def name(self) -> str:
        """What names the revision: its id, if that is known."""
        return self.revision_id or self.revision

    def place(self, page: int) -> Place:
        """Return what is marked on a page; an unmarked place where nothing is cited."""
        here = [place for place in self.places if place.page == page]
        if not here:
            return Place(page=page)
        boxes = tuple(box for place in here for box in place.boxes)
        return here[0].model_copy(update={"boxes": boxes})


def page_beside(source: Source) -> None:
    """Show the first cited page beside the answer; it opens full screen by its button."""
    labels = readers_labels()
    place = source.place(source.places[0].page)
    with st.container(key="page_beside"):
        pages = _pages(source)
        st.html(answer_markup.viewed_page(source.title, source.revision, place, pages, labels))
        try:
            png = _image(source, place)
        except MillwrightError as error:
            st.html(markup.line(str(error), "problem"))
            return
        st.image(png, width="stretch", output_format="PNG")
        if st.button(labels("enlarge_page"), key="enlarge", width="stretch"):
            open_page(source)


def open_page(source: Source) -> None:
    """Open the first cited page full screen."""
    st.session_state.opened = source.places[0].page
    title = readers_labels()("page_of_manual")
    st.dialog(title, width="large")(_opened)(source)


def _opened(source: Source) -> None:
    labels = readers_labels()
    pages = _pages(source)
    with st.container(key="opened_bar", horizontal=True, vertical_alignment="center"):
        heading = st.empty()
        page = st.session_state.opened
        before, after = labels("previous"), labels("next")
        if st.button(before, key="previous", icon=":material/chevron_left:", disabled=page <= 1):
            _turn(page - 1)
        at_end = bool(pages) and page >= pages
        if st.button(after, key="next", icon=":material/chevron_right:", disabled=at_end):
            _turn(page + 1)
        if st.button(labels("close"), key="close_page", icon=":material/close:", type="primary"):
            st.rerun()
    place = source.place(page)
    heading.html(answer_markup.viewed_page(source.title, source.revision, place, pages, labels))
    with st.container(key="opened_page"):
        try:
            png = _image(source, place)
        except MillwrightError as error:
            st.html(markup.line(str(error), "problem"))
            return
        st.image(png, width="stretch", output_format="PNG")
        top = min((box[1] for box in place.boxes), default=0.0)
        share = top / page_size_points(png)[1]
        st.html(_SCROLL_TO_MARK % (share, page), unsafe_allow_javascript=True)


def _turn(page: int) -> None:
    st.session_state.opened = page
    st.rerun(scope="fragment")


def _image(source: Source, place: Place) -> bytes:
    return service().page_image(source.manual, source.name, place.page, boxes=place.boxes)


def _pages(source: Source) -> int:
    """Return how many pages the revision has; 0 if that is not known any more."""
    try:
        summaries = service().manuals()
    except MillwrightError:
        # The page itself still opens, or says why not; only the count is missing.
        return 0
    return next(
        (
            revision.pages
            for manual in summaries
            if manual.manual == source.manual
            for revision in manual.revisions
            if source.name in (revision.id, revision.revision)
        ),
        0,
    )
