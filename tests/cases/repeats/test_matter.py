"""同事: what makes two petitions of one person one matter, and what keeps them two."""

from datetime import date, timedelta

from cases.repeats import Petition, features, propose


def filed(*texts: str) -> list[tuple[int, int]]:
    """The pairs proposed among petitions of one person, thirty days apart."""
    petitions = [
        Petition(
            number=number, received=date(2020, 1, 1) + timedelta(days=30 * number), text=text, names=["买英花"],
            id_keys=["i"], village="乙坪村", township="新民乡",
        )
        for number, text in enumerate(texts, 1)
    ]  # fmt: skip
    return [(int(pair.a), int(pair.b)) for pair in propose(map(features, petitions))]


def test_words_the_lexicon_does_not_know_count_as_well() -> None:
    assert filed("反映瘫痪老人的轮椅没有着落。", "再次反映轮椅没人给办。") == [(1, 2)]
    assert filed("反映瘫痪老人的轮椅没有着落。", "再次反映班车不通。") == []


def test_another_person_complained_of_is_another_matter() -> None:
    told = "反映{}某家有小轿车仍享受低保，要求核查。"
    again = "仍反映{}某家拥有轿车却吃低保一事，上次答复不满意。"
    assert filed(told.format("王"), again.format("王")) == [(1, 2)]
    assert filed(told.format("王"), told.format("李")) == []
    assert filed(told.format("王"), told.format("李"), again.format("李")) == [(2, 3)]


def test_a_petition_goes_to_the_matter_nearest_to_it_and_joins_no_two() -> None:
    food, beaten = "敬老院伙食差，老人吃不饱。", "敬老院护理员打骂失能老人。"
    assert filed(food, beaten) == []
    assert filed(food, beaten, "养老院饭菜还是老样子，老人们仍然吃不好。") == [(1, 3)]


def test_facts_of_one_family_in_petitions_for_two_benefits_are_two_matters() -> None:
    assert filed("女儿先天性心脏病做手术花了八万，想报医疗救助。", "女儿做过心脏手术，干不了重活，想申请低保。") == []
