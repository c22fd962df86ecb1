"""The columns of bulk rows, in the order in which the writer fills them."""

SCOPE = ("county_code", "township_code", "division_code")

HOUSEHOLD = ("id", *SCOPE, "number", "group", "address", "hardship", "note", "version")
EVENT = (
    "id", *SCOPE, "household_id", "kind", "change", "reason", "effective_month", "at", "by_id", "source_type",
    "source_id", "paper", "terms", "reverses_id",
)  # fmt: skip
PERSON = (
    "id", *SCOPE, "name", "initials", "id_sealed", "id_index", "last6_index", "phone_sealed", "birth_date", "sex",
    "ethnicity", "health", "labour", "household_id", "covered", "version",
)  # fmt: skip
MEMBERSHIP = (
    "id",
    *SCOPE,
    "household_id",
    "person_id",
    "relation",
    "is_head",
    "position",
    "first_month",
    "opened_by_id",
)
AWARD = (
    "id", *SCOPE, "household_id", "person_id", "scheme", "grade", "care_mode", "care_level", "aid_kind", "serial",
    "persons", "covered", "monthly_fen", "account_holder", "bank", "account_sealed", "account_index", "first_month",
    "last_month", "opened_by_id",
)  # fmt: skip
COVERED = (*SCOPE, "award_id", "person_id")
