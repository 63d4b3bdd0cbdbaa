// A demo: its accounts, the codes that it sends, its clock, and starting one of one's own.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { folder, port, program } from './place';

export interface Account {
  user: string;
  password: string;
  role: string;
  second_factor: string;
  totp_secret: string | null;
  client: string | null;
}

interface Organisation {
  key: string;
  url: string;
  name: string;
  policy: string;
  accounts: Account[];
}

/** An account that measures and crash tests use: a client with an empty record and a session that has begun. */
export interface BenchAccount {
  user: string;
  session_cookie: string;
  client: string;
}

/** Where codes go; the demo names accounts by role and gives each a number. */
const mobiles: Record<string, string> = {
  'linde/client': '+31612345601',
  'linde/first-contact': '+31612345602',
  'linde/nurse': '+31612345604',
  'linde/admin': '+31612345605',
  'linde/secretary': '+31612345607',
  'linde/privacy-officer': '+31612345608',
  'linde/nurse-elsewhere': '+31612345609',
  'linde/second-contact': '+31612345603',
  'linde/physician': '+31612345606',
  'waterland/client': '+31612345613',
  'waterland/manager': '+31612345614',
  'waterland/family': '+31612345615',
  'kompas/client': '+31612345625',
  'kompas/child-14': '+31612345623',
  'kompas/parent': '+31612345624',
  'kompas/two-clients': '+31612345626',
  'waterland/nurse': '+31612345611',
  'waterland/admin': '+31612345612',
  'kompas/nurse': '+31612345621',
  'kompas/admin': '+31612345622',
  'ooievaar/nurse': '+31612345631',
  'ooievaar/admin': '+31612345632',
  'berk/nurse': '+31612345641',
  'berk/admin': '+31612345642',
};

export class Demo {
  constructor(
    readonly folder: string,
    readonly port: number,
  ) {}

  organisation(key: string): Organisation {
    const { organisations } = JSON.parse(readFileSync(join(this.folder, 'demo.json'), 'utf8')) as { organisations: Organisation[] };
    const found = organisations.find((organisation) => organisation.key === key);
    if (!found) throw new Error(`demo.json has no organisation ${key}`);
    return found;
  }

  account(organisation: string, user: string): Account {
    const found = this.organisation(organisation).accounts.find((account) => account.user === user);
    if (!found) throw new Error(`demo.json has no account ${user} at ${organisation}`);
    return found;
  }

  /** The client of `linde`, whose record is filled. */
  get client(): string {
    return this.account('linde', 'client').client ?? '';
  }

  /** Where an organisation is served. */
  url(organisation: string): string {
    return `http://${organisation}.localhost:${this.port}`;
  }

  /** Accounts for measuring; none where the demo was started without them. */
  bench(): BenchAccount[] {
    const file = join(this.folder, 'bench.json');
    return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as BenchAccount[]) : [];
  }

  /** The newest message in the outbox; 0 when there is none. */
  newestMessage(): number {
    return Math.max(0, ...messages(this.folder));
  }

  /** The code that was sent to an account after a message; waits for it. */
  async code(organisation: string, user: string, after: number): Promise<string> {
    const to = mobiles[`${organisation}/${user}`];
    for (let turn = 0; turn < 200; turn += 1) {
      for (const number of messages(this.folder).filter((number) => number > after).sort((a, b) => b - a)) {
        const file = join(this.folder, 'outbox', `${String(number).padStart(6, '0')}.json`);
        const message = JSON.parse(readFileSync(file, 'utf8')) as { channel: string; to: string; body: string };
        const code = /^\d{6}/.exec(message.body)?.[0];
        if (message.channel === 'sms' && message.to === to && code) return code;
      }
      await sleep(50);
    }
    throw new Error(`no code came for ${user} at ${organisation}`);
  }

  /** The text of the newest message to an e-mail address or number after a message; waits for it. */
  async message(to: string, after: number): Promise<string> {
    for (let turn = 0; turn < 200; turn += 1) {
      for (const number of messages(this.folder).filter((number) => number > after).sort((a, b) => b - a)) {
        const file = join(this.folder, 'outbox', `${String(number).padStart(6, '0')}.json`);
        const message = JSON.parse(readFileSync(file, 'utf8')) as { to: string; body: string };
        if (message.to === to) return message.body;
      }
      await sleep(50);
    }
    throw new Error(`no message came for ${to}`);
  }

  /** The last digits of the number that codes go to, as the screen shows them. */
  ending(organisation: string, user: string): string {
    return mobiles[`${organisation}/${user}`].slice(-2);
  }

  /** Lets one log-in of an account go at a time, in whichever worker, so that codes are not mixed up. */
  async alone<T>(organisation: string, user: string, work: () => Promise<T>): Promise<T> {
    const lock = join(this.folder, `.log-in-${organisation}-${user}`);
    for (;;) {
      try {
        mkdirSync(lock);
        break;
      } catch {
        // one that a killed test left behind
        if (existsSync(lock) && Date.now() - statSync(lock).mtimeMs > 60_000) rmSync(lock, { recursive: true, force: true });
        await sleep(50);
      }
    }
    try {
      return await work();
    } finally {
      rmdirSync(lock);
    }
  }

  /** Sets the clock: an offset such as `+31m`, or real time again. */
  setClock(offset: string | null): void {
    const file = join(this.folder, 'clock');
    if (offset === null) rmSync(file, { force: true });
    else writeFileSync(file, offset);
  }
}

function messages(folder: string): number[] {
  return readdirSync(join(folder, 'outbox'))
    .map((name) => /^(\d{6})\.json$/.exec(name)?.[1])
    .filter((number) => number !== undefined)
    .map(Number);
}

/** The demo that all tests share. */
export const demo = new Demo(folder, port);

/** A demo of a test's own, for what would disturb the others: the clock. */
export class OwnDemo extends Demo {
  private constructor(
    folder: string,
    port: number,
    private readonly process: ChildProcess,
  ) {
    super(folder, port);
  }

  static async start(): Promise<OwnDemo> {
    const folder = mkdtempSync(join(tmpdir(), 'inzage-e2e-'));
    const port = await freePort();
    const child = spawn(program, ['demo', '--data', folder, '--listen', `127.0.0.1:${port}`], { stdio: 'ignore' });
    for (let turn = 0; turn < 600; turn += 1) {
      const ready = await fetch(`http://127.0.0.1:${port}/readyz`).then((answer) => answer.ok, () => false);
      if (ready) return new OwnDemo(folder, port, child);
      if (child.exitCode !== null) break;
      await sleep(100);
    }
    child.kill('SIGKILL');
    throw new Error(`${program} demo did not become ready`);
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.process.once('exit', resolve));
    this.process.kill('SIGTERM');
    await ended;
    rmSync(this.folder, { recursive: true, force: true });
  }
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
