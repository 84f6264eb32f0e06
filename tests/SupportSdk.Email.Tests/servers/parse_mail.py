"""Parses a mail with Python's email package and prints its structure as JSON: another implementation than the one that wrote it."""
import email, email.policy, hashlib, json, sys

with open(sys.argv[1], "rb") as file:
    raw = file.read()
mail = email.message_from_bytes(raw, policy=email.policy.default)


def names(payload):
    try:
        return list(json.loads(payload))
    except ValueError:
        return []


def describe(part):
    found = {"type": part.get_content_type(), "charset": part.get_content_charset(), "disposition": part.get_content_disposition(),
             "fileName": part.get_filename(), "encoding": (part["Content-Transfer-Encoding"] or "").lower() or None, "parts": []}
    if part.is_multipart():
        found["parts"] = [describe(child) for child in part.iter_parts()]
    else:
        payload = part.get_payload(decode=True)
        found["sha256"] = hashlib.sha256(payload).hexdigest()
        found["length"] = len(payload)
        found["text"] = payload.decode("utf-8", "replace") if found["type"] in ("text/plain", "text/html", "application/json") else None
        found["names"] = names(payload) if found["type"] == "application/json" else []
    return found


print(json.dumps({"headers": [[name, str(value)] for name, value in mail.items()], "root": describe(mail),
                  "defects": [type(d).__name__ for p in mail.walk() for d in p.defects],
                  "longestLine": max(len(line) for line in raw.split(b"\r\n")), "bareLineFeeds": raw.replace(b"\r\n", b"").count(b"\n"),
                  "eightBit": sum(byte > 127 for byte in raw)}))
