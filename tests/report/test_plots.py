"""The plot is small, well-formed and the same every time."""

from xml.etree import ElementTree

from falsum.report.plots import BREAKS, natural_key, slack_plot

POINTS = [("n=10", -0.2), ("n=2", 0.4), ("n=1", -1.0)]
MANY = [(f"dimension={d},activation=leaky_relu,width={w}", d / 30) for d in range(30) for w in "ab"]


def circles(svg: str) -> list[ElementTree.Element]:
    """Return the dots of a plot."""
    root = ElementTree.fromstring(svg)
    return root.findall(".//{http://www.w3.org/2000/svg}circle")


def test_it_is_well_formed_and_described():
    """Title and description come first, for those who cannot see it; text is escaped."""
    root = ElementTree.fromstring(slack_plot("a < b & c", POINTS))
    assert [child.tag.rpartition("}")[2] for child in root][:2] == ["title", "desc"]
    assert root[0].text == "a < b & c"
    assert "n=2" in str(root[1].text)


def test_configurations_stand_in_natural_order():
    """The order of the evidence does not matter."""
    svg = slack_plot("t", POINTS)
    assert svg == slack_plot("t", POINTS[::-1])
    assert svg.index(">n=1<") < svg.index(">n=2<") < svg.index(">n=10<")
    assert len(circles(svg)) == 3


def test_only_a_broken_statement_has_points_in_another_colour():
    """The worst violation is labelled."""
    assert BREAKS not in slack_plot("t", POINTS)
    assert "n=2: 0.4<" in slack_plot("t", POINTS, broken=True)


def test_many_configurations_stay_small():
    """Neighbours share a dot that shows the worst of them."""
    many = [(f"{key},seed={n}", slack) for key, slack in MANY for n in range(20)]
    svg = slack_plot("t", many, broken=True)
    assert len(svg.encode()) < 15_000
    assert len(circles(svg)) <= 96
    assert "0.967" in svg


def test_natural_order():
    """Numbers in names count as numbers."""
    assert sorted(["a10", "a2", "b1", "a"], key=natural_key) == ["a", "a2", "a10", "b1"]
