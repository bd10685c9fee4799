"""Render: the parts of pages as HTML, with every run of text in its language and direction."""
