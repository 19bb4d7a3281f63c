"""A mail server for tests, on a free port of the loopback interface, by aiosmtpd.

mail_server.py MODE FOLDER [CERTIFICATE KEY]. MODE: plain, starttls, tls (all with login where the
client has one), login (plain text, login offered without TLS), required (starttls and login asked
for), silent (accepts and says nothing), closed (greets with 554), busy (greets with 421).
Prints "ready PORT". Keeps what it took as FOLDER/N.eml and FOLDER/N.json. Ends by itself after two
minutes.

Addresses that the server refuses, by their local part:
  nobody 550 at RCPT, grey 451 at RCPT, full 552 at RCPT; stranger 553 at MAIL;
  later 451, spam 554 and alias 553 after the message; cut closes the connection instead of answering;
  slow answers a second late; mute is told of a message and then gets no answer to QUIT.
"""
import asyncio
import json
import pathlib
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult

USER, PASSWORD = b"plan@example.gov.cn", b"authcode-7391"
AT_RCPT = {"nobody": "550 5.1.1 no such user", "grey": "451 4.7.1 greylisted, come back",
           "full": "552 5.2.2 mailbox full"}
AFTER_DATA = {"later": "451 4.3.0 try again", "spam": "554 5.7.1 looks like spam",
              "alias": "553 5.7.1 header From must equal the login"}


def local(address):
    return address.split("@")[0]


class Handler:
    def __init__(self, folder):
        self.folder = folder
        self.taken = 0

    async def handle_MAIL(self, server, session, envelope, address, options):
        if local(address) == "stranger":
            return "553 5.7.1 sender must be the login"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if local(address) in AT_RCPT:
            return AT_RCPT[local(address)]
        session.mute = getattr(session, "mute", False) or local(address) == "mute"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_QUIT(self, server, session, envelope):
        if getattr(session, "mute", False):
            await asyncio.sleep(60)
        return "221 bye"

    async def handle_DATA(self, server, session, envelope):
        locals_ = [local(a) for a in envelope.rcpt_tos]
        if "slow" in locals_:
            await asyncio.sleep(1)
        for name in locals_:
            if name in AFTER_DATA:
                return AFTER_DATA[name]
        self.taken += 1
        (self.folder / f"{self.taken}.eml").write_bytes(envelope.original_content)
        (self.folder / f"{self.taken}.json").write_text(json.dumps({
            "from": envelope.mail_from, "to": envelope.rcpt_tos, "tls": session.ssl is not None or
            server.transport.get_extra_info("ssl_object") is not None,
            "login": bool(session.authenticated)}))
        if "cut" in locals_:
            server.transport.abort()
        return "250 2.0.0 taken"


def login(server, session, envelope, mechanism, data):
    if (data.login, data.password) == (USER, PASSWORD):
        return AuthResult(success=True)
    return AuthResult(success=False, handled=False)


async def listen(mode, folder, files):
    context = None
    if files:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*files)
    handler = Handler(folder)

    def one():
        secure = mode in ("starttls", "required")
        return SMTP(handler, tls_context=context if secure else None, require_starttls=secure,
                    auth_require_tls=secure, auth_required=mode == "required",
                    authenticator=login, loop=loop, hostname="mail.test")

    async def odd(reader, writer):
        greeting = {"closed": b"554 5.7.1 no service for you\r\n",
                    "busy": b"421 4.3.2 too busy\r\n"}.get(mode)
        if greeting:
            writer.write(greeting)
            writer.close()
        else:
            await asyncio.sleep(100)

    loop = asyncio.get_running_loop()
    if mode in ("silent", "closed", "busy"):
        server = await asyncio.start_server(odd, "127.0.0.1", 0)
    else:
        server = await loop.create_server(one, "127.0.0.1", 0,
                                          ssl=context if mode == "tls" else None)
    print("ready", server.sockets[0].getsockname()[1], flush=True)
    await asyncio.sleep(120)


asyncio.run(listen(sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3:5]))
