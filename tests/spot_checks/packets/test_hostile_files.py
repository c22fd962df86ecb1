"""Files that nobody's packet wrote, or that were changed on their way: each refused with a sentence, nothing written."""

import hashlib
import json
import random
import struct
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from core.refusal import Refused
from spot_checks.models import Packet, Visit
from spot_checks.operations import packets
from spot_checks.operations.packet_results import load_result
from spot_checks.rules import packet_result, packet_seal
from tests.spot_checks.packets.files import filled, good, photo, result_of, secret
from tests.spot_checks.packets.refusing import code_of, nothing_came_of

MUTATIONS = 2_000


def test_foreign_files_are_refused(away: Any) -> None:
    packet = away.issue()
    for data in (b"", b"PK\x03\x04" + b"x" * 200, b"<html>" * 40, packet_seal.MAGIC, good(packet)[:30]):
        assert code_of(lambda data=data: load_result(data, by=away.inspector)) == "packet-foreign"
    other = Packet(pk=Packet().pk)
    plain = packet_result.write(other.pk, *([each[0]] for each in [filled(away.items[0])]), [])
    unknown = packet_seal.seal_result(b"k" * 32, other.pk, plain)
    assert code_of(lambda: load_result(unknown, by=away.inspector)) == "packet-unknown"
    forged = packet_seal.seal_result(b"k" * 32, packet.pk, plain)
    assert code_of(lambda: load_result(forged, by=away.inspector)) == "packet-changed"
    assert nothing_came_of(packet)


def test_a_packet_of_another_county_is_unknown_here(away: Any) -> None:
    packet = away.issue()
    data = good(packet, *away.items)
    Packet.objects.filter(pk=packet.pk).update(county_code="640423")
    assert code_of(lambda: load_result(data, by=away.inspector)) == "packet-unknown"


def test_a_result_of_one_packet_cannot_be_passed_off_as_anothers(away: Any) -> None:
    mine = away.issue()
    theirs = packets.issue_packet(away.draw, by=away.second, items=away.items, pin="8374650192")
    data = good(mine, *away.items)
    moved = data[:8] + theirs.pk.bytes + data[24:]
    assert code_of(lambda: load_result(moved, by=away.second)) == "packet-changed"


def test_two_thousand_mutations_are_each_refused_with_a_sentence(away: Any) -> None:
    packet = away.issue()
    data = good(packet, away.items[0])
    dice = random.Random(7)
    for number in range(MUTATIONS):
        changed = bytearray(data)
        at = dice.randrange(len(data)) if number % 2 else dice.randrange(60)
        kind = number % 4
        if kind == 0:
            changed[at] ^= 1 << dice.randrange(8)
        elif kind == 1:
            del changed[at : at + dice.randrange(1, 40)]
        elif kind == 2:
            changed[at:at] = dice.randbytes(dice.randrange(1, 40))
        else:
            changed[at : at + 4] = bytes(each ^ 0xA5 for each in changed[at : at + 4])
        assert bytes(changed) != data
        with pytest.raises(Refused) as caught:
            load_result.__wrapped__(bytes(changed), by=away.inspector)  # without 2,000 links of the chain
        assert caught.value.message.endswith("。")
    assert nothing_came_of(packet)
    load_result(data, by=away.inspector)
    assert Visit.objects.count() == 1


def test_two_thousand_mutations_under_the_right_key_never_crash(away: Any) -> None:
    """Whoever has the phone has the key: the parser stands alone."""
    packet = away.issue()
    visit, photos = filled(away.items[0], b"\xff\xd8\xff" + b"j" * 40, absences=["2021-07-20"], summary="核对")
    plain = packet_result.write(packet.pk, [visit], photos)
    assert packet_result.read(plain, packet.pk)
    dice, refused = random.Random(11), 0
    for _ in range(MUTATIONS):
        changed = bytearray(plain)
        for _ in range(dice.randrange(1, 4)):
            at = dice.randrange(len(changed))
            if dice.random() < 0.4:
                changed[at] = dice.choice(b'{}[],:"0123456789-eE.ntf\\\x00\xff')
            elif dice.random() < 0.5:
                del changed[at : at + dice.randrange(1, 9)]
            else:
                changed[at:at] = plain[at : at + dice.randrange(1, 30)]
        try:
            packet_result.read(bytes(changed), packet.pk)
        except packet_result.Malformed:
            refused += 1
    assert refused > MUTATIONS * 0.8


def test_a_file_over_60_mb_is_refused_unread(away: Any) -> None:
    packet = away.issue()
    data = packet_seal.MAGIC + packet.pk.bytes + bytes(packet_result.MOST_BYTES)
    assert code_of(lambda: load_result(data, by=away.inspector)) == "packet-size"


@pytest.mark.parametrize("count", [13, 200])
def test_too_many_photos_are_refused(away: Any, count: int) -> None:
    packet = away.issue()
    data = result_of(packet, filled(away.items[0], *(b"\xff\xd8\xff%d" % n for n in range(count))))
    assert code_of(lambda: load_result(data, by=away.inspector)) == "packet-form"


def plain_with(text: bytes, tail: bytes = b"") -> bytes:
    return struct.pack(">I", len(text)) + text + tail


def test_odd_json_is_malformed_and_never_a_crash(away: Any) -> None:
    packet = away.issue()
    head = f'{{"v":1,"packet":"{packet.pk}","visits":'.encode()
    odd = [
        b"", b"\x00\x00", plain_with(b"[]"), plain_with(b"null"), plain_with(b"\xff"), plain_with(head + b"[]}"),
        plain_with(head + b"NaN}"), plain_with(head + b"1e999}"), plain_with(head + b"[" * 100_000 + b"]" * 100_000 + b"}"),
        plain_with(head + b"9" * 5000 + b"}"), plain_with(head + b'[],"v":1}'), plain_with(head.replace(b"1", b"true", 1) + b"[]}"),
        plain_with(head + b'["\\ud800"]}'), struct.pack(">I", 2**32 - 1) + b"{}",
        plain_with(head.replace(str(packet.pk).encode(), b"0" * 36) + b"[]}"),
    ]  # fmt: skip
    for plain in odd:
        data = packet_seal.seal_result(secret(packet), packet.pk, plain)
        assert code_of(lambda data=data: load_result(data, by=away.inspector)) == "packet-form"
    assert nothing_came_of(packet)


def test_photos_are_what_the_file_says_they_are(away: Any) -> None:
    packet = away.issue()
    visit, photos = filled(away.items[0], photo(1))
    for told in ({"size": 5}, {"size": "5"}, {"sha256": "0" * 64}, {"original_sha256": "no"}, {"size": 10**9}):
        changed = visit | {"photos": [visit["photos"][0] | told]}
        data = result_of(packet, (changed, photos))
        assert code_of(lambda data=data: load_result(data, by=away.inspector)) == "packet-form"
    png = b"\x89PNG" + bytes(40)
    named = visit["photos"][0] | {"size": len(png), "sha256": hashlib.sha256(png).hexdigest()}
    assert code_of(lambda: load_result(result_of(packet, (visit | {"photos": [named]}, [png])), by=away.inspector))
    trailing = packet_seal.seal_result(
        secret(packet), packet.pk, packet_result.write(packet.pk, [visit], [*photos, b"more"])
    )
    assert code_of(lambda: load_result(trailing, by=away.inspector)) == "packet-form"
    twice = result_of(packet, (visit, photos), (visit, photos))
    assert code_of(lambda: load_result(twice, by=away.inspector)) == "packet-form"


def test_a_file_written_from_the_description_alone_opens_and_is_bound_to_its_head(away: Any) -> None:
    """docs/adr/0005: what any program writes so, the server reads; without the head as associated data it does not."""
    packet = away.issue()
    visit, photos = filled(away.items[0], photo(1))
    text = json.dumps({"v": 1, "packet": str(packet.pk), "visits": [visit]}).encode()
    plain = len(text).to_bytes(4, "big") + text + b"".join(photos)
    key = HKDF(SHA256(), 32, packet.pk.bytes, b"MZRHB1 result").derive(secret(packet))
    head, nonce = b"MZRHB\x01\r\n" + packet.pk.bytes, b"n" * 12
    unbound = head + nonce + AESGCM(key).encrypt(nonce, plain, None)
    assert code_of(lambda: load_result(unbound, by=away.inspector)) == "packet-changed"
    load_result(head + nonce + AESGCM(key).encrypt(nonce, plain, head), by=away.inspector)
    assert Visit.objects.count() == 1
