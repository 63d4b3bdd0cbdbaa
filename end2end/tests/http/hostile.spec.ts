// Hostile input, sent as no browser would: every field, every header, with its status and without an echo that runs.
import { existsSync, readFileSync } from 'node:fs';
import net from 'node:net';
import { expect, test } from '@playwright/test';
import { CspEvaluator } from 'csp_evaluator/dist/evaluator.js';
import { Severity } from 'csp_evaluator/dist/finding.js';
import { CspParser } from 'csp_evaluator/dist/parser.js';
import { demo } from '../support/demo';
import { root } from '../support/place';
import { encode, hidden, Visitor } from '../support/visitor';
import { sessionCookies } from '../support/sessions';

const FORM = 'application/x-www-form-urlencoded';
/** Naughty strings; they are not part of the product. */
const file = `${root}../shared/testdata/invoer/blns.json`;
const naughty: string[] = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as string[]) : [];
const mine = ['</textarea><script>alert(1)</script>', '"><script>alert(1)</script>', "' OR 1=1 --", '</title><svg onload=alert(1)>', '\u202e', 'a'.repeat(20_000)];
const strings = [...mine, ...naughty];

/** Tags and handlers that would run if a page gave them back as they came. */
function runs(text: string, body: string): boolean {
  return /[<>"]/.test(text) && /<(script|svg|img|iframe|body|a|input|video|audio|object|embed|style|math|details|marquee)\b/i.test(text) && body.includes(text);
}

async function asMany(visitors: Visitor[], work: (visitor: Visitor, text: string) => Promise<void>): Promise<void> {
  const queue = [...strings];
  await Promise.all(
    visitors.map(async (visitor) => {
      for (let text = queue.pop(); text !== undefined; text = queue.pop()) await work(visitor, text);
    }),
  );
}

test.beforeEach(({}, info) => {
  if (naughty.length === 0) info.annotations.push({ type: 'note', description: '../shared/testdata is not here: only the strings of this file were tried' });
});

test('R9: whatever is typed as user name and password is refused calmly and never comes back as markup', async () => {
  test.slow();
  let tried = 0;
  const visitors = Array.from({ length: 8 }, () => new Visitor('kompas', '127.0.3.1'));
  await asMany(visitors, async (visitor, text) => {
    // few may try a password before the address has to wait; some get an address of their own
    const one = tried++ % 40 === 0 ? new Visitor('kompas', `127.0.4.${1 + (tried % 250)}`) : visitor;
    const answer = await one.post('/api/inloggen', { user_name: text, password: text });
    expect([303, 400], JSON.stringify(text.slice(0, 60))).toContain(answer.status);
    if (answer.status === 303) {
      expect(answer.headers.location).toMatch(/^\/inloggen\?formulier=[\w-]+$/);
      const page = await one.get(answer.headers.location ?? '');
      expect(page.status).toBe(200);
      expect(runs(text, page.body), text).toBe(false);
    }
    const called = await one.call('/api/inloggen', { user_name: text, password: text });
    expect([200, 400]).toContain(called.status);
    expect(called.headers['content-type'] ?? '').not.toContain('html');
  });
  for (const visitor of visitors) visitor.close();
});

test('R101: whatever is typed as code is refused calmly', async () => {
  const visitors = Array.from({ length: 8 }, () => new Visitor('kompas'));
  await asMany(visitors, async (visitor, text) => {
    const answer = await visitor.post('/api/inloggen/code', { code: text });
    expect([303, 400], text).toContain(answer.status);
    if (answer.headers.location) {
      const page = await visitor.get(answer.headers.location);
      expect(page.status).toBeLessThan(500);
      expect(runs(text, page.body), text).toBe(false);
    }
  });
  for (const visitor of visitors) visitor.close();
});

test('R97: whatever is searched for is found or not, and never comes back as markup', async () => {
  const visitors = Array.from({ length: 8 }, () => sessionCookies(new Visitor('linde'), 'linde-nurse'));
  await asMany(visitors, async (visitor, text) => {
    const called = await visitor.call('/api/team/zoeken', { text });
    expect([200, 400], text).toContain(called.status);
    const answer = await visitor.post('/api/team/zoeken', { text });
    expect([303, 400], text).toContain(answer.status);
    if (answer.headers.location) {
      expect(answer.headers.location).toMatch(/^\/team\?formulier=[\w-]+$/);
      const page = await visitor.get(answer.headers.location);
      expect(page.status).toBe(200);
      expect(runs(text, page.body), text).toBe(false);
    }
  });
  for (const visitor of visitors) visitor.close();
});

test('R4: whatever is sent to the terms gate accepts nothing', async () => {
  test.skip(demo.bench().length < 10, 'this demo was started without accounts for measuring');
  const [name, value] = demo.bench()[9].session_cookie.split('=');
  const visitors = Array.from({ length: 8 }, () => {
    const visitor = new Visitor('linde');
    visitor.cookies.set(name, value);
    return visitor;
  });
  const gate = await visitors[0].get('/voorwaarden');
  const [key, versions] = [hidden(gate.body, 'key'), hidden(gate.body, 'versions')];
  await asMany(visitors, async (visitor, text) => {
    for (const fields of [{ key: text, versions, agree: '1' }, { key, versions: text, agree: '1' }]) {
      const answer = await visitor.call('/api/voorwaarden/accepteren', fields);
      expect([200, 400], text).toContain(answer.status);
    }
    const posted = await visitor.post('/api/voorwaarden/accepteren', { key: text, versions: text });
    expect([303, 400], text).toContain(posted.status);
    expect(runs(text, posted.body), text).toBe(false);
  });
  expect((await visitors[0].get(`/c/${demo.bench()[9].client}/dossier`)).headers.location).toBe('/voorwaarden');
  for (const visitor of visitors) visitor.close();
});

test('The language and the way back lead nowhere but into the portal', async () => {
  const visitors = Array.from({ length: 8 }, () => new Visitor('linde'));
  await asMany(visitors, async (visitor, text) => {
    for (const fields of [{ language: text, back: '/inloggen' }, { language: 'nl', back: text }]) {
      const answer = await visitor.post('/api/taal', fields);
      expect([303, 400], text).toContain(answer.status);
      if (answer.headers.location) expect(answer.headers.location).toMatch(/^\/(?![/\\])/);
      expect(runs(text, answer.body), text).toBe(false);
    }
  });
  for (const visitor of visitors) visitor.close();
});

test('Addresses with anything in them are a page or none, never a fault', async () => {
  const visitors = Array.from({ length: 8 }, () => sessionCookies(new Visitor('linde'), 'linde-client'));
  await asMany(visitors, async (visitor, text) => {
    const word = encodeURIComponent(text.toWellFormed()).slice(0, 1500);
    for (const path of [`/${word}`, `/c/${word}/dossier`, `/c/${demo.client}/dossier/${word}`, `/c/${demo.client}/dossier/rapportages?voor=${word}`, `/inloggen?formulier=${word}`, `/uitgelogd?reden=${word}`]) {
      const answer = await visitor.get(path);
      expect(answer.status, path).toBeLessThan(500);
      expect(runs(text, answer.body), path).toBe(false);
    }
  });
  for (const visitor of visitors) visitor.close();
});

test('Bodies that are too large, of another kind, or with signs that no text holds get their status', async () => {
  const visitor = new Visitor('linde');
  const origin = demo.url('linde');
  const post = (type: string | undefined, body: string | Buffer, path = '/api/inloggen') =>
    visitor.send(path, { method: 'POST', headers: { accept: 'text/html', origin, ...(type === undefined ? {} : { 'content-type': type }) }, body });
  const cases: [string, string | undefined, string | Buffer, number][] = [
    ['two megabytes', FORM, Buffer.alloc(2 * 1024 * 1024, 'a'), 413],
    ['JSON', 'application/json', '{}', 415],
    ['plain text', 'text/plain', 'user_name=a&password=b', 415],
    ['multipart', 'multipart/form-data; boundary=x', '--x--', 415],
    ['XML', 'application/xml', '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "b">]><a>&b;</a>', 415],
    ['nothing said', undefined, 'user_name=a', 415],
    ['NUL', FORM, 'user_name=a%00b&password=c', 400],
    ['a raw NUL', FORM, 'user_name=a\0b&password=c', 400],
    ['broken UTF-8', FORM, 'user_name=%ff%fe&password=c', 400],
    ['half a character', FORM, 'user_name=%c3&password=c', 400],
    ['other fields', FORM, 'kleur=rood', 400],
    ['deep JSON as a form', FORM, `user_name=${'['.repeat(10_000)}`, 400],
    ['ten thousand fields', FORM, Array.from({ length: 10_000 }, (_, index) => `f${index}=1`).join('&'), 400],
  ];
  for (const [what, type, body, status] of cases) {
    const answer = await post(type, body);
    expect(answer.status, what).toBe(status);
    expect(answer.body, what).toContain('<h1');
    for (const word of ['panicked', 'serde', 'missing field', 'sqlx', 'deserial']) expect(answer.body, what).not.toContain(word);
  }
  expect((await visitor.get(`/${'a'.repeat(5000)}`)).status).toBe(414);
  expect((await visitor.get('/c/%00/dossier')).status).toBe(400);
  for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE']) {
    expect((await visitor.send('/inloggen', { method, headers: { accept: 'text/html' } })).status, method).toBe(405);
  }
  expect((await visitor.get('/api/inloggen')).status).toBe(405);
  visitor.close();
});

test('A browser that sends ten megabytes sees our page, not a broken connection', async ({ page }) => {
  await page.goto(`${demo.url('linde')}/inloggen`);
  const answered = page.waitForResponse((response) => response.url().endsWith('/api/inloggen'));
  await page.locator('form').filter({ has: page.locator('input[type=password]') }).evaluate((form: HTMLFormElement) => {
    const field = form.querySelector('input') as HTMLInputElement;
    field.removeAttribute('maxlength');
    field.value = 'a'.repeat(10 * 1024 * 1024);
    form.submit();
  });
  expect((await answered).status()).toBe(413);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});

test('R97: a forged, foreign or doubled cookie is nobody', async () => {
  const real = sessionCookies(new Visitor('linde'), 'linde-client').cookies.get('__Host-inzage') ?? '';
  const path = `/c/${demo.client}/dossier`;
  expect(real).toHaveLength(64);
  const changed = real.slice(0, -1) + (real.endsWith('a') ? 'b' : 'a');
  for (const value of [changed, '', 'x', 'a'.repeat(64), 'a'.repeat(7000), "' OR 1=1 --", real.toUpperCase(), `${real}0`, `${real.slice(0, 32)}%00`, '../../etc/passwd']) {
    const visitor = new Visitor('linde');
    const answer = await visitor.get(path, { cookie: `__Host-inzage=${value}` });
    expect([303, 431], value.slice(0, 70)).toContain(answer.status);
    if (answer.status === 303) expect(answer.headers.location).toBe('/inloggen');
    visitor.close();
  }
  const twice = new Visitor('linde');
  expect((await twice.get(path, { cookie: `__Host-inzage=${real}; __Host-inzage=${real}` })).headers.location).toBe('/inloggen');
  const elsewhere = new Visitor('waterland');
  expect((await elsewhere.get('/team', { cookie: `__Host-inzage=${real}` })).headers.location).toBe('/inloggen');
  twice.close();
  elsewhere.close();
});

test('A host name that is nobody here gets 421 and no name of an organisation', async () => {
  const visitor = new Visitor('linde');
  for (const host of ['evil.example', '127.0.0.1', `127.0.0.1:${demo.port}`, 'linde.localhost.evil.example', 'sub.linde.localhost', 'linde.localhost@evil.example', 'linde.localhost, evil.example']) {
    const answer = await visitor.get('/inloggen', { host });
    expect(answer.status, host).toBe(421);
    expect(answer.body).not.toContain('Woonzorg De Linde');
  }
  expect((await visitor.get('/inloggen', { host: 'LINDE.localhost' })).status).toBe(200);
  visitor.close();
});

test('A form that another site sends is refused with 403', async () => {
  const visitor = sessionCookies(new Visitor('linde'), 'linde-client');
  const cases: [Record<string, string>, number][] = [
    [{ 'sec-fetch-site': 'cross-site' }, 403],
    [{ 'sec-fetch-site': 'same-site' }, 403],
    [{ origin: demo.url('waterland') }, 403],
    [{ origin: 'http://evil.example' }, 403],
    [{ origin: 'null' }, 403],
    [{ origin: demo.url('linde') }, 200],
    [{ 'sec-fetch-site': 'same-origin' }, 200],
  ];
  for (const [headers, status] of cases) {
    for (const path of ['/api/ingelogd-blijven', '/api/start']) {
      const answer = await visitor.send(path, { method: 'POST', headers: { 'content-type': FORM, accept: 'application/json', ...headers }, body: '' });
      expect(answer.status, `${path} ${JSON.stringify(headers)}`).toBe(status);
    }
  }
  // nobody was logged out by it
  expect((await visitor.get(`/c/${demo.client}/dossier`)).status).toBe(200);
  visitor.close();
});

test('Every answer carries the same strict headers', async () => {
  const client = sessionCookies(new Visitor('linde'), 'linde-client');
  const answers = [
    await client.get('/inloggen'),
    await client.get(`/c/${demo.client}/dossier`),
    await client.get('/bestaat/niet'),
    await client.get('/beheer'),
    await client.get('/inloggen', { host: 'evil.example' }),
    await client.send('/api/inloggen', { method: 'POST', headers: { 'content-type': 'text/plain', accept: 'text/html', origin: demo.url('linde') }, body: 'x' }),
    await client.send('/inloggen', { method: 'TRACE' }),
  ];
  const nonces = new Set<string>();
  for (const { headers, status } of answers) {
    const policy = String(headers['content-security-policy']);
    expect(policy, String(status)).toMatch(/^default-src 'none';.*frame-ancestors 'none'/);
    expect(policy).not.toMatch(/unsafe-inline|'unsafe-eval'|https?:|\*/);
    // What is ignored by newer browsers has no severity: it is there for older ones.
    const findings = new CspEvaluator(new CspParser(policy).csp).evaluate().filter(({ severity }) => severity !== Severity.NONE);
    expect(findings, 'csp_evaluator').toEqual([]);
    nonces.add(/'nonce-([^']+)'/.exec(policy)?.[1] ?? '');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['referrer-policy']).toBe('same-origin');
    expect(headers['cross-origin-opener-policy']).toBe('same-origin');
    expect(headers['cross-origin-embedder-policy']).toBe('require-corp');
    expect(headers['cross-origin-resource-policy']).toBe('same-origin');
    expect(headers['permissions-policy']).toContain('camera=()');
    expect(headers['cache-control']).toBe('no-store');
    expect(headers.server).toBeUndefined();
  }
  expect(nonces.size, 'a nonce is used once').toBe(answers.length);
  client.close();
});

test('Pages of refusal that are drawn beside other pages hold nothing of them', async () => {
  const reader = sessionCookies(new Visitor('linde', '127.0.0.1', demo, 16), 'linde-client');
  const stranger = new Visitor('waterland', '127.0.0.1', demo, 16);
  const answers = await Promise.all(
    Array.from({ length: 300 }, async (_, at) => {
      if (at % 3 === 0) return { refusal: false, answer: await reader.get(`/c/${demo.client}/dossier`) };
      const answer = at % 3 === 1 ? await stranger.get('/bestaat/niet', { host: 'evil.example' }) : await stranger.post('/api/taal', { language: 'xx', back: '/' });
      return { refusal: true, answer };
    }),
  );
  for (const { refusal, answer } of answers) {
    expect(refusal ? [400, 421] : [200]).toContain(answer.status);
    if (refusal) for (const word of ['Linde', 'Meulen', demo.client]) expect(answer.body).not.toContain(word);
  }
  reader.close();
  stranger.close();
});

test('Half a request, a slow one and nonsense do not keep others waiting', async () => {
  const sockets = await Promise.all(
    ['GET / HTTP/1.1\r\nHost: linde.localhost\r\n', 'POST /api/inloggen HTTP/1.1\r\nHost: linde.localhost\r\nContent-Length: 100\r\n\r\nuser', '\x16\x03\x01\x02\x00', 'GET / HTTP/9.9\r\n\r\n'].map(
      (start) =>
        new Promise<net.Socket>((resolve) => {
          const socket = net.connect(demo.port, '127.0.0.1', () => {
            socket.on('error', () => undefined);
            socket.write(start);
            resolve(socket);
          });
        }),
    ),
  );
  const visitor = new Visitor('linde');
  const began = Date.now();
  expect((await visitor.get('/inloggen')).status).toBe(200);
  expect(Date.now() - began).toBeLessThan(5000);
  for (const socket of sockets) socket.destroy();
  // what smuggles a second request in is refused
  const smuggled = await visitor.send('/api/inloggen', { method: 'POST', headers: { 'content-type': FORM, 'transfer-encoding': 'chunked', origin: demo.url('linde') }, body: encode({ user_name: 'a', password: '' }) }).catch(() => ({ status: 400 }));
  expect(smuggled.status).toBeLessThan(500);
  visitor.close();
});
