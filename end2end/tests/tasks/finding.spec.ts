// Finding and understanding in a record: search, graphs, more about one item, what words mean.
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { demo, expect, settled, type Settings, test } from '../support/test';

const base = `/c/${demo.client}/dossier`;
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];

/** Axe runs in the page: only where there is script. */
async function accessible(page: Page): Promise<void> {
  if (!(test.info().project.use as Settings).scripted) return;
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  expect(violations.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.target.join(' ')).join(', ')}`)).toEqual([]);
}

/** The page is no wider than the screen. */
async function fits(page: Page): Promise<void> {
  const [wide, screen] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  expect(wide).toBeLessThanOrEqual(screen);
}

test('A client finds a word in the record, opens what was found, and comes back to the results', async ({ open, say }) => {
  const page = await open({ as: 'linde-client' });
  await page.goto(`${demo.url('linde')}${base}`);
  await page.getByRole('main').getByRole('link', { name: say('find_title'), exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(say('find_title'));
  await accessible(page);

  await page.getByLabel(say('find_label')).fill('a');
  await page.getByRole('main').getByRole('button', { name: say('find_button'), exact: true }).click();
  await expect(page.getByRole('alert')).toContainText(say('find_no_word'));
  await expect(page.getByLabel(say('find_label'))).toHaveValue('a');

  await page.getByLabel(say('find_label')).fill('Steunkousen');
  await page.getByRole('main').getByRole('button', { name: say('find_button'), exact: true }).click();
  const results = page.getByRole('region', { name: say('find_results') });
  await expect(results.locator('.entry').first()).toBeVisible();
  expect((await results.locator('mark').allInnerTexts()).every((word) => word.toLowerCase() === 'steunkousen')).toBe(true);
  expect(page.url()).not.toMatch(/steunkousen/i);
  expect(await page.title()).not.toMatch(/steunkousen/i);
  await accessible(page);
  const found = await results.locator('.entry').count();

  const first = results.locator('.entry a').first();
  const title = await first.innerText();
  await first.click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
  await page.goBack();
  await expect(results.locator('.entry')).toHaveCount(found);
  await expect(page.getByLabel(say('find_label'))).toHaveValue('Steunkousen');

  await page.getByLabel(say('find_section')).selectOption({ value: 'uitslagen' });
  await page.getByRole('main').getByRole('button', { name: say('find_button'), exact: true }).click();
  await expect(page.getByRole('main')).toContainText(say('find_none'));
  await expect(page.getByLabel(say('find_section'))).toHaveValue('uitslagen');
  await accessible(page);
});

test('Older results come without the word in the address', async ({ open, say }) => {
  const page = await open({ as: 'linde-client' });
  await page.goto(`${demo.url('linde')}${base}/zoeken`);
  // the reports that `prepare` brought in: more than a page of them
  await page.getByLabel(say('find_label')).fill('rapportage');
  await page.getByRole('main').getByRole('button', { name: say('find_button'), exact: true }).click();
  const results = page.getByRole('region', { name: say('find_results') });
  const addresses = async () => results.locator('.entry a').evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
  const newest = await addresses();
  expect(newest.length).toBe(20);
  await page.getByRole('link', { name: say('find_older'), exact: true }).click();
  await expect(page).toHaveURL(/vanaf=/);
  expect(page.url()).not.toContain('rapportage');
  await expect(results.locator('.entry').first()).toBeVisible();
  for (const address of await addresses()) expect(newest).not.toContain(address);
  await page.getByRole('link', { name: say('find_newest'), exact: true }).click();
  await expect(page).not.toHaveURL(/vanaf=/);
  expect(await addresses()).toEqual(newest);
});

for (const width of [320, 1280]) {
  test(`A client sees weight and blood pressure as a graph, with the numbers beside it, ${width} wide`, async ({ open, say }) => {
    const page = await open({ as: 'linde-client', viewport: { width, height: 900 } });
    await page.goto(`${demo.url('linde')}${base}/metingen`);
    await page.getByRole('link', { name: say('graph_link'), exact: true }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(say('graph_title_measurements'));
    const choose = page.getByRole('navigation', { name: say('graph_choose') });
    const kinds = await choose.getByRole('link').evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
    expect(kinds.length).toBeGreaterThanOrEqual(4);
    let twoLines = 0;
    for (const href of kinds) {
      await page.goto(`${demo.url('linde')}${href}`);
      const graph = page.locator('.line__drawing');
      await expect(graph).toBeVisible();
      // its name and its description are there for who does not see it
      await expect(page.locator('.line__drawing desc').first()).not.toBeEmpty();
      expect(await page.locator('tbody tr').count()).toBeGreaterThan(0);
      await fits(page);
      if ((await page.locator('.line__legend li').count()) > 1) {
        twoLines += 1;
        // told apart by form and by dashes, not by colour alone
        expect(await page.locator('circle.line__point').count()).toBeGreaterThan(0);
        expect(await page.locator('rect.line__point').count()).toBeGreaterThan(0);
        await expect(page.locator('line.line__stroke.line--1').first()).toHaveCSS('stroke-dasharray', /9px, 5px|9, 5/);
      }
      await accessible(page);
    }
    expect(twoLines).toBe(1);

    const periods = page.getByRole('navigation', { name: say('graph_periods') });
    await periods.getByRole('link', { name: say('graph_week'), exact: true }).click();
    await expect(periods.getByRole('link', { name: say('graph_week'), exact: true })).toHaveAttribute('aria-current', 'page');
    await page.getByRole('link', { name: say('graph_older'), exact: true }).click();
    await expect(page).toHaveURL(/tot=\d{4}-\d\d-\d\d/);
    await page.getByRole('link', { name: say('graph_newer'), exact: true }).click();
    await periods.getByRole('link', { name: say('graph_all'), exact: true }).click();
    await page.locator('tbody a').first().click();
    await settled(page);
    await expect(page.getByRole('region', { name: say('item_details') })).toBeVisible();
  });
}

test('A result shows what is usual, in a graph that prints', async ({ open, say }) => {
  const page = await open({ as: 'linde-client', colorScheme: 'dark' });
  await page.goto(`${demo.url('linde')}${base}/uitslagen/grafiek`);
  await expect(page.locator('.line__usual').first()).toBeVisible();
  await expect(page.locator('.line__legend')).toContainText(say('graph_usual', { range: '' }).trim());
  await accessible(page);
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('.line__drawing')).toBeVisible();
  await expect(page.locator('table')).toBeVisible();
  await expect(page.getByRole('navigation', { name: say('graph_periods') })).toBeHidden();
});

test('L6: a client sees who opened an item and its versions; a nurse is not told who did', async ({ open, say }) => {
  const [nurse, client] = [await open({ as: 'linde-nurse' }), await open({ as: 'linde-client' })];
  await client.goto(`${demo.url('linde')}${base}/uitslagen`);
  await client.locator('.entry a').first().click();
  await expect(client.getByRole('region', { name: say('item_details') })).toBeVisible();
  const item = new URL(client.url()).pathname;
  await nurse.goto(`${demo.url('linde')}/team${item}`);
  await settled(nurse);
  await client.getByRole('link', { name: say('more_link'), exact: true }).click();
  await expect(client.getByRole('heading', { level: 1 })).toHaveText(say('more_title'));
  await expect(client.getByRole('region', { name: say('more_looked') })).toContainText('Mohamed El Amrani');
  await expect(client.getByRole('region', { name: say('more_versions') }).locator('tbody tr')).toHaveCount(1);
  await accessible(client);
  await nurse.getByRole('link', { name: say('more_link'), exact: true }).click();
  await expect(nurse.getByRole('heading', { level: 1 })).toHaveText(say('more_title'));
  await expect(nurse.getByRole('region', { name: say('more_looked') })).toHaveCount(0);
  await accessible(nurse);
});

test('What a word means stands where one reads it, and in the list of words', async ({ open, say }) => {
  const page = await open({ as: 'linde-client' });
  await page.goto(`${demo.url('linde')}${base}/uitslagen`);
  await page.locator('.entry a').filter({ hasText: /eGFR/ }).first().click();
  await expect(page.getByRole('region', { name: say('item_details') })).toBeVisible();
  const meaning = page.locator('details').filter({ hasText: say('words_meaning') });
  await expect(meaning.locator('dl')).toBeHidden();
  await meaning.locator('summary').click();
  await expect(meaning.locator('dl')).toContainText('eGFR');
  await page.goto(`${demo.url('linde')}/hulp`);
  await page.getByRole('main').getByRole('link', { name: say('words_title'), exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(say('words_title'));
  await page.getByRole('navigation', { name: say('words_letters') }).getByRole('link', { name: 'D', exact: true }).click();
  await expect(page.locator('#letter-D')).toBeInViewport();
  await accessible(page);
});
