"""A finding in an inspector's words finds its theme."""

import pytest

from domain.judgements import grade_of
from domain.themes import theme_of
from tests.policies.files import framework_of

# Invented findings in the manner of inspectors, one for each way of going wrong that the real ones showed.
FINDINGS = [
    ("How soon privately fostered children are visited.", "private_fostering"),
    ("Support to FOSTER CARERS and their reviews.", "homes_and_carers"),
    ("Young people of 16 who are homeless.", "homeless_16_17"),
    ("Return home interviews after a child has gone missing.", "missing_and_exploitation"),
    ("Knowing which children are missing from education.", "out_of_school"),
    ("The life\N{NON-BREAKING HYPHEN}story work that children are given.", "life_story"),
    ("Work in pre- proceedings to bring permanence.", "pre_proceedings"),
    ("Care leavers\N{RIGHT SINGLE QUOTATION MARK} understanding of what is theirs by right.", "care_leavers"),
    ("Mental health help for children in care and care leavers.", "health_in_care"),
    ("Plans for children in need, children in care and care leavers.", "assessment_and_planning"),
    ("Placement sufficiency for children in care and care leavers.", "homes_and_carers"),
    ("Workforce sufficiency.", "workforce"),
    ("Case recording, supervision records included.", "recording"),
    ("Supervision, and management oversight of plans.", "management_oversight"),
    ("What corporate parenting achieves.", "leadership"),
    ("What audits and quality assurance change.", "quality_assurance"),
    ("Challenge by IROs when plans drift.", "independent_review"),
    ("An ironic remark.", None),
]


@pytest.mark.parametrize(("finding", "theme"), FINDINGS)
def test_a_finding_belongs_to_the_first_theme_with_one_of_its_words(finding: str, theme: str | None) -> None:
    found = theme_of(framework_of("ofsted_ilacs"), finding)

    assert (found.id if found else None) == theme


@pytest.mark.parametrize(
    ("judgements", "area", "grade"),
    [
        ({"in_care": "good"}, "in_care", "good"),
        ({"in_care": "good", "care_leavers": "inadequate"}, "in_care_and_care_leavers", "inadequate"),
        ({"in_care": "good"}, "in_care_and_care_leavers", None),
        ({"in_care_and_care_leavers": "requires_improvement"}, "care_leavers", "requires_improvement"),
        ({"overall": "good"}, "help_and_protection", None),
    ],
)
def test_an_area_that_was_split_is_as_good_as_its_worst_part(
    judgements: dict[str, str], area: str, grade: str | None
) -> None:
    given = grade_of(framework_of("ofsted_ilacs"), judgements, area)

    assert given == grade
