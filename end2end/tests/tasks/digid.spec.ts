// Logging in with DigiD at De Berk, by the demo's own DigiD on digid.localhost (R117, R120, R121).
import { type Page } from '@playwright/test';
import { demo, expect, giveCode, givePassword, settled, test, type Tools } from '../support/test';

const client = '999900006';
const child = '999900018';
const parent = '999900043';
const unknown = '999900055';

interface Choice {
  who: string;
  forWhom?: string;
  level?: string;
}

/** From the log-in page to the demo's DigiD. */
async function toDigid(page: Page, say: Tools['say'], forAnother = false): Promise<void> {
  await page.goto(`${demo.url('berk')}/inloggen`);
  await page.getByRole('link', { name: say(forAnother ? 'digid_other_button' : 'digid_button'), exact: true }).click();
  await expect(page).toHaveURL(/^http:\/\/digid\.localhost:\d+\/authorize\?/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Inloggen met DigiD (demonstratie)');
}

/** Chooses who one is, and logs in. */
async function beSomebody(page: Page, { who, forWhom, level }: Choice): Promise<void> {
  await page.getByRole('group', { name: 'Wie bent u?' }).getByRole('radio', { name: `(${who})` }).check();
  if (forWhom) await page.getByRole('group', { name: 'Voor wie logt u in?' }).getByRole('radio', { name: `(${forWhom})` }).check();
  if (level) await page.getByRole('radio', { name: level, exact: true }).check();
  await page.getByRole('button', { name: 'Inloggen', exact: true }).click();
}

test('R117: a client logs in with DigiD, reads the record, and logs out', async ({ open, say }) => {
  const page = await open();
  await page.goto(`${demo.url('berk')}/inloggen`);
  // whose log-in it is stands beside the button, and there is no password
  await expect(page.getByText(say('digid_intro', { organisation: demo.organisation('berk').name }))).toBeVisible();
  await expect(page.locator('input[type=password]')).toHaveCount(0);
  await toDigid(page, say);
  await beSomebody(page, { who: client });
  await expect(page).toHaveURL(new RegExp(`/c/${demo.account('berk', client).client}/dossier$`));
  await settled(page);
  await page.goto(`${demo.url('berk')}/instellingen`);
  await expect(page.getByRole('main')).toContainText(say('own_device_method'));
  await expect(page.getByRole('main')).toContainText('DigiD');
  expect(await page.content()).not.toContain(client);
  await page.getByRole('banner').getByRole('button', { name: say('sign_out') }).click();
  await expect(page).toHaveURL(/\/uitgelogd$/);
});

test('R117: who stops at DigiD is told so and can try again', async ({ open, say }) => {
  const page = await open();
  await toDigid(page, say);
  await page.getByRole('button', { name: 'Annuleren' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(say('digid_failed_title'));
  await expect(page.getByText(say('digid_cancelled'))).toBeVisible();
  await page.getByRole('link', { name: say('digid_retry') }).click();
  await expect(page).toHaveURL(/\/inloggen$/);
});

test('R117: somebody who is not known here, or has too low a level, hears what to do', async ({ open, say }) => {
  const page = await open();
  await toDigid(page, say);
  await beSomebody(page, { who: unknown });
  await expect(page.getByText(say('digid_unknown', { organisation: demo.organisation('berk').name }))).toBeVisible();
  await expect(page.getByRole('main').locator('a[href^="tel:"]')).toBeVisible();
  expect(page.url()).not.toContain(unknown);
  await toDigid(page, say);
  await beSomebody(page, { who: client, level: 'midden' });
  await expect(page.getByText(say('digid_low_next'))).toBeVisible();
  await page.goto(`${demo.url('berk')}/instellingen`);
  await expect(page).toHaveURL(/\/inloggen$/);
});

test('R117: going back in the browser does not log in a second time', async ({ open, say }) => {
  const page = await open();
  await toDigid(page, say);
  const back = page.waitForRequest((request) => request.url().includes('/inloggen/digid/terug?'));
  await beSomebody(page, { who: client });
  const address = (await back).url();
  await expect(page).toHaveURL(/\/dossier$/);
  const other = await open();
  await other.goto(address);
  await expect(other.getByText(say('digid_expired'))).toBeVisible();
});

test('R120, R121: a parent logs in for a child of 14 and can look together', async ({ open, say }) => {
  const page = await open();
  await toDigid(page, say, true);
  await beSomebody(page, { who: parent, forWhom: child });
  await expect(page).toHaveURL(`${demo.url('berk')}/`);
  await page.getByRole('main').getByRole('link', { name: say('together_title') }).click();
  await expect(page).toHaveURL(new RegExp(`/c/${demo.account('berk', child).client}/samen$`));
  // for oneself the same number is nobody here
  const alone = await open();
  await toDigid(alone, say);
  await beSomebody(alone, { who: parent });
  await expect(alone.getByRole('heading', { level: 1 })).toHaveText(say('digid_failed_title'));
});

test('R117: staff log in with password and code, by a link of their own', async ({ open, say }) => {
  const page = await open();
  await demo.alone('berk', 'admin', async () => {
    const before = demo.newestMessage();
    await page.goto(`${demo.url('berk')}/inloggen`);
    await page.getByRole('link', { name: say('digid_staff_link') }).click();
    await givePassword(page, say, 'admin', demo.account('berk', 'admin').password);
    await giveCode(page, say, await demo.code('berk', 'admin', before));
    await expect(page).toHaveURL(/\/beheer$/);
  });
});
