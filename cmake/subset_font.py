"""Writes a font with only the characters that the interface uses: subset_font.py FONT UNICODES OUTPUT.

Digits become those of the font's OpenType feature "tnum", which all have one width, so that changing numbers stand still;
Dear ImGui does not read OpenType features itself. Kerning, which it does not do either, is dropped.
"""

import sys

from fontTools import subset


def tabular_glyphs(font):
    """Glyph names of the feature "tnum": proportional -> tabular."""
    table = font["GSUB"].table
    features = (record.Feature for record in table.FeatureList.FeatureRecord if record.FeatureTag == "tnum")
    lookups = {index for feature in features for index in feature.LookupListIndex}
    mapping = {}
    for index in lookups:
        for part in table.LookupList.Lookup[index].SubTable:
            mapping.update(getattr(part, "ExtSubTable", part).mapping)
    return mapping


def make_digits_tabular(font):
    tabular = tabular_glyphs(font)
    for table in font["cmap"].tables:  # some share their mapping
        for digit in map(ord, "0123456789"):
            if digit in table.cmap:
                table.cmap[digit] = tabular.get(table.cmap[digit], table.cmap[digit])


def main(source, unicodes, output):
    options = subset.Options(layout_features=[], hinting=False)
    font = subset.load_font(source, options)
    make_digits_tabular(font)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=subset.parse_unicodes(unicodes))
    subsetter.subset(font)
    subset.save_font(font, output, options)


main(*sys.argv[1:])
