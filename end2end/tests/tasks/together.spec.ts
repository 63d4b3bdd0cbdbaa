// Looking together (L1): a client of 14 and a parent, each with an own log-in, two browsers at once.
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, hydrated, settled, type Settings, test } from '../support/test';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];

/** Axe runs in the page: only where there is script. */
async function accessible(page: Page): Promise<void> {
  if (!(test.info().project.use as Settings).scripted) return;
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  expect(violations.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.target.join(' ')).join(', ')}`)).toEqual([]);
}

test('R121, L1: a client of 14 lets a parent look along at what was picked, points at a line, and stops', async ({ open, own, say, signIn, watch, scripted }) => {
  test.slow();
  const child = await open();
  const parent = await open();
  watch.allowStatus(403, 404);
  await signIn(child, 'kompas', 'child-14', own);
  await signIn(parent, 'kompas', 'parent', own);
  const client = own.account('kompas', 'child-14').client ?? '';
  const base = `${own.url('kompas')}/c/${client}`;

  await test.step('before that the parent sees nothing, and reads why', async () => {
    await parent.goto(`${own.url('kompas')}/`);
    await expect(parent.getByRole('main')).toContainText('Sam Bouwmeester');
    await parent.goto(`${base}/dossier`);
    await expect(parent.getByRole('heading', { level: 1 })).toHaveText(say('error_403_title'));
    await parent.goto(`${base}/samen`);
    await expect(parent.getByRole('main')).toContainText(say('together_none'));
    await accessible(parent);
  });

  await test.step('the client chooses', async () => {
    await child.goto(`${base}/netwerk`);
    await child.getByRole('link', { name: say('together_title') }).click();
    await settled(child);
    await child.getByRole('button', { name: say('together_start') }).click();
    await expect(child.getByRole('alert').first()).toContainText(say('together_choose_problem'));
    await accessible(child);
    await child.getByRole('radio', { name: 'Marit Bouwmeester' }).check();
    await child.locator('#samen-reports').check();
    await child.getByRole('button', { name: say('together_start') }).click();
    await expect(child.getByRole('button', { name: say('together_stop') })).toBeVisible();
  });

  await test.step('the parent joins and sees that and no more', async () => {
    await parent.goto(`${base}/dossier`);
    await expect(parent.getByRole('heading', { level: 1 })).toHaveText(say('error_403_title'));
    await parent.goto(`${base}/samen`);
    await parent.getByRole('button', { name: say('together_join'), exact: true }).click();
    await expect(parent).toHaveURL(new RegExp(`/c/${client}/dossier$`));
    await expect(parent.getByRole('main')).toContainText(say('group_care'));
    await accessible(parent);
    await parent.goto(`${base}/dossier/metingen`);
    await expect(parent.getByRole('heading', { level: 1 })).toHaveText(say('error_404_title'));
  });

  await test.step('the client points at a line; the parent goes along', async () => {
    await child.goto(`${base}/dossier/rapportages`);
    await settled(child);
    await parent.goto(`${base}/dossier`);
    await settled(parent);
    if (scripted) await hydrated(parent);
    await parent.getByRole('link', { name: say('together_go') }).click();
    await expect(parent).toHaveURL(/\/dossier\/rapportages\?mee=1$/);
    await child.getByRole('button', { name: say('together_point') }).first().click();
    await expect(child.getByText(say('together_pointing'))).toBeVisible();
    if (!scripted) await parent.reload();
    await expect(parent.getByText(say('together_pointed', { name: 'Sam Bouwmeester' }))).toBeVisible({ timeout: 15_000 });
    await accessible(child);
  });

  await test.step('with script the parent follows by itself', async () => {
    if (!scripted) return;
    await child.goto(`${base}/dossier`);
    await settled(child);
    await expect(parent).toHaveURL(/\/dossier\?mee=1$/, { timeout: 15_000 });
  });

  await test.step('the client stops, and the parent sees nothing any more', async () => {
    await child.goto(`${base}/samen`);
    await child.getByRole('button', { name: say('together_stop') }).click();
    await expect(child.getByRole('button', { name: say('together_start') })).toBeVisible();
    await parent.goto(`${base}/dossier/rapportages`);
    await expect(parent.getByRole('heading', { level: 1 })).toHaveText(say('error_403_title'));
  });
});

test('R121: a client of 14 says what a parent may see at any time, and takes it back', async ({ open, own, say, signIn, watch }) => {
  test.slow();
  const child = await open();
  const parent = await open();
  watch.allowStatus(403, 404);
  await signIn(child, 'kompas', 'child-14', own);
  await signIn(parent, 'kompas', 'parent', own);
  const client = own.account('kompas', 'child-14').client ?? '';
  const base = `${own.url('kompas')}/c/${client}`;
  const choose = async (kinds: string[]) => {
    await child.goto(`${base}/netwerk`);
    await child.getByRole('link', { name: say('access_change', { name: 'Marit Bouwmeester' }) }).click();
    for (const box of await child.getByRole('checkbox').all()) await box.uncheck();
    for (const kind of kinds) await child.locator(`#instemmen-${kind}`).check();
    await child.getByRole('button', { name: say('person_kinds_save') }).click();
    await expect(child.getByRole('status').filter({ hasText: say('done_kinds') })).toBeVisible();
  };
  await choose(['measurements']);
  await parent.goto(`${base}/dossier/metingen`);
  await expect(parent.getByRole('group', { name: say('whose_label') })).toContainText('Sam Bouwmeester');
  await parent.goto(`${base}/dossier/rapportages`);
  await expect(parent.getByRole('heading', { level: 1 })).toHaveText(say('error_404_title'));
  await choose([]);
  await parent.goto(`${base}/dossier/metingen`);
  await expect(parent.getByRole('heading', { level: 1 })).toHaveText(say('error_403_title'));
});
