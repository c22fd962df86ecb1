"""The drawings of the house in docs/ are of the house as it stands."""

from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from jingyuan_rectify.models_map import APPS, drawn, meaning

DOCS = Path(settings.BASE_DIR) / "docs"


def test_the_map_of_models_is_the_one_generated():
    assert (DOCS / "models.md").read_text(encoding="utf-8") == drawn(), "run manage.py models_map"


def test_every_app_of_ours_is_on_the_map():
    ours = {each.label for each in apps.get_app_configs() if Path(each.path).parent == Path(settings.BASE_DIR)}
    assert ours - {"jingyuan_rectify"} == set(APPS)


def test_every_table_says_what_its_rows_are():
    mute = [model.__name__ for label in APPS for model in apps.get_app_config(label).get_models() if not meaning(model)]
    assert [name for name in mute if "_" not in name] == []


def places() -> list[str]:
    """Every path the drawing of the house names in backquotes."""
    words = (DOCS / "house.md").read_text(encoding="utf-8").split("`")[1::2]
    return [word for word in words if "/" in word and " " not in word]


@pytest.mark.parametrize(
    "place", sorted(set(places()) - {"views/", "exports/", "forms/", "operations/", "intake/", "models/", "rules/"})
)
def test_what_the_drawing_names_is_there(place):
    assert (Path(settings.BASE_DIR) / place).exists()
