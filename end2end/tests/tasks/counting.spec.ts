// Being counted, only by choice: the choice on the page about cookies, and what the administrator sees of it.
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, settled, type Settings, test } from '../support/test';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];

/** Axe runs in the page: only where there is script. */
async function accessible(page: Page): Promise<void> {
  if (!(test.info().project.use as Settings).scripted) return;
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  expect(violations.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.target.join(' ')).join(', ')}`)).toEqual([]);
}

test('R22, R128: nobody is counted without a yes, each page once with it, and nothing after it was taken back', async ({ open, fresh: demo, say, signIn }) => {
  test.slow();
  const url = demo.url('waterland');
  const [visitor, admin] = [await open(), await open()];
  const choose = async (label: string, done: string): Promise<void> => {
    await visitor.goto(`${url}/cookies`);
    await visitor.getByRole('button', { name: say(label), exact: true }).click();
    await expect(visitor.getByRole('main')).toContainText(say(done));
  };
  const cookie = async (): Promise<string | undefined> => (await visitor.context().cookies()).find((one) => one.name === '__Host-meten')?.value;
  await signIn(admin, 'waterland', 'admin', demo);

  await visitor.goto(`${url}/cookies`);
  await expect(visitor.getByRole('main')).toContainText(say('counting_now_none'));
  await accessible(visitor);
  for (let turn = 0; turn < 6; turn += 1) await visitor.goto(`${url}/hulp`);
  expect(await cookie()).toBeUndefined();
  await admin.goto(`${url}/beheer`);
  await expect(admin.getByRole('main')).toContainText(say('pages_use_none'));

  await choose('counting_no', 'counting_done_no');
  expect(await cookie()).toBe('nee');
  await visitor.goto(`${url}/hulp`);
  await admin.reload();
  await expect(admin.getByRole('main')).toContainText(say('pages_use_none'));

  // the page that says so is the first of five
  await choose('counting_yes', 'counting_done_yes');
  expect(await cookie()).toBe('ja');
  await accessible(visitor);
  for (let turn = 0; turn < 3; turn += 1) await visitor.goto(`${url}/hulp`);
  await admin.reload();
  await expect(admin.getByRole('main')).toContainText(say('pages_use_none'));
  await visitor.goto(`${url}/hulp`);
  await admin.reload();
  await settled(admin);
  const row = admin.locator('#paginas tbody tr').filter({ hasText: /Hulp en privacy|Help and privacy/ });
  await expect(row).toHaveText(/privacy\s*5\s*$/);
  await expect(admin.locator('#paginas tbody tr').filter({ hasText: say('pages_use_few') })).not.toHaveCount(0);
  await expect(admin.getByRole('img', { name: say('pages_use') })).toBeVisible();
  await accessible(admin);

  // looking at the page to take it back is the sixth
  await choose('counting_forget', 'counting_done_gone');
  expect(await cookie()).toBeUndefined();
  await visitor.goto(`${url}/hulp`);
  await admin.reload();
  await expect(row).toHaveText(/privacy\s*6\s*$/);
});

test('An account for work says so on every page, and an account of one’s own says that it is', async ({ open, own, say, signIn }) => {
  const [nurse, client] = [await open(), await open()];
  await signIn(nurse, 'linde', 'nurse', own);
  await nurse.goto(`${own.url('linde')}/instellingen`);
  await expect(nurse.getByRole('main')).toContainText(say('own_at_work'));
  await nurse.goto(`${own.url('linde')}/team/c/${own.client}/dossier`);
  await expect(nurse.getByRole('banner')).toContainText(say('signed_in_at_work', { name: 'Mohamed El Amrani' }));
  await signIn(client, 'linde', 'client', own);
  await client.goto(`${own.url('linde')}/instellingen`);
  await expect(client.getByRole('main')).toContainText(say('own_in_private'));
  // a page of staff about one's own record is not opened: its own address is
  await client.goto(`${own.url('linde')}/team/c/${own.client}/dossier`);
  await expect(client).toHaveURL(new RegExp(`//[^/]+/c/${own.client}/dossier$`));
});
