// What every test in a browser has: a watched page, words in its language, and ways to be somebody.
import { test as base, expect, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from '@playwright/test';
import { type Demo, demo, OwnDemo } from './demo';
import { AddressProxy } from './proxy';
import { sessions } from './sessions';
import { noteHydration, reportViolations, Watch } from './watch';
import { type Language, words } from './words';

export { demo, expect };
export type { Language };

/** What a project chooses. */
export interface Settings {
  /** Whether JavaScript is on. */
  scripted: boolean;
  /** Language of the screens. */
  language: Language;
  viewport?: { width: number; height: number } | null;
}

/** Ways to open a window. */
export interface Opening extends BrowserContextOptions {
  /** Somebody who is logged in already: the sessions that `prepare` began. */
  as?: string;
  /** `127.0.0.N` to come from. */
  from?: string;
  language?: Language;
}

export interface Tools {
  /** Opens a watched window: nobody's, or somebody's. */
  open: (opening?: Opening) => Promise<Page>;
  /** The watch over all windows of the test. */
  watch: Watches;
  /** A text of the screens in the test's language. */
  say: (key: string, filled?: Record<string, string>) => string;
  /** A demo for this test alone: for what cannot be undone. */
  fresh: OwnDemo;
  /** Types user name, password and the code from the outbox, and accepts the terms if asked. */
  signIn: (page: Page, organisation: string, user: string, at?: Demo) => Promise<void>;
}

/** What a worker has. */
export interface Own {
  /** A demo for this worker alone: for what would disturb the others (the clock) or happens once (first use). */
  own: OwnDemo;
}

/** The watches of all windows. */
export class Watches {
  readonly all: Watch[] = [];

  allowStatus(...statuses: number[]): void {
    for (const watch of this.all) watch.allowStatus(...statuses);
  }

  takeFaults(): string[] {
    return this.all.flatMap((watch) => watch.takeFaults());
  }
}

/** Cookies of a session that `prepare` began: `linde-nurse`. */
export function session(name: string): { name: string; value: string; url: string; httpOnly: boolean; secure: boolean; sameSite: 'Lax' }[] {
  const kept = sessions();
  const organisation = name.slice(0, name.indexOf('-'));
  if (!kept[name]) throw new Error(`no session was prepared for ${name}`);
  return Object.entries(kept[name]).map(([cookie, value]) => ({
    name: cookie,
    value,
    url: `https://${organisation}.localhost/`,
    httpOnly: true,
    secure: true,
    sameSite: 'Lax',
  }));
}

export function languageCookie(organisation: string, language: Language) {
  return { name: '__Host-taal', value: language, url: `https://${organisation}.localhost/`, httpOnly: true, secure: true, sameSite: 'Lax' as const };
}

export const test = base.extend<Settings & Tools, Own>({
  own: [
    async ({}, use) => {
      const own = await OwnDemo.start();
      await use(own);
      await own.stop();
    },
    { scope: 'worker' },
  ],
  fresh: async ({}, use) => {
    const fresh = await OwnDemo.start();
    await use(fresh);
    await fresh.stop();
  },
  scripted: [true, { option: true }],
  language: ['nl', { option: true }],
  watch: async ({}, use) => {
    const watches = new Watches();
    await use(watches);
    expect(watches.takeFaults(), 'what the pages said, broke or could not load').toEqual([]);
  },
  open: async ({ browser, scripted, language, viewport, watch }, use) => {
    const contexts: BrowserContext[] = [];
    const proxies: AddressProxy[] = [];
    await use(async ({ as, from, language: chosen, ...options }: Opening = {}) => {
      const proxy = from === undefined ? undefined : await AddressProxy.start(from);
      if (proxy) proxies.push(proxy);
      const context = await newContext(browser, {
        javaScriptEnabled: scripted,
        viewport: viewport ?? undefined,
        proxy: proxy && { server: proxy.address },
        ...options,
      });
      contexts.push(context);
      watch.all.push(new Watch(context, options.javaScriptEnabled ?? scripted));
      if (as) await context.addCookies(session(as));
      const inLanguage = chosen ?? language;
      if (inLanguage !== 'nl') {
        await context.addCookies(['linde', 'waterland', 'kompas', 'ooievaar', 'berk'].map((key) => languageCookie(key, inLanguage)));
      }
      return context.newPage();
    });
    await Promise.all(contexts.map((context) => context.close()));
    for (const proxy of proxies) proxy.stop();
  },
  say: async ({ language }, use) => {
    await use((key, filled) => words(language, key, filled));
  },
  signIn: async ({ say }, use) => {
    await use((page, organisation, user, at = demo) => signInWith(at, page, organisation, user, say));
  },
});

async function newContext(browser: Browser, options: BrowserContextOptions): Promise<BrowserContext> {
  const context = await browser.newContext(options);
  if (options.javaScriptEnabled) {
    await context.addInitScript(reportViolations);
    await context.addInitScript(noteHydration);
  }
  return context;
}

/** From the log-in page to the first page behind it. */
async function signInWith(demo: Demo, page: Page, organisation: string, user: string, say: Tools['say']): Promise<void> {
  await demo.alone(organisation, user, async () => {
    const before = demo.newestMessage();
    await page.goto(`${demo.url(organisation)}/inloggen?als=medewerker`);
    const account = demo.account(organisation, user);
    await givePassword(page, say, user, account.password);
    if (account.second_factor === 'sms') {
      await expect(page).toHaveURL(/\/inloggen\/code$/);
      await giveCode(page, say, await demo.code(organisation, user, before));
    }
    await expect(page).not.toHaveURL(/\/inloggen/);
  });
  if (page.url().endsWith('/voorwaarden')) {
    await page.getByRole('checkbox').check();
    await page.getByRole('button', { name: say('terms_accept_button'), exact: true }).click();
    await expect(page).not.toHaveURL(/\/voorwaarden/);
  }
  await settled(page);
}

export async function givePassword(page: Page, say: Tools['say'], user: string, password: string): Promise<void> {
  await page.getByLabel(say('user_name'), { exact: true }).fill(user);
  await page.getByLabel(say('password'), { exact: true }).fill(password);
  await page.getByRole('main').getByRole('button', { name: say('sign_in_button'), exact: true }).click();
}

export async function giveCode(page: Page, say: Tools['say'], code: string): Promise<void> {
  await page.getByLabel(say('code_label')).fill(code);
  await page.getByRole('button', { name: say('code_button') }).click();
}

/** The page is drawn and nothing is on its way any more. */
export async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('load');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
}

/** The script has taken the page over, where there is one: only then does it do more than the page by itself. */
export async function hydrated(page: Page): Promise<void> {
  await settled(page);
  if ((await page.locator('script[type=module]').count()) === 0) return;
  await page.waitForFunction(() => (window as { inzageRuns?: boolean }).inzageRuns === true);
}
