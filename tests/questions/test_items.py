"""A question keeps every fact on its way through an edition."""

import json

from hypothesis import given

from school.documents.rules.payload import from_payload, to_payload
from school.questions.items import Item
from tests.questions.items import any_item


@given(any_item())
def test_a_question_survives_its_edition(item):
    assert from_payload(Item, json.loads(json.dumps(to_payload(item)))) == item
