"""Signatures as Standard Webhooks says."""

from base64 import b64decode
from datetime import UTC, datetime, timedelta

from kalends.domain.signature import SECRET_PREFIX, shown_secret, signed_headers

# The vector of the specification's reference libraries
SECRET = b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
MESSAGE, BODY = "msg_p5jXN8AQM9LWM0D4loKWxJek", b'{"test": 2432232314}'
THEN = datetime.fromtimestamp(1_614_265_330, UTC)
SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


class TestASignature:
    def test_is_the_one_of_the_published_vector(self) -> None:
        assert signed_headers(MESSAGE, BODY, (SECRET,), THEN) == {
            "webhook-id": MESSAGE,
            "webhook-timestamp": "1614265330",
            "webhook-signature": SIGNATURE,
        }

    def test_is_another_a_second_later_and_for_another_body(self) -> None:
        later = signed_headers(MESSAGE, BODY, (SECRET,), THEN + timedelta(seconds=1))
        other = signed_headers(MESSAGE, BODY + b" ", (SECRET,), THEN)
        assert len({SIGNATURE, later["webhook-signature"], other["webhook-signature"]}) == 3

    def test_of_each_secret_stands_beside_the_others(self) -> None:
        both = signed_headers(MESSAGE, BODY, (bytes(32), SECRET), THEN)["webhook-signature"]
        assert both.split(" ")[1] == SIGNATURE

    def test_s_secret_is_shown_as_others_read_it(self) -> None:
        assert shown_secret(SECRET) == f"{SECRET_PREFIX}MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
