"""An SMTP server for the tests: aiosmtpd on a port of the system's choice. Prints READY <port> and MAIL <n>; stores each mail as <folder>/<n>.eml.

Arguments: one JSON object. folder, tls: null | "starttls" | "implicit", cert, key, user, password, token, auth: [mechanisms], size,
fail: {"MAIL" | "RCPT" | "DATA" | "AUTH": "451 text"}, then_close: [verbs], hang: "CONNECT" | "EHLO" | "DATA" | "QUIT", cut: "DATA" (closes before the reply) | "BODY" (closes amid the mail).
"""
import asyncio, base64, json, os, ssl, sys
from aiosmtpd.smtp import AuthResult, LoginPassword, SMTP

config = json.loads(sys.argv[1])
fail = config.get("fail") or {}
received = 0


class Handler:
    def answer(self, server, verb, otherwise):
        if verb in (config.get("then_close") or []):
            asyncio.get_running_loop().call_soon(server.transport.close)
        return fail.get(verb, otherwise)

    async def handle_MAIL(self, server, session, envelope, address, options):
        if "MAIL" not in fail:
            envelope.mail_from = address
        return self.answer(server, "MAIL", "250 OK")

    async def handle_RCPT(self, server, session, envelope, address, options):
        if "RCPT" not in fail:
            envelope.rcpt_tos.append(address)
        return self.answer(server, "RCPT", "250 OK")

    async def handle_DATA(self, server, session, envelope):
        global received
        if "DATA" in fail:
            return self.answer(server, "DATA", None)
        received += 1
        path = os.path.join(config["folder"], f"{received}.eml")
        with open(path + ".part", "wb") as file:
            file.write(envelope.original_content)
        with open(os.path.join(config["folder"], f"{received}.json"), "w") as file:
            json.dump({"from": envelope.mail_from, "to": envelope.rcpt_tos, "peer": session.peer[1],
                       "tls": server.transport.get_extra_info("ssl_object") is not None, "auth": session.authenticated}, file)
        os.rename(path + ".part", path)
        print("MAIL", received, flush=True)
        if config.get("cut") == "DATA":
            server.transport.close()
            await asyncio.sleep(3600)
        if config.get("hang") == "DATA":
            await asyncio.sleep(3600)
        return "250 OK"


class Server(SMTP):
    async def smtp_EHLO(self, hostname):
        if config.get("hang") == "EHLO":
            await asyncio.sleep(3600)
        await super().smtp_EHLO(hostname)

    async def smtp_QUIT(self, arg):
        if config.get("hang") == "QUIT":
            print("QUIT", flush=True)
            await asyncio.sleep(3600)
        await super().smtp_QUIT(arg)

    async def auth_XOAUTH2(self, server, args):
        given = base64.b64decode(args[1]).decode() if len(args) > 1 else ""
        if given == f"user={config['user']}\x01auth=Bearer {config.get('token')}\x01\x01":
            return AuthResult(success=True, auth_data=config["user"])
        return AuthResult(success=False, handled=False)

    def data_received(self, data):
        if config.get("cut") == "BODY" and self.envelope is not None and self.envelope.rcpt_tos and len(data) > 1000:
            self.transport.close()
            return
        super().data_received(data)


def authenticate(server, session, envelope, mechanism, data):
    if "AUTH" in fail:
        return AuthResult(success=False, handled=False, message=fail["AUTH"])
    right = isinstance(data, LoginPassword) and data.login.decode() == config["user"] and data.password.decode() == config.get("password")
    return AuthResult(success=right, handled=False, auth_data=config["user"] if right else None)


async def main():
    context = None
    if config.get("tls"):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(config["cert"], config["key"])
    starttls = config.get("tls") == "starttls"

    def factory():
        known = {"LOGIN", "PLAIN", "XOAUTH2"}
        return Server(Handler(), hostname="localhost", enable_SMTPUTF8=True, data_size_limit=config.get("size") or 0,
                      require_starttls=starttls, tls_context=context if starttls else None,
                      authenticator=authenticate if config.get("user") else None, auth_required=bool(config.get("user")),
                      auth_require_tls=False, auth_exclude_mechanism=known - set(config.get("auth") or []))

    async def silent(reader, writer):
        await asyncio.sleep(3600)

    if config.get("hang") == "CONNECT":
        listener = await asyncio.start_server(silent, "127.0.0.1", 0)
    else:
        listener = await asyncio.get_running_loop().create_server(factory, "127.0.0.1", 0, ssl=context if config.get("tls") == "implicit" else None)
    print("READY", listener.sockets[0].getsockname()[1], flush=True)
    # The tests hold our standard input open; when they end, however they end, so do we.
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    os._exit(0)


asyncio.run(main())
