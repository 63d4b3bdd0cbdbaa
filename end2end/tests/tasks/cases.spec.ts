// Requests: a client says what is not right, puts an own statement beside a report, and staff treat it. On a demo of its own.
import { expect, settled, test } from '../support/test';
import type { Page } from '@playwright/test';
import type { OwnDemo } from '../support/demo';

/** The form about the newest report; gives the report's own address too. */
async function openWrong(page: Page, own: OwnDemo): Promise<string> {
  await page.goto(`${own.url('linde')}/c/${own.client}/dossier/rapportages`);
  await settled(page);
  const item = await page.locator('.entry__title a').first().getAttribute('href');
  expect(item).toBeTruthy();
  await page.goto(`${own.url('linde')}${item}/klopt-niet`);
  await settled(page);
  return `${own.url('linde')}${item}`;
}

test('L5, R37: from “this is not right” to the answer of a nurse', async ({ open, fresh: own, say, signIn }) => {
  test.slow();
  const client = await open();
  await signIn(client, 'linde', 'client', own);
  await openWrong(client, own);
  await expect(client.getByRole('heading', { level: 1 })).toHaveText(say('wrong_title'));
  // Nothing filled in: what is missing is said at its field.
  await client.getByRole('button', { name: say('wrong_button'), exact: true }).click();
  await expect(client.getByRole('alert').first()).toContainText(say('case_no_choice'));
  await client.getByRole('radio', { name: say('wrong_change_report') }).check();
  await client.getByLabel(say('wrong_text')).fill('De datum klopt niet.');
  await settled(client);
  await client.getByRole('button', { name: say('wrong_button'), exact: true }).click();
  await expect(client.getByRole('status').first()).toContainText(/\d{4}/);
  await expect(client.locator('.steps [aria-current=step]')).toContainText(say('case_step_treatment'));
  await settled(client);
  const address = client.url().replace(/\?.*$/, '');

  const nurse = await open();
  await signIn(nurse, 'linde', 'nurse', own);
  await nurse.getByRole('navigation').getByRole('link', { name: say('cases_nav'), exact: true }).click();
  await expect(nurse.getByRole('heading', { level: 1 })).toHaveText(say('cases_title'));
  await settled(nurse);
  await nurse.locator('.entry__title a').first().click();
  await expect(nurse.getByRole('main')).toContainText('De datum klopt niet.');
  await settled(nurse);
  await nurse.getByRole('button', { name: say('treat_take'), exact: true }).click();
  await expect(nurse.getByRole('status').first()).toContainText(say('treat_taken'));
  await nurse.getByRole('radio', { name: 'Verbeterd' }).or(nurse.getByRole('radio', { name: 'Corrected' })).first().check();
  await nurse.getByLabel(say('treat_answer')).fill('De datum is verbeterd.');
  await settled(nurse);
  await nurse.getByRole('button', { name: say('treat_decide_button'), exact: true }).click();
  await expect(nurse.getByRole('status').first()).toContainText(say('treat_decided'));
  await settled(nurse);

  await client.goto(address);
  await expect(client.getByRole('main')).toContainText('De datum is verbeterd.');
  await settled(client);
});

test('WGBO 7:454: an own statement stands beside the report', async ({ open, fresh: own, say, signIn }) => {
  test.slow();
  const client = await open();
  await signIn(client, 'linde', 'client', own);
  const item = await openWrong(client, own);
  await client.getByRole('radio', { name: say('wrong_statement') }).check();
  await client.getByLabel(say('wrong_text')).fill('Ik was die dag niet thuis.');
  await settled(client);
  await client.getByRole('button', { name: say('wrong_button'), exact: true }).click();
  await expect(client.getByRole('status').first()).toContainText(say('case_statement_kept'));
  await settled(client);
  await client.goto(item);
  await expect(client.getByRole('main')).toContainText('Ik was die dag niet thuis.');
  await settled(client);
});

test('L6: what a client does not recognise waits for the privacy officer', async ({ open, fresh: own, say, signIn }) => {
  test.slow();
  const nurse = await open();
  await signIn(nurse, 'linde', 'nurse', own);
  await nurse.goto(`${own.url('linde')}/team/c/${own.client}/dossier`);
  await settled(nurse);
  const client = await open();
  await signIn(client, 'linde', 'client', own);
  await client.goto(`${own.url('linde')}/c/${own.client}/logboek`);
  const line = client.locator('.card').filter({ hasText: say('looked_role_professional') }).first();
  await settled(client);
  await line.getByText(say('looked_unknown'), { exact: true }).click();
  await line.getByRole('button', { name: say('looked_unknown_button') }).click();
  await expect(client.getByRole('status').filter({ hasText: /\d{4}/ })).toBeVisible();
  await settled(client);

  const officer = await open();
  await signIn(officer, 'linde', 'privacy-officer', own);
  await expect(officer).toHaveURL(/\/team\/zaken$/);
  await officer.locator('.entry__title a').first().click();
  await expect(officer.getByRole('button', { name: say('treat_take'), exact: true })).toBeVisible();
  await settled(officer);
});
