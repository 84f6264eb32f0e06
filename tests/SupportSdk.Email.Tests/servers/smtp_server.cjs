// npm's smtp-server for the tests, on a port of the system's choice. Prints READY <port> and MAIL <n>; stores each mail as <folder>/<n>.eml.
// Arguments: the folder that holds node_modules, and one JSON object: folder, tls: null | "starttls" | "implicit", cert, key, user, password, token, auth: [mechanisms], size.
'use strict';
const fs = require('fs');
const path = require('path');
const { createRequire } = require('module');

const { SMTPServer } = createRequire(path.join(process.argv[2], 'package.json'))('smtp-server');
const config = JSON.parse(process.argv[3]);
let received = 0;

const server = new SMTPServer({
  banner: 'npm smtp-server',
  secure: config.tls === 'implicit',
  key: config.key ? fs.readFileSync(config.key) : undefined,
  cert: config.cert ? fs.readFileSync(config.cert) : undefined,
  size: config.size || undefined,
  authMethods: config.auth,
  authOptional: !config.user,
  allowInsecureAuth: !config.tls,
  disabledCommands: [...(config.tls === 'starttls' ? [] : ['STARTTLS']), ...(config.user ? [] : ['AUTH'])],
  disableReverseLookup: true,
  onAuth(auth, session, callback) {
    const right = auth.username === config.user && (auth.method === 'XOAUTH2' ? auth.accessToken === config.token : auth.password === config.password);
    callback(right ? null : new Error('Invalid account'), { user: config.user });
  },
  onData(stream, session, callback) {
    const chunks = [];
    stream.on('data', chunk => chunks.push(chunk));
    stream.on('end', () => {
      if (stream.sizeExceeded) {
        callback(Object.assign(new Error('Too large'), { responseCode: 552 }));
        return;
      }
      const file = path.join(config.folder, `${++received}.eml`);
      fs.writeFileSync(path.join(config.folder, `${received}.json`), JSON.stringify({
        from: session.envelope.mailFrom.address, to: session.envelope.rcptTo.map(to => to.address), peer: session.remotePort, tls: session.secure, auth: Boolean(session.user),
      }));
      fs.writeFileSync(`${file}.part`, Buffer.concat(chunks));
      fs.renameSync(`${file}.part`, file);
      console.log(`MAIL ${received}`);
      callback(null, 'Queued');
    });
  },
});
server.on('error', () => { });
server.listen(0, '127.0.0.1', () => console.log(`READY ${server.server.address().port}`));
// The tests hold our standard input open; when they end, however they end, so do we.
process.stdin.on('end', () => process.exit(0)).resume();
