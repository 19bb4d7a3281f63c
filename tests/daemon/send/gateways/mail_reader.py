"""Reads messages with Python's email library and prints what it understood, as a JSON list.

mail_reader.py FILE...
"""
import email
import email.policy
import email.utils
import json
import pathlib
import sys


def read(path):
    raw = pathlib.Path(path).read_bytes()
    message = email.message_from_bytes(raw, policy=email.policy.default)
    lines = raw.split(b"\r\n")
    body = message.get_body(("plain",))
    return {
        "subject": message["Subject"],
        "from": [[a.display_name, a.addr_spec] for a in message["From"].addresses],
        "to": [[a.display_name, a.addr_spec] for a in message["To"].addresses],
        "date": int(email.utils.parsedate_to_datetime(message["Date"]).timestamp()),
        "id": message["Message-ID"],
        "auto": message["Auto-Submitted"],
        "headers": [name for name, _ in message.items()],
        "body": body.get_content(),
        "charset": body.get_content_charset(),
        "attachments": [[part.get_filename(), part.get_content_type(),
                         part.get_payload(decode=True).decode("latin-1")]
                        for part in message.iter_attachments()],
        "defects": [str(d) for part in message.walk() for d in part.defects],
        "longest_line": max(len(line) for line in lines),
        "ascii": raw.isascii(),
        "bare_line_ends": b"".join(lines).count(b"\n") + b"".join(lines).count(b"\r"),
    }


print(json.dumps([read(path) for path in sys.argv[1:]]))
