"""Drawing QR codes."""

import io

import segno


def svg(text: str) -> str:
    """The text's QR code as inline SVG.

    The code is dark on white in every theme, because phones may not read other colours.
    """
    drawn = io.BytesIO()
    code = segno.make(text, error="m", micro=False)
    code.save(
        drawn, kind="svg", xmldecl=False, svgns=True, omitsize=True, border=2, dark="#111", light="#fff"
    )
    return drawn.getvalue().decode()
