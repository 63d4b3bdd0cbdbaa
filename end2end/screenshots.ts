// Pictures of the main pages as each role, at three widths, with script and without, into the folder PICTURES.
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { demo, hydrated, test } from './tests/support/test';
import { Visitor } from './tests/support/visitor';

const folder = resolve(process.env.PICTURES || 'pictures');
const base = `/c/${demo.client}/dossier`;
const roles: Record<string, [name: string, path: string][]> = {
  client: [['start', base], ['reports', `${base}/rapportages`], ['measurements', `${base}/metingen`], ['results', `${base}/uitslagen`], ['medication', `${base}/medicijnen`], ['personal', `${base}/persoonlijke-gegevens`]],
  'first-contact': [['start', base]],
  nurse: [['clients', '/team'], ['record', `/team${base}`]],
  admin: [['settings', '/beheer']],
};

for (const [user, pages] of Object.entries(roles)) {
  test(`pictures as ${user}`, async ({ open, scripted }) => {
    test.skip(!process.env.PICTURES, 'give a folder: npm run screenshots -- FOLDER');
    mkdirSync(folder, { recursive: true });
    const visitor = await (await new Visitor('linde').logIn(user)).acceptTerms();
    for (const width of [320, 768, 1280]) {
      const page = await open({ viewport: { width, height: width === 768 ? 1024 : 800 } });
      await page.context().addCookies([...visitor.cookies].map(([name, value]) => ({ name, value, url: 'https://linde.localhost/', httpOnly: true, secure: true, sameSite: 'Lax' as const })));
      const take = async (name: string) => {
        if (scripted) await hydrated(page);
        const file = join(folder, `${user}-${name}-${width}${scripted ? '' : '-no-script'}`);
        await page.screenshot({ path: `${file}.png` });
        await page.screenshot({ path: `${file}-full.png`, fullPage: true });
      };
      for (const [name, path] of pages) {
        await page.goto(`${demo.url('linde')}${path}`);
        await take(name);
        if (['measurements', 'results', 'reports'].includes(name)) {
          await page.locator('.entry a').first().click();
          await take(`${name}-item`);
        }
      }
      if (user === 'nurse') {
        await page.goto(`${demo.url('linde')}/team`);
        await page.getByRole('searchbox').fill('meul');
        await page.keyboard.press('Enter');
        await page.getByRole('row').nth(1).waitFor();
        await take('search');
      }
      if (user === 'client') {
        await page.context().clearCookies();
        await page.goto(`${demo.url('linde')}/inloggen`);
        await take('log-in');
      }
    }
    visitor.close();
  });
}
