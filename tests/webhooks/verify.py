"""Every message that the tests of crates/app left in the folder RENKEI_WEBHOOKS is verified by the library
standardwebhooks with each of its keys, and with nothing else."""

import json
import os
import unittest
from datetime import datetime, timezone
from pathlib import Path
from unittest.mock import patch

from standardwebhooks import webhooks

STRANGER = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


def at(seconds):
    """The library knows no other time than that of the machine: messages are looked at as they arrive."""

    class Then(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime.fromtimestamp(seconds, tz=tz or timezone.utc)

    return patch.object(webhooks, "datetime", Then)


class Messages(unittest.TestCase):
    def test_standardwebhooks_verifies_every_message_with_each_of_its_keys(self):
        folder = Path(os.environ["RENKEI_WEBHOOKS"])
        messages = sorted(folder.glob("*.json"))
        self.assertEqual(len(messages), 50)
        for message in messages:
            told = json.loads(message.read_text("utf-8"))
            headers, keys, body = told["headers"], told["keys"], told["body"]
            sent = int(headers["webhook-timestamp"])
            for key in keys:
                webhook = webhooks.Webhook(key)
                with at(sent):
                    self.assertEqual(webhook.verify(body, headers), json.loads(body), message.name)
                    self.refused(webhook, body + " ", headers)
                    self.refused(webhook, body, {**headers, "webhook-id": "msg_other"})
                with at(sent + 301):
                    self.refused(webhook, body, headers)
            with at(sent):
                self.refused(webhooks.Webhook(STRANGER), body, headers)

    def refused(self, webhook, body, headers):
        with self.assertRaises(webhooks.WebhookVerificationError):
            webhook.verify(body, headers)


if __name__ == "__main__":
    unittest.main()
