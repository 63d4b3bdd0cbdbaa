// A thousand pages at once, of many people, while others log in: nobody waits for ever, nobody gets another's record.
import { expect, test } from '@playwright/test';
import { demo } from '../support/demo';
import { sessionCookies } from '../support/sessions';
import { Visitor } from '../support/visitor';

/** Pages asked for at the same time. */
const PAGES = 1000;
/** Log-ins and acceptances that go on meanwhile. */
const LOG_INS = 12;

interface Reader {
  visitor: Visitor;
  path: string;
  /** What this reader's page holds, and nobody else's. */
  own: string;
}

test('1,000 pages at once while people log in: no hang, no fault, no mixed-up record', async () => {
  test.slow();
  const bench = demo.bench();
  test.skip(bench.length < 20, 'this demo was started without accounts for measuring');
  const names = ['Meulen-Verhulst', ...bench.map((_, at) => `Meting-${String(at + 1).padStart(5, '0')}`)];

  // clients of their own records; the terms first
  const readers: Reader[] = [];
  for (const [at, account] of bench.slice(10).entries()) {
    const visitor = new Visitor('linde', '127.0.0.1', demo, PAGES);
    const [name, value] = account.session_cookie.split('=');
    visitor.cookies.set(name, value);
    await visitor.acceptTerms();
    readers.push({ visitor, path: `/c/${account.client}/dossier`, own: names[at + 11] });
  }
  const client = sessionCookies(new Visitor('linde', '127.0.0.1', demo, PAGES), 'linde-client');
  const nurse = sessionCookies(new Visitor('linde', '127.0.0.1', demo, PAGES), 'linde-nurse');
  readers.push({ visitor: client, path: `/c/${demo.client}/dossier`, own: names[0] });
  readers.push({ visitor: client, path: `/c/${demo.client}/dossier/rapportages`, own: names[0] });
  // one nurse with several records open at the same time
  for (const [at, account] of bench.slice(10, 16).entries()) {
    readers.push({ visitor: nurse, path: `/team/c/${account.client}/dossier`, own: names[at + 11] });
  }

  let over = false;
  const writing = (async () => {
    let done = 0;
    while (done < LOG_INS || !over) {
      const visitor = new Visitor('linde');
      await visitor.logIn('admin');
      expect((await visitor.post('/api/uitloggen', {})).headers.location).toBe('/uitgelogd');
      visitor.close();
      done += 1;
    }
    return done;
  })();

  const answers = await Promise.all(
    Array.from({ length: PAGES }, async (_, at) => {
      const reader = readers[at % readers.length];
      const answer = await reader.visitor.get(reader.path);
      return { reader, answer };
    }),
  );
  over = true;
  expect(await writing).toBeGreaterThanOrEqual(LOG_INS);

  const wrong: string[] = [];
  for (const { reader, answer } of answers) {
    if (answer.status !== 200) wrong.push(`${reader.path} answered ${answer.status}`);
    else if (!answer.body.includes(reader.own)) wrong.push(`${reader.path} does not hold ${reader.own}`);
    for (const name of names) if (name !== reader.own && answer.body.includes(name)) wrong.push(`${reader.path} holds ${name}`);
  }
  expect(wrong.slice(0, 10)).toEqual([]);
  for (const { visitor } of readers) visitor.close();
});
