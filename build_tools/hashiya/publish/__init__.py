"""Publish an edition: as a MkDocs site, or as a folder of pages for another engine.

`mkdocs` is the only module that knows MkDocs; what it needs besides stands in small
modules of its own: the project read and checked (`opening`), where pages lie (`address`),
the way around (`navigation`), what the frame says (`frames`), the frame cut at its slots
(`shell`) and joined with a page (`press`), styles and scripts (`assets`), the list for
search engines (`sitemap`), the guard over hand-written Markdown (`handwritten`).
`atomic` puts a finished site in the place of the last one; `site` joins the two;
`folder` writes the pages for another engine.
"""
