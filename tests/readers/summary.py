"""A job summary as a browser gets it: Markdown with tables and HTML; only known tags are alive."""

from html.parser import HTMLParser

from markdown_it import MarkdownIt

ALIVE = {
    *("h2", "p", "strong", "blockquote", "table", "thead", "tbody", "tr", "th", "td"),
    *("details", "summary", "pre", "sub", "code"),
}


class _Page(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.texts, self.blocks, self.open = [], [], [], []

    def handle_starttag(self, tag, attrs):
        assert tag in ALIVE, tag
        assert all(name == "style" and value == "text-align:right" for name, value in attrs), attrs
        self.tags.append(tag)
        self.open.append(tag)
        if tag == "pre":
            self.blocks.append("")

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_startendtag(self, tag, attrs):
        raise AssertionError(tag, attrs)

    def handle_comment(self, data):
        raise AssertionError(data)

    def handle_decl(self, decl):
        raise AssertionError(decl)

    def handle_pi(self, data):
        raise AssertionError(data)

    def handle_data(self, data):
        self.texts.append(data)
        if "pre" in self.open:
            self.blocks[-1] += data


def read(markdown):
    """The tags, the text, and the text of each block that keeps its spaces."""
    assert len(markdown.encode()) <= 1 << 20
    page = _Page()
    page.feed(MarkdownIt("commonmark", {"html": True}).enable("table").render(markdown))
    page.close()
    assert page.open == []
    return page.tags, "".join(page.texts), page.blocks
