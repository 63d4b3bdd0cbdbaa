// Every page and every state, looked at by axe and html-validate: in both languages, at 320 and 1280 pixels, light,
// dark and in forced colours.
import AxeBuilder from '@axe-core/playwright';
import type { Page, Response } from '@playwright/test';
import { demo, expect, givePassword, settled, test, type Language, type Opening, type Tools } from '../support/test';
import { markupFaults } from '../support/markup';
import { places } from '../support/places';
import { Visitor } from '../support/visitor';
import { languages, words } from '../support/words';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];
/** Each state is seen in one of these; together they cover each size with each colour scheme. */
const looks: { name: string; options: Opening }[] = [
  { name: '320, light', options: { viewport: { width: 320, height: 640 }, colorScheme: 'light' } },
  { name: '1280, dark', options: { viewport: { width: 1280, height: 900 }, colorScheme: 'dark' } },
];
const moreLooks: { name: string; options: Opening }[] = [
  { name: '1280, light', options: { viewport: { width: 1280, height: 900 }, colorScheme: 'light' } },
  { name: '320, dark', options: { viewport: { width: 320, height: 640 }, colorScheme: 'dark' } },
  { name: '320, forced colours', options: { viewport: { width: 320, height: 640 }, forcedColors: 'active' } },
  { name: '1280, forced colours', options: { viewport: { width: 1280, height: 900 }, forcedColors: 'active' } },
];

/** What axe finds on a page as it stands. */
async function axeFaults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  return violations.flatMap((violation) => violation.nodes.map((node) => `${violation.id}: ${node.target.join(' ')} ${node.failureSummary?.replace(/\s+/g, ' ') ?? ''}`));
}

/** Looks at a page in a language. `answer`: what the host sent, where that is to be checked too. */
async function look(page: Page, where: string, language: Language, answer: Response | null): Promise<string[]> {
  await settled(page);
  const faults = await axeFaults(page);
  if ((await page.locator('html').getAttribute('lang')) !== language) faults.push(`is not in ${language}`);
  if (answer) faults.push(...(await markupFaults(await answer.text())));
  return faults.map((fault) => `${where}: ${fault}`);
}

for (const language of languages) {
  for (const [as, paths] of Object.entries(places())) {
    for (const { name, options } of as === 'linde-client' || as === 'nobody' ? looks : [...looks, ...moreLooks]) {
      test(`WCAG 2.2 AA: every page of ${as}, ${language}, ${name}`, async ({ open }) => {
        test.slow();
        // the pages themselves are the same with script, which is seen elsewhere
        const page = await open({ ...options, as: as === 'nobody' ? undefined : as, language });
        const faults: string[] = [];
        for (const path of paths) {
          const answer = await page.goto(`${demo.url('linde')}${path}`);
          faults.push(...(await look(page, path, language, answer)));
        }
        expect(faults).toEqual([]);
      });
    }
  }
}

for (const { name, options } of moreLooks) {
  test(`WCAG 2.2 AA: a sample of every kind of page, ${name}`, async ({ open }) => {
    test.slow();
    const base = `/c/${demo.client}/dossier`;
    const page = await open({ ...options, as: 'linde-client', language: 'nl' });
    const faults: string[] = [];
    for (const path of ['/inloggen', '/stijl', '/hulp', base, `${base}/rapportages`, `${base}/uitslagen`]) {
      faults.push(...(await look(page, path, 'nl', await page.goto(`${demo.url('linde')}${path}`))));
    }
    expect(faults).toEqual([]);
  });
}

test('WCAG 2.2 AA: one item of every category', async ({ open }) => {
  test.slow();
  const page = await open({ as: 'linde-client', viewport: { width: 320, height: 640 }, language: 'nl' });
  await page.goto(`${demo.url('linde')}/c/${demo.client}/dossier`);
  const sections = await page.locator('.section-card a').evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
  const faults: string[] = [];
  for (const section of sections) {
    await page.goto(`${demo.url('linde')}${section}`);
    const item = await page.locator('.entry a').first().getAttribute('href');
    faults.push(...(await look(page, item ?? '', 'nl', await page.goto(`${demo.url('linde')}${item}`))));
  }
  expect(faults).toEqual([]);
});

for (const [index, language] of languages.entries()) {
  test(`WCAG 2.2 AA: what goes wrong, ${language}`, async ({ open, watch }) => {
    test.slow();
    const say: Tools['say'] = (key, filled) => words(language, key, filled);
    const faults: string[] = [];
    for (const { name, options } of looks) {
      const page = await open({ ...options, as: 'linde-client', language });
      watch.allowStatus(403, 404);
      for (const path of ['/beheer', '/bestaat/niet', `/c/${demo.client}/dossier/geen-rubriek`]) {
        faults.push(...(await look(page, `${name} ${path}`, language, await page.goto(`${demo.url('linde')}${path}`))));
      }
      const empty = await open({ ...options, as: 'linde-bench-1', language });
      const start = await empty.goto(`${demo.url('linde')}/`);
      faults.push(...(await look(empty, `${name} empty record`, language, start)));
      for (const category of ['rapportages', 'uitslagen']) {
        faults.push(...(await look(empty, `${name} empty ${category}`, language, await empty.goto(`${new URL(empty.url()).origin}/c/${demo.bench()[0].client}/dossier/${category}`))));
      }

      const team = await open({ ...options, as: 'linde-nurse', language });
      for (const text of ['meul', 'Xyzzyq', 'x']) {
        await team.goto(`${demo.url('linde')}/team`);
        await team.getByRole('searchbox').fill(text);
        await team.keyboard.press('Enter');
        await expect(team.getByRole('main')).toContainText(text === 'meul' ? 'Meulen' : say(text === 'x' ? 'search_name_short' : 'search_none'));
        faults.push(...(await look(team, `${name} search ${text}`, language, null)));
      }
    }

    // log-in: empty, refused, made to wait
    const page = await open({ ...looks[index].options, from: `127.0.6.${index + 1}`, language });
    await page.goto(`${demo.url('berk')}/inloggen?als=medewerker`);
    await givePassword(page, say, '', '');
    await expect(page.getByRole('alert').first()).toContainText(say('problems_title'));
    faults.push(...(await look(page, 'log-in empty', language, null)));
    for (let turn = 0; turn < 7; turn += 1) {
      await page.goto(`${demo.url('berk')}/inloggen?als=medewerker`);
      await givePassword(page, say, `niemand-${language}`, 'fout');
      await expect(page.getByRole('alert')).toBeVisible();
      if (turn === 0) faults.push(...(await look(page, 'log-in refused', language, null)));
    }
    await expect(page.getByRole('alert')).toContainText(say('sign_in_too_often'));
    faults.push(...(await look(page, 'log-in throttled', language, null)));
    expect(faults).toEqual([]);
  });

  test(`WCAG 2.2 AA: the code and the terms, ${language}`, async ({ open, scripted }) => {
    test.slow();
    const say: Tools['say'] = (key, filled) => words(language, key, filled);
    const faults: string[] = [];
    const page = await open({ ...looks[index].options, language });
    // wrong codes count for the account: each language has one that no other test gives them for
    const house = ['waterland', 'kompas'][index];
    await demo.alone(house, 'admin', async () => {
      await page.goto(`${demo.url(house)}/inloggen`);
      await givePassword(page, say, 'admin', demo.account(house, 'admin').password);
      await expect(page).toHaveURL(/\/inloggen\/code$/);
      faults.push(...(await look(page, 'code', language, await page.reload())));
      for (const [code, words] of [['1', 'code_missing'], ['000001', ''], ['000001', ''], ['000001', 'code_used_up']]) {
        await page.getByLabel(say('code_label')).fill(code);
        await page.getByRole('button', { name: say('code_button') }).click();
        if (words) await expect(page.getByRole('alert').first()).toContainText(say(words));
        else await expect(page.getByLabel(say('code_label'))).toHaveAttribute('aria-invalid', 'true');
        faults.push(...(await look(page, `code ${words || 'wrong'}`, language, null)));
      }
    });

    const gate = await open({ ...looks[1 - index].options, language });
    const visitor = await new Visitor('ooievaar').logIn('admin');
    await gate.context().addCookies([...visitor.cookies].map(([name, value]) => ({ name, value, url: 'https://ooievaar.localhost/', httpOnly: true, secure: true, sameSite: 'Lax' as const })));
    faults.push(...(await look(gate, 'terms', language, await gate.goto(`${demo.url('ooievaar')}/voorwaarden`))));
    await gate.getByRole('button', { name: say('terms_accept_button'), exact: true }).click();
    await expect(gate.getByRole('alert').first()).toContainText(say('terms_agree_missing'));
    faults.push(...(await look(gate, 'terms not ticked', language, null)));
    visitor.close();
    expect(faults).toEqual([]);
    expect(scripted).toBe(true);
  });
}

test('The pages that forms lead to without script are right, too', async () => {
  const faults: string[] = [];
  const check = async (where: string, visitor: Visitor, path: string, fields: Record<string, string>) => {
    const answer = await visitor.post(path, fields);
    const page = answer.headers.location ? await visitor.get(answer.headers.location) : answer;
    faults.push(...(await markupFaults(page.body)).map((fault) => `${where}: ${fault}`));
  };
  const visitor = new Visitor('kompas', '127.0.6.9');
  await check('empty', visitor, '/api/inloggen', { user_name: '', password: '' });
  await check('refused', visitor, '/api/inloggen', { user_name: '"><b>', password: 'fout' });
  await check('unreadable', visitor, '/api/inloggen', { kleur: 'rood' });
  await check('elsewhere', visitor, '/bestaat/niet', {});
  const nurse = await new Visitor('ooievaar').logIn('nurse');
  await check('terms', nurse, '/api/voorwaarden/accepteren', { key: '00000000-0000-4000-8000-000000000000', versions: '' });
  expect(faults).toEqual([]);
  visitor.close();
  nurse.close();
});
