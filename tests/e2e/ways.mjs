// Ways to the wall that are not the plain one: behind a certificate, good or bad, and through a
// proxy; and a server that must hear nothing. Certificates are made anew for each run, so that no
// private key lies in the repository. All of it ends with its test; none of it speaks a dialect.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import tls from 'node:tls';

function openssl(folder, ...args) {
  const { status, error, stderr } = spawnSync('openssl', args, { cwd: folder, encoding: 'utf8' });
  assert.equal(status, 0, `openssl ${args.join(' ')}: ${error ?? stderr}`);
}

// An authority and certificates that it has signed: good (for 127.0.0.1 and models.example),
// otherHost, and expired. authority is the file that who trusts it names.
export class Certificates {
  constructor() {
    this.folder = mkdtempSync(join(tmpdir(), 'wye-certificates-'));
    this.authority = join(this.folder, 'authority.pem');
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
    openssl(this.folder, 'req', '-x509', ...key, '-keyout', 'authority.key', '-out', this.authority,
      '-subj', '/CN=an authority of the tests', '-days', '2');
    const sign = (name, hosts, days) => {
      openssl(this.folder, 'req', ...key, '-keyout', `${name}.key`, '-out', `${name}.csr`,
        '-subj', `/CN=${name}`, '-addext', `subjectAltName=${hosts}`);
      openssl(this.folder, 'x509', '-req', '-in', `${name}.csr`, '-CA', this.authority,
        '-CAkey', 'authority.key', '-CAcreateserial', '-copy_extensions', 'copy',
        '-days', String(days), '-out', `${name}.pem`);
      const read = (kind) => readFileSync(join(this.folder, `${name}.${kind}`));
      return { cert: read('pem'), key: read('key') };
    };
    this.good = sign('good', 'IP:127.0.0.1,DNS:models.example', 2);
    this.otherHost = sign('other', 'DNS:other.example', 2);
    this.expired = sign('expired', 'IP:127.0.0.1', -1);
  }

  remove() {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

async function listen(context, server) {
  const sockets = new Set();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => {});
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  context.after(() => { sockets.forEach((socket) => socket.destroy()); server.close(); });
  return server.address().port;
}

function joinBoth(one, other) {
  for (const [from, to] of [[one, other], [other, one]])
    from.pipe(to).on('error', () => {}).on('close', () => from.destroy());
}

// The port at which the wall is reached behind a certificate.
export const startSecure = (context, certificate, wall) => listen(context,
  tls.createServer(certificate, (socket) => joinBoth(socket, net.connect(wall.port, '127.0.0.1')))
    .on('tlsClientError', () => {}));

// A proxy that leads to `port` whatever host is asked for. heard: all that came in clear text.
export async function startProxy(context, port) {
  const heard = [];
  const hear = ({ method, url, headers }) => heard.push({ method, url, headers });
  const server = http.createServer((request, response) => {
    hear(request);
    response.writeHead(502).end();
  });
  server.on('connect', (request, socket, head) => {
    hear(request);
    if (port === undefined) {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
      return;
    }
    const onward = net.connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      onward.write(head);
      joinBoth(socket, onward);
    }).on('error', () => socket.destroy());
  });
  const own = await listen(context, server);
  return { heard, port: own, url: `http://127.0.0.1:${own}` };
}

// A server that must hear nothing, not even a connection.
export async function startDeaf(context) {
  const heard = [];
  const port = await listen(context, net.createServer((socket) => {
    heard.push('a connection');
    socket.on('data', (bytes) => heard.push(String(bytes)));
  }));
  return { heard, port, url: `http://127.0.0.1:${port}` };
}
