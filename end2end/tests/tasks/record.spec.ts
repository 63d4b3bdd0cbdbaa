// Reading a record: start page, categories, older reports, one item; as client and as first contact.
import { demo, expect, settled, test } from '../support/test';
import { OLD_REPORTS } from '../support/prepare';
import { sessionCookies } from '../support/sessions';
import { Visitor } from '../support/visitor';

const base = `/c/${demo.client}/dossier`;
/** Words of what the demo's record holds for staff only. */
const internal = ['Overleg in het team', 'Vraag aan de specialist', 'geheugenonderzoek', 'NT-proBNP', 'Nog niet beoordeeld door de huisarts'];

for (const user of ['client', 'first-contact']) {
  test(`R1, R33, R134: ${user} reads the start page, every category and one item of each`, async ({ open, say }) => {
    test.slow();
    const page = await open({ as: `linde-${user}` });
    await page.goto(`${demo.url('linde')}${base}`);
    await expect(page.getByRole('group', { name: say('whose_label') })).toContainText('Meulen');
    await expect(page.getByRole('heading', { name: say('record_new') }).or(page.getByRole('heading', { name: say('record_latest') }))).toBeVisible();
    await expect(page.getByRole('main')).toContainText(say('record_read_only'));

    const cards = await page.locator('.section-card a').evaluateAll((links) => links.map((link) => [link.getAttribute('href') ?? '', link.textContent ?? '']));
    expect(cards.length).toBeGreaterThanOrEqual(12);
    for (const [href, name] of cards) {
      await page.goto(`${demo.url('linde')}${href}`);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
      await expect(page.locator('.entry').first()).toBeVisible();
      const first = page.locator('.entry a').first();
      const title = await first.innerText();
      await first.click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
      // who wrote it, when, and whom to call
      const about = page.getByRole('region', { name: say('item_details') });
      for (const label of ['item_author', 'item_recorded', 'item_updated', 'item_shared']) {
        await expect(about.getByText(say(label), { exact: true })).toBeVisible();
      }
      const contact = page.getByRole('region', { name: say('contact_title') });
      await expect(contact.getByRole('link')).toHaveAttribute('href', 'tel:+31201234500');
      // the title of the window goes into histories: no content in it
      expect(await page.title()).not.toContain('Meulen');
      await page.getByRole('navigation', { name: say('breadcrumb_label') }).getByRole('link', { name, exact: true }).click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
    }
  });
}

test('R1, R5: a report shows author, role, date of care, when it was recorded and changed', async ({ open, say }) => {
  const page = await open({ as: 'linde-client' });
  await page.goto(`${demo.url('linde')}${base}/rapportages`);
  await page.locator('.entry a').first().click();
  const about = page.getByRole('region', { name: say('item_details') });
  for (const label of ['item_author', 'item_role', 'item_care_date', 'item_recorded', 'item_updated', 'item_shared']) {
    const value = about.locator('.details__row').filter({ has: page.getByText(say(label), { exact: true }) }).locator('dd');
    await expect(value).not.toBeEmpty();
  }
});

test('R76: the timeline goes back to the oldest report and forward again, each report once', async ({ open, say }) => {
  const page = await open({ as: 'linde-client' });
  await page.goto(`${demo.url('linde')}${base}/rapportages`);
  const pages = page.getByRole('navigation', { name: say('pagination_label') });
  await expect(pages.getByRole('link', { name: say('newer'), exact: true })).toHaveCount(0);
  const seen: string[] = [];
  for (let turn = 0; turn < 10; turn += 1) {
    seen.push(...(await page.locator('.entry a').evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))));
    const older = pages.getByRole('link', { name: say('older'), exact: true });
    if ((await older.count()) === 0) break;
    const href = await older.getAttribute('href');
    await older.click();
    await expect(page).toHaveURL(`${demo.url('linde')}${href}`);
    await expect(page.locator('.entry a').first()).not.toHaveAttribute('href', seen[seen.length - 50] ?? '');
  }
  expect(new Set(seen).size, 'no report twice').toBe(seen.length);
  expect(seen.length).toBeGreaterThan(OLD_REPORTS);
  await expect(page.getByRole('main')).toContainText(say('timeline_end'));
  await expect(page.getByRole('link', { name: 'Oude rapportage 1', exact: true })).toBeVisible();
  await pages.getByRole('link', { name: say('newer'), exact: true }).click();
  await expect(page.locator('.entry a').first()).toHaveAttribute('href', seen[0]);
});

test('R76: nonsense in the address of older reports is no page', async ({ open, watch }) => {
  const page = await open({ as: 'linde-client' });
  watch.allowStatus(404);
  for (const after of ['x', '1', '1_2', '%27', '9'.repeat(40)]) {
    const answer = await page.goto(`${demo.url('linde')}${base}/rapportages/vanaf/${after}`);
    await settled(page);
    expect(answer?.status(), after).toBe(404);
  }
});

test('R2: what is not shared is on no page of the record', async ({ open }) => {
  const page = await open({ as: 'linde-client' });
  await page.goto(`${demo.url('linde')}${base}`);
  const sections = await page.locator('.section-card a').evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
  for (const path of [base, ...sections]) {
    await page.goto(`${demo.url('linde')}${path}`);
    await settled(page);
    const content = await page.content();
    for (const word of internal) expect(content, path).not.toContain(word);
  }
});

test('R36: a record has no form, button or address that changes it', async ({ open }) => {
  const page = await open({ as: 'linde-client' });
  for (const path of [base, `${base}/rapportages`, `${base}/metingen`]) {
    await page.goto(`${demo.url('linde')}${path}`);
    await settled(page);
    await expect(page.getByRole('main').locator('form, button, input, textarea, [contenteditable]')).toHaveCount(0);
  }
  const client = sessionCookies(new Visitor('linde'), 'linde-client');
  for (const path of [base, `${base}/rapportages`]) {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      const headers = { origin: demo.url('linde'), 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' };
      const answer = await client.send(path, { method, headers, body: 'text=anders' });
      expect(answer.status, `${method} ${path}`).toBe(405);
    }
  }
  client.close();
});

test('R97: a client opens neither staff pages nor a record that is not hers', async ({ open, say, watch }) => {
  const page = await open({ as: 'linde-client' });
  watch.allowStatus(403, 404);
  const nobody = '01980000-0000-7000-8000-000000000000';
  const cases: [string, number, string][] = [
    ['/team', 403, 'error_403_title'],
    ['/beheer', 403, 'error_403_title'],
    [`/c/${nobody}/dossier`, 404, 'error_404_title'],
    [`/team/c/${nobody}/dossier`, 404, 'error_404_title'],
    [`/c/${demo.bench()[3]?.client ?? nobody}/dossier`, 404, 'error_404_title'],
    ['/c/geen-nummer/dossier', 404, 'error_404_title'],
    [`${base}/geen-rubriek`, 404, 'error_404_title'],
    [`${base}/rapportages/${nobody}`, 404, 'error_404_title'],
    ['/bestaat/niet', 404, 'error_404_title'],
  ];
  for (const [path, status, title] of cases) {
    const answer = await page.goto(`${demo.url('linde')}${path}`);
    expect(answer?.status(), path).toBe(status);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(say(title));
    await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
  }
});

test('R1: a record without anything in it says what will come', async ({ open, say }) => {
  test.skip(demo.bench().length === 0, 'this demo was started without accounts for measuring');
  const page = await open({ as: 'linde-bench-1' });
  await page.goto(`${demo.url('linde')}/`);
  await expect(page).toHaveURL(/\/dossier$/);
  await expect(page.getByRole('main')).toContainText(say('record_empty'));
  await page.goto(`${page.url()}/rapportages`);
  await expect(page.getByRole('main')).toContainText(say('timeline_empty'));
  await page.goto(page.url().replace('rapportages', 'uitslagen'));
  await expect(page.getByRole('main')).toContainText(say('section_empty'));
});
