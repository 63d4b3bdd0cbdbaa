// Terms from beginning to end: published by the administrator, announced, compared, agreed to; and the policy.
import type { Page } from '@playwright/test';
import AxeBuilder from '@axe-core/playwright';
import type { OwnDemo } from '../support/demo';
import { expect, settled, test, type Tools } from '../support/test';

test.describe.configure({ mode: 'serial' });

test.afterEach(({ own }) => own.setClock(null));

/** What axe finds; it needs script itself. */
async function accessible(page: Page, scripted: boolean): Promise<void> {
  if (!scripted) return;
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
  expect(violations.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.target.join(' ')).join(', ')}`)).toEqual([]);
}

/** A day from now in the Netherlands, as the three boxes want it. */
function day(ahead: number): { day: string; month: string; year: string } {
  const parts = new Intl.DateTimeFormat('en', { timeZone: 'Europe/Amsterdam', day: 'numeric', month: 'numeric', year: 'numeric' }).formatToParts(Date.now() + ahead * 86_400_000);
  const of = (type: string): string => parts.find((part) => part.type === type)?.value ?? '';
  return { day: of('day'), month: of('month'), year: of('year') };
}

interface Version {
  label: string;
  ahead: number;
  add: string;
  summary: string;
}

/** Fills in the form of a new version with a paragraph more than the last one, up to its preview. */
async function draft(page: Page, demo: OwnDemo, say: Tools['say'], organisation: string, version: Version): Promise<void> {
  await page.goto(`${demo.url(organisation)}/beheer`);
  await page.getByRole('link', { name: say('policy_manage_terms') }).click();
  await page.getByRole('link', { name: say('publish_new_version_of', { title: say('terms_title') }) }).click();
  await page.getByLabel(say('publish_label'), { exact: true }).fill(version.label);
  const begins = day(version.ahead);
  await page.getByLabel(say('date_day'), { exact: true }).fill(begins.day);
  await page.getByLabel(say('date_month'), { exact: true }).fill(begins.month);
  await page.getByLabel(say('date_year'), { exact: true }).fill(begins.year);
  await page.getByLabel(say('publish_summary_nl')).fill(version.summary);
  await page.getByLabel(say('publish_summary_en')).fill(version.summary);
  for (const text of [page.getByLabel(say('publish_text_nl')), page.getByLabel(say('publish_text_en'))]) {
    await text.fill(`${await text.inputValue()}\n\n${version.add}`);
  }
  await page.getByRole('button', { name: say('publish_preview_button') }).click();
}

test('R30, R4, L4: an administrator publishes a version; a client reads what changed since hers and agrees', async ({ open, own, say, scripted, signIn }) => {
  const admin = await open();
  await signIn(admin, 'linde', 'admin', own);
  const client = await open();
  await signIn(client, 'linde', 'client', own);

  await test.step('without a summary it goes no further, and what was typed is kept', async () => {
    await draft(admin, own, say, 'linde', { label: 'Voorjaar', ahead: 0, add: 'Maak geen foto van een ander.', summary: '' });
    await expect(admin.getByRole('alert').first()).toContainText(say('publish_missing'));
    await expect(admin.getByLabel(say('publish_text_nl'))).toHaveValue(/Maak geen foto van een ander\.$/);
    await accessible(admin, scripted);
  });

  await test.step('the preview shows what it becomes, and nothing is in force yet', async () => {
    for (const field of ['publish_summary_nl', 'publish_summary_en']) await admin.getByLabel(say(field)).fill('Er is een regel bij over foto’s.');
    await admin.getByRole('button', { name: say('publish_preview_button') }).click();
    await expect(admin.getByRole('heading', { level: 1 })).toHaveText(say('preview_title'));
    await expect(admin.locator('ins').first()).toContainText('Maak geen foto van een ander.');
    await accessible(admin, scripted);
    await client.goto(`${own.url('linde')}/gebruiksvoorwaarden`);
    await expect(client.getByRole('main')).not.toContainText('Maak geen foto');
  });

  await test.step('once published, the administrator too agrees first', async () => {
    await admin.getByRole('button', { name: say('preview_publish_button') }).click();
    await expect(admin).toHaveURL(/\/voorwaarden/);
    await admin.getByRole('checkbox').check();
    await admin.getByRole('button', { name: say('terms_accept_button'), exact: true }).click();
    await admin.goto(`${own.url('linde')}/beheer/voorwaarden`);
    await expect(admin.getByRole('table').first()).toContainText('Voorjaar');
    await accessible(admin, scripted);
  });

  await test.step('the client is asked again, and told what changed', async () => {
    await client.goto(`${own.url('linde')}/c/${own.client}/dossier`);
    await expect(client).toHaveURL(/\/voorwaarden$/);
    await expect(client.getByRole('main')).toContainText(say('terms_since_yours', { label: '1 februari 2026' }));
    await expect(client.getByRole('main')).toContainText('Er is een regel bij over foto’s.');
    await accessible(client, scripted);
    await client.getByRole('link', { name: say('terms_see_yours', { label: '1 februari 2026' }) }).click();
    await expect(client.getByRole('heading', { level: 1 })).toHaveText(say('difference_title'));
    await expect(client.locator('ins')).toHaveCount(1);
    await expect(client.locator('ins')).toContainText('Maak geen foto van een ander.');
    await accessible(client, scripted);
    await client.goBack();
    await client.getByRole('checkbox').check();
    await client.getByRole('button', { name: say('terms_accept_button'), exact: true }).click();
    await expect(client).toHaveURL(/\/dossier$/);
    await client.goto(`${own.url('linde')}/instellingen/voorwaarden`);
    await expect(client.getByRole('table').getByRole('row')).toHaveCount(3);
    await accessible(client, scripted);
  });
});

test('R85: a change is announced by mail and on the page, and agreed to by going on', async ({ open, own, say, scripted, signIn }) => {
  const admin = await open();
  await signIn(admin, 'kompas', 'admin', own);
  await admin.goto(`${own.url('kompas')}/beheer`);
  await draft(admin, own, say, 'kompas', { label: 'Later', ahead: 29, add: 'Een nieuwe regel.', summary: 'Er is een regel bij.' });
  await expect(admin.getByRole('alert').first()).toBeVisible();
  const begins = day(30);
  await admin.getByLabel(say('date_day'), { exact: true }).fill(begins.day);
  await admin.getByLabel(say('date_month'), { exact: true }).fill(begins.month);
  await admin.getByLabel(say('date_year'), { exact: true }).fill(begins.year);
  const before = own.newestMessage();
  await admin.getByRole('button', { name: say('publish_preview_button') }).click();
  await admin.getByRole('button', { name: say('preview_publish_button') }).click();
  await expect(admin.getByRole('status').filter({ hasText: say('publish_done') })).toBeVisible();

  await test.step('it is announced by mail, and calmly on the page', async () => {
    await expect.poll(() => own.newestMessage(), { timeout: 30_000 }).toBeGreaterThan(before);
    await admin.goto(`${own.url('kompas')}/beheer`);
    await expect(admin.getByRole('status').filter({ hasText: say('terms_coming_text') })).toBeVisible();
    await admin.getByRole('link', { name: say('terms_read_changes') }).click();
    await expect(admin.getByRole('main')).toContainText('Er is een regel bij.');
    await accessible(admin, scripted);
  });

  await test.step('after it began the page says that going on agrees, once', async () => {
    own.setClock('+31d');
    const later = await open();
    await signIn(later, 'kompas', 'admin', own);
    await later.goto(`${own.url('kompas')}/beheer`);
    await later.goto(`${own.url('kompas')}/instellingen/voorwaarden`);
    await expect(later.getByRole('main')).toContainText('Later');
    await expect(later.getByRole('status').filter({ hasText: say('terms_going_on_text') })).toHaveCount(0);
  });
});

test('R50: where logging in agrees, the page of the log-in says so, and each log-in is listed', async ({ language, open, own, say, scripted, signIn }) => {
  const page = await open();
  await page.goto(`${own.url('waterland')}/inloggen`);
  await expect(page.getByRole('main')).toContainText(say('terms_log_in_accepts'));
  await accessible(page, scripted);
  await page.getByRole('main').getByRole('link', { name: say('terms_link_words'), exact: true }).click();
  await expect(page.getByRole('main')).toContainText(language === 'nl' ? 'Afspraken over het netwerk' : 'Rules for the network');
  await expect(page.getByRole('main')).toContainText(say('terms_by_log_in'));
  await signIn(page, 'waterland', 'nurse', own);
  await expect(page).not.toHaveURL(/voorwaarden/);
  await page.goto(`${own.url('waterland')}/instellingen/voorwaarden`);
  await expect(page.getByRole('table').getByRole('row')).toHaveCount(3);
});

test('R91: a change of the policy shows its consequences before it is saved', async ({ language, open, own, say, scripted, signIn }) => {
  const [staffStep, idle] = language === 'nl' ? ['Tweede stap van medewerkers', 'Uitloggen zonder activiteit na (minuten)'] : ['Second step of staff', 'Log out without activity after (minutes)'];
  const page = await open();
  await signIn(page, 'ooievaar', 'admin', own);
  await page.goto(`${own.url('ooievaar')}/beheer`);
  await page.getByRole('link', { name: say('policy_manage'), exact: true }).click();
  await accessible(page, scripted);
  await page.getByRole('group', { name: staffStep }).getByLabel(say('factor_digid')).check();
  await page.getByRole('button', { name: say('policy_see_button') }).click();
  await expect(page.getByRole('alert').first()).toContainText(say('policy_locks_out'));
  await accessible(page, scripted);
  await page.getByRole('group', { name: staffStep }).getByLabel(say('factor_sms')).check();
  await page.getByLabel(idle).fill('20');
  await page.getByRole('button', { name: say('policy_see_button') }).click();
  await expect(page.getByRole('main')).toContainText(say('policy_from_to', { before: '30', after: '20' }));
  await accessible(page, scripted);
  await page.getByRole('button', { name: say('policy_save_button') }).click();
  await settled(page);
  await expect(page.getByRole('status').filter({ hasText: say('policy_saved') })).toBeVisible();
  await expect(page.getByLabel(idle)).toHaveValue('20');
});
