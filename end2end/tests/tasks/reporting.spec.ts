// Staff write: two taps, drafts that keep themselves, names of others, sharing, versions. On a demo of its own.
import { expect, settled, test, type Tools } from '../support/test';
import type { OwnDemo } from '../support/demo';
import type { Page } from '@playwright/test';

async function atWork(open: Tools['open'], signIn: Tools['signIn'], own: OwnDemo, user = 'nurse'): Promise<Page> {
  const page = await open();
  await signIn(page, 'linde', user, own);
  return page;
}

const start = (own: OwnDemo): string => `${own.url('linde')}/team/c/${own.client}/rapportage`;

test('R2: a nurse writes a report with a template in two taps, and the client reads it', async ({ open, fresh: own, say, signIn }) => {
  test.slow();
  const nurse = await atWork(open, signIn, own);
  await nurse.goto(`${own.url('linde')}/team/c/${own.client}/dossier`);
  await nurse.getByRole('navigation', { name: say('main_menu') }).getByRole('link', { name: say('report_nav') }).click();
  await expect(nurse.getByRole('heading', { level: 1 })).toHaveText(say('report_title'));
  await settled(nurse);
  // Nobody chosen, nothing written: it is said at its field.
  await nurse.getByRole('button', { name: say('report_place') }).click();
  await expect(nurse.getByRole('alert').first()).toContainText(say('report_empty'));
  await nurse.getByRole('link', { name: say('report_template_day') }).click();
  const text = nurse.getByLabel(say('report_text'), { exact: true });
  await expect(text).toHaveValue(/Eten en drinken/);
  await text.fill('Stemming en contact: opgewekt, vertelde over vroeger.');
  await nurse.getByRole('radio', { name: say('report_audience_client') }).check();
  await nurse.getByRole('button', { name: say('report_place') }).click();
  await expect(nurse.getByRole('main')).toContainText(say('report_placed_shown'));
  await expect(nurse.locator('.entry').first()).toContainText(say('report_state_shown'));
  await settled(nurse);

  const client = await atWork(open, signIn, own, 'client');
  await client.goto(`${own.url('linde')}/c/${own.client}/dossier/rapportages`);
  await expect(client.locator('.entry').first()).toContainText('vertelde over vroeger');
  await settled(client);
});

test('R38: names of other clients are replaced or left before the client reads them', async ({ open, fresh: own, say, signIn }) => {
  test.slow();
  const nurse = await atWork(open, signIn, own);
  await nurse.goto(start(own));
  await nurse.getByLabel(say('report_text'), { exact: true }).fill('Wandelde vandaag met Wim Bakker. Bakker lachte veel.');
  await nurse.getByRole('radio', { name: say('report_audience_client') }).check();
  await nurse.getByRole('button', { name: say('report_place') }).click();
  await expect(nurse.getByRole('heading', { level: 1 })).toHaveText(say('names_title'));
  await settled(nurse);
  await nurse.getByRole('button', { name: say('names_replace', { initials: 'W. B.' }) }).click();
  await expect(nurse.getByRole('main')).toContainText('met W. B. Bakker lachte veel.');
  await nurse.getByRole('button', { name: say('names_keep', { name: 'Bakker' }) }).click();
  await expect(nurse.getByRole('main')).toContainText(say('names_none'));
  await settled(nurse);
  await nurse.getByRole('button', { name: say('names_place') }).click();
  await expect(nurse.getByRole('main')).toContainText(say('report_placed_shown'));
});

test('R2: a report that was shared gets a new version with a reason, and both can be read', async ({ open, fresh: own, say, signIn }) => {
  test.slow();
  const nurse = await atWork(open, signIn, own);
  await nurse.goto(start(own));
  await nurse.getByLabel(say('report_text'), { exact: true }).fill('Vanmorgen goed gegeten en veel verteld.');
  await nurse.getByRole('radio', { name: say('report_audience_client') }).check();
  await nurse.getByRole('button', { name: say('report_place') }).click();
  await expect(nurse.getByRole('main')).toContainText(say('report_placed_shown'));
  await nurse.locator('.entry').first().getByRole('link').click();
  await settled(nurse);
  await nurse.getByRole('link', { name: say('report_change') }).click();
  await expect(nurse.getByRole('main')).toContainText(say('report_version_shown'));
  await nurse.getByLabel(say('report_text'), { exact: true }).fill('Vanmorgen slecht gegeten en veel verteld.');
  await settled(nurse);
  await nurse.getByRole('button', { name: say('report_place_version') }).click();
  await expect(nurse.getByRole('alert').first()).toContainText(say('report_no_reason'));
  await nurse.getByLabel(say('report_reason')).fill('Verkeerd woord');
  await nurse.getByRole('button', { name: say('report_place_version') }).click();
  await expect(nurse.getByRole('main')).toContainText(say('report_placed_shown'));
  await nurse.locator('.entry').first().getByRole('link').click();
  await nurse.getByRole('link', { name: say('report_all_versions') }).click();
  await expect(nurse.locator('del').first()).toContainText('goed');
  await expect(nurse.locator('ins').first()).toContainText('slecht');
  await expect(nurse.getByRole('main')).toContainText('Verkeerd woord');
  await settled(nurse);
});

test('L7: what is typed is kept by itself, also when the connection is gone for a while', async ({ open, fresh: own, say, signIn, watch, scripted }) => {
  test.skip(!scripted, 'without script a button keeps the draft: the next test');
  test.slow();
  const nurse = await atWork(open, signIn, own);
  await nurse.goto(start(own));
  const status = nurse.locator('[data-draft-status]');
  const text = nurse.getByLabel(say('report_text'), { exact: true });
  await text.pressSequentially('Half een zin');
  await expect(status).toContainText(/\d\d:\d\d/, { timeout: 15_000 });
  await nurse.route('**/api/team/rapportage/bewaren', (route) => route.abort());
  await text.pressSequentially(' en nog iets');
  await expect(status).toContainText(say('report_draft_failed'), { timeout: 15_000 });
  await nurse.unroute('**/api/team/rapportage/bewaren');
  await expect(status).toContainText(/\d\d:\d\d/, { timeout: 15_000 });
  watch.takeFaults();
  await nurse.goto(`${own.url('linde')}/team`);
  await expect(nurse.getByRole('main')).toContainText(say('today_drafts'));
  await nurse.goto(start(own));
  await expect(text).toHaveValue('Half een zin en nog iets');
});

test('L7: without script a button keeps the draft, and it is thrown away only on purpose', async ({ open, fresh: own, say, signIn }) => {
  const nurse = await atWork(open, signIn, own);
  await nurse.goto(start(own));
  await nurse.getByLabel(say('report_text'), { exact: true }).fill('Nog niet klaar');
  await nurse.getByRole('button', { name: say('report_keep') }).click();
  await expect(nurse.getByRole('main')).toContainText(say('report_draft_kept'));
  await expect(nurse.getByLabel(say('report_text'), { exact: true })).toHaveValue('Nog niet klaar');
  await settled(nurse);
  await nurse.getByText(say('report_drop_title')).first().click();
  await nurse.getByRole('button', { name: say('report_drop') }).click();
  await expect(nurse.getByRole('main')).toContainText(say('report_draft_dropped'));
  await expect(nurse.getByLabel(say('report_text'), { exact: true })).toHaveValue('');
});
