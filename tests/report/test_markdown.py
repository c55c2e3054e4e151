"""The helpers write what GitHub renders, and the linter finds what it does not."""

import pytest

from falsum.report.markdown import code, display, inline, link, lint, prose, table

BAD = {
    "a space inside": ("Let $ x$ be", "space just inside"),
    "a space at the end": ("Let $x $ be", "space just inside"),
    "glued to a letter": ("the a$x$ is", "touch"),
    "glued to a digit": ("$x$2 is", "touch"),
    "glued to a hyphen": ("an $n$-dimensional", "touch"),
    "bold": ("**$n$**", "touch"),
    "unpaired": ("costs 5$ each", "partner"),
    "double dollars": ("$$x$$", "math fence"),
    "braces": (r"$\{1, 2\}$", "backslash before punctuation"),
    "thin space": (r"$a\,b$", "backslash before punctuation"),
    "semicolon": (r"$a\;b$", "backslash before punctuation"),
    "norm": (r"$\|x\|$", "backslash before punctuation"),
    "less": ("$a<b$", "reads as HTML"),
    "star": ("$x^*$", "emphasis"),
    "underscore": (r"$\mathbb{E}_{x}$", "emphasis"),
    "link": ("$[a](b)$", "link"),
    "operator": (r"$\operatorname{rank} A$", "refuses"),
    "unbalanced": (r"$\frac{1}{2$", "unbalanced"),
    "superscripts": ("$x^{a}^{b}$", "superscripts"),
    "bar in a row": ("| $|x|$ | b |", "bar inside"),
    "cells": ("| a | b |\n| --- | --- |\n| a | b | c |", "number of cells"),
    "maths in a link": ("[the $x$ page](a.md)", "text of a link"),
    "operator in a fence": ("```math\n\\operatorname*{argmin} x\n```", "refuses"),
    "dollar in a fence": ("```math\n$x$\n```", "dollar inside a math fence"),
    "superscripts in a fence": ("```math\nx^{a}^2\n```", "superscripts"),
    "open fence": ("```math\nx", "never closed"),
}


@pytest.mark.parametrize("name", BAD)
def test_the_linter_finds(name):
    """Each bad example has exactly one kind of fault, and it is found."""
    text, message = BAD[name]
    found = lint(text)
    assert found
    assert all(message in fault for fault in found)


@pytest.mark.parametrize(
    "text",
    [
        "Let $x_1 < y$ be ($n$), then $\\lbrace 1 \\rbrace$.",
        "Code `$x` and `a|b` is left alone, and \\$5 too.",
        "```sh\necho $x$y | wc\n```",
        "```math\n\\|x\\|_{2} \\leq \\{1\\}\\, a<b\n```",
        "| a | $x$ |\n| --- | --- |\n| b \\| c | $\\vert x \\vert$ |",
    ],
)
def test_the_linter_accepts(text):
    """What GitHub renders passes."""
    assert lint(text) == []


@pytest.mark.parametrize(
    "tex",
    [
        r"\left\|w^{*}\right\|_{2}^2 < \left\{1\right\}\,|x|",
        r"\mathbb{E}_{x \sim D}\;\left|f(x)\right|",
        r"\operatorname*{argmin}_{x} f_{*}(x)",
        r" [a+b](c*d) > 0 ",
        r"\#\gamma \!x",
    ],
)
def test_inline_is_clean(tex):
    """Whatever an author writes comes out clean, in a sentence and in a table."""
    assert lint(f"So {inline(tex)} holds.") == []
    assert lint("\n".join(table(["a"], [[inline(tex)]]))) == []
    assert lint(display(tex)) == []


def test_inline_writes_what_is_meant():
    """The replacements mean the same in LaTeX."""
    assert inline(r"\|x\|_2 < |y|") == r"$\Vert x\Vert _ 2 \lt \vert y\vert$"
    assert inline(r"\left\{a\right\}") == r"$\left\lbrace a\right\rbrace$"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("an $n$-dimensional ball", "an $n$ dimensional ball"),
        ("the non-$n$ and $m$th one", "the non $n$ and $m$ th one"),
        ("between $x$ and $y$ lies", "between $x$ and $y$ lies"),
        ("costs 5$, or w* < 3", r"costs 5\$, or w\* &lt; 3"),
        ("two\n  lines", "two lines"),
        ("snake_case and _x_", r"snake_case and \_x\_"),
    ],
)
def test_prose(text, expected):
    """Running text stays readable and is safe."""
    assert prose(text) == expected
    assert lint(prose(text)) == []


def test_links_and_code():
    """A link has no mathematics in its text; code has no backtick and no bar."""
    assert link("On $x_1$ [sic]", "a.md") == "[On x_1 (sic)](a.md)"
    assert code("a`|b") == "`a ¦b`"
