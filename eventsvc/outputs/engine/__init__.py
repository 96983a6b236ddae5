"""WeasyPrint's private parts: measuring text, and drawing it without laying out a page for it.

The only package that touches them (the version is pinned). Whatever is drawn here comes from the
same Pango, the same fonts and the same drawing code as a page that WeasyPrint lays out itself;
a test compares both glyph by glyph. Lengths are CSS pixels (1/96 inch), from the top left corner.
"""
