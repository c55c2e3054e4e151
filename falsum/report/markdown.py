"""Markdown that GitHub renders: mathematics with its traps removed, and a linter that finds them.

GitHub reads a page as Markdown before it looks for mathematics.  Inside dollars a backslash before
punctuation is lost, an underscore or a star may start emphasis, a bar ends a table cell, and a
dollar that touches a letter, a digit or a hyphen is no delimiter.  Inside a ``math`` fence nothing
of the kind happens.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

# (what is written, what GitHub shows correctly inside dollars)
REPLACED = (
    (r"\\operatorname\*?\{([^{}]*)\}", r"\\mathop{\\mathrm{\1}}"),
    (r"\\\|", r"\\Vert "),
    (r"\\\{", r"\\lbrace "),
    (r"\\\}", r"\\rbrace "),
    (r"\\,", r"\\thinspace "),
    (r"\\;", r"\\thickspace "),
    (r"\\:", r"\\medspace "),
    (r"\\!", r"\\negthinspace "),
    (r"\\#", r"\\sharp "),
    (r"\|", r"\\vert "),
    (r"<", r"\\lt "),
    (r">", r"\\gt "),
    (r"\*", r"\\ast "),
    (r"\](?=\()", r"]\\thinspace "),  # [a](b) is a link
    (r"(?<![0-9A-Za-z])_(?=\S)", "_ "),  # an underscore after punctuation may start emphasis
)

FENCE = re.compile(r"^\s*```(\S*)")
CODE = re.compile(r"(?<!`)`[^`]+`(?!`)")
INLINE = re.compile(r"\$([^$]*)\$")
TWO_SUPERSCRIPTS = re.compile(r"\^(?:\{[^{}]*\}|[^{\\\s])\s*\^")
BANNED = re.compile(r"\\(operatorname|mbox|phantom|def|newcommand|require|href|label)(?![A-Za-z])")
IN_DOLLARS = (
    (re.compile(r"\\[^A-Za-z\s]"), "a backslash before punctuation is lost inside dollars"),
    (re.compile(r"<(?!\s)|(?<!\s)<"), "a < without spaces reads as HTML; write \\lt"),
    (re.compile(r"\*"), "a star may start emphasis; write \\ast"),
    (re.compile(r"(?<![0-9A-Za-z])_\S"), "an underscore after punctuation may start emphasis"),
    (re.compile(r"\]\("), "](  reads as a link"),
    (TWO_SUPERSCRIPTS, "two superscripts in a row"),
    (BANNED, "a macro that GitHub refuses"),
)


def inline(tex: str) -> str:
    """Return LaTeX between dollars, written so that Markdown leaves it alone."""
    text = " ".join(tex.split())
    for pattern, replacement in REPLACED:
        text = re.sub(pattern, replacement, text)
    return f"${re.sub(r' +', ' ', text).strip()}$"


def display(tex: str) -> str:
    """Return LaTeX in a ``math`` fence."""
    text = re.sub(r"\\operatorname\*?\{([^{}]*)\}", r"\\mathop{\\mathrm{\1}}", tex.strip())
    return f"```math\n{text}\n```"


def prose(text: str) -> str:
    """Return running text on one line: its ``$...$`` made safe, the rest escaped."""
    pieces = " ".join(text.split()).split("$")
    if len(pieces) % 2 == 0:
        return _escaped("$".join(pieces)).replace("$", r"\$")
    line = _escaped(pieces[0])
    for maths, after in zip(pieces[1::2], pieces[2::2], strict=True):
        line = re.sub(r"(?<=\w)-?$", " ", line) + inline(maths)
        line += _escaped(re.sub(r"^-?(?=\w)", " ", after))
    return line


def without_maths(text: str) -> str:
    """Return running text for a link, where GitHub renders no mathematics."""
    return _escaped(" ".join(text.replace("$", "").split()))


def link(text: str, target: str) -> str:
    """Return a link whose text holds no mathematics."""
    return f"[{without_maths(text).replace('[', '(').replace(']', ')')}]({target})"


def code(text: str) -> str:
    """Return text as code, without the characters that would end it."""
    return f"`{text.replace('`', ' ').replace('|', '¦').strip() or ' '}`"


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Return the lines of a table; cells are Markdown already, without bars."""
    lines = [header, ["---"] * len(header), *rows]
    return [f"| {' | '.join(_cell(c) for c in cells)} |" for cells in lines]


def _cell(text: str) -> str:
    return re.sub(r"(?<!\\)\|", r"\\|", text) or " "


def _escaped(text: str) -> str:
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace("*", r"\*").replace("`", "'")
    return re.sub(r"(?<![0-9A-Za-z])_|_(?![0-9A-Za-z])", r"\\_", text)


def lint(text: str) -> list[str]:
    """Return one line for each thing in a page that GitHub would render wrongly."""
    found: list[str] = []
    fence: str | None = None
    columns = 0
    for number, line in enumerate(text.splitlines(), 1):
        opened = FENCE.match(line)
        if opened:
            fence = opened[1] if fence is None else None
            continue
        if fence is None:
            bare = CODE.sub("`", line)
            faults = [*_in_text(bare), *_in_row(bare, columns)]
            columns = _bars(bare) if bare.startswith("|") else 0
        else:
            faults = _in_fence(line) if fence == "math" else []
        found.extend(f"line {number}: {fault}" for fault in faults)
    return found if fence is None else [*found, "a fence is never closed"]


def _in_fence(line: str) -> list[str]:
    faults = ["a dollar inside a math fence"] if "$" in line else []
    if TWO_SUPERSCRIPTS.search(line):
        faults.append("two superscripts in a row")
    if BANNED.search(line):
        faults.append("a macro that GitHub refuses")
    return faults + _braces(line)


def _in_text(line: str) -> list[str]:
    line = line.replace(r"\$", "")
    if "$$" in line:
        return ["two dollars in a row; display mathematics belongs in a math fence"]
    if line.count("$") % 2:
        return ["a dollar without its partner"]
    faults = []
    if re.search(r"\[[^\]]*\$[^\]]*\]\(", INLINE.sub(lambda m: "$$", line)):
        faults.append("mathematics in the text of a link")
    for match in INLINE.finditer(line):
        before, after = line[: match.start()][-1:], line[match.end() :][:1]
        if re.match(r"[\w\-*\\]", before) or re.match(r"[\w\-*]", after):
            faults.append(f"the dollars of {match[0]} touch a letter, digit, hyphen or star")
        if not match[1].strip() or match[1] != match[1].strip():
            faults.append(f"a space just inside the dollars of {match[0]}")
        faults.extend(f"{what}: {match[0]}" for rule, what in IN_DOLLARS if rule.search(match[1]))
        faults.extend(_braces(match[1]))
    return faults


def _in_row(line: str, columns: int) -> list[str]:
    if not line.startswith("|"):
        return []
    if any("|" in match[1] for match in INLINE.finditer(line)):
        return ["a bar inside the mathematics of a table row; write \\vert"]
    if columns and _bars(line) != columns:
        return ["a table row with another number of cells than the row above"]
    return []


def _bars(line: str) -> int:
    return len(re.findall(r"(?<!\\)\|", line))


def _braces(tex: str) -> list[str]:
    bare = re.sub(r"\\[{}]", "", tex)
    return [] if bare.count("{") == bare.count("}") else [f"unbalanced braces: {tex}"]
