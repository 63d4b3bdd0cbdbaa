// Somebody outside the browser: requests to 127.0.0.1 with the organisation's Host header, cookies kept as a
// browser keeps them. An address of its own (127.0.0.N) keeps its failures apart from everybody else's.
import http, { type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http';
import { type Demo, demo as sharedDemo } from './demo';

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface Sending {
  method?: string;
  headers?: OutgoingHttpHeaders;
  body?: string | Buffer;
}

/** No answer may take longer: a test must notice a hang. */
const DEADLINE = 30_000;
/** Bodies above this wait a moment for an early answer, in characters. */
const PATIENT = 1024 * 1024;

export class Visitor {
  readonly cookies = new Map<string, string>();
  private agent: http.Agent;

  constructor(
    readonly organisation: string,
    private readonly address = '127.0.0.1',
    readonly demo: Demo = sharedDemo,
    connections = 4,
  ) {
    this.agent = new http.Agent({ keepAlive: true, maxSockets: connections });
  }

  get host(): string {
    return `${this.organisation}.localhost:${this.demo.port}`;
  }

  async get(path: string, headers: OutgoingHttpHeaders = {}): Promise<Answer> {
    return this.send(path, { headers: { accept: 'text/html', ...headers } });
  }

  /** A form, as a browser without script sends it. */
  async post(path: string, fields: Record<string, string>): Promise<Answer> {
    return this.send(path, { method: 'POST', headers: { ...this.form(), accept: 'text/html' }, body: encode(fields) });
  }

  /** A server function, as the browser half calls it. */
  async call(path: string, fields: Record<string, string>): Promise<Answer> {
    return this.send(path, { method: 'POST', headers: { ...this.form(), accept: 'application/json' }, body: encode(fields) });
  }

  private form(): OutgoingHttpHeaders {
    return {
      'content-type': 'application/x-www-form-urlencoded',
      origin: `http://${this.host}`,
      'sec-fetch-site': 'same-origin',
    };
  }

  async send(path: string, sending: Sending): Promise<Answer> {
    const headers: OutgoingHttpHeaders = { host: this.host, ...sending.headers };
    if (this.cookies.size > 0 && headers.cookie === undefined) {
      headers.cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    }
    if (sending.body !== undefined && headers['content-length'] === undefined) {
      headers['content-length'] = Buffer.byteLength(sending.body);
    }
    const answer = await new Promise<Answer>((resolve, reject) => {
      const request = http.request(
        { host: '127.0.0.1', port: this.demo.port, localAddress: this.address, agent: this.agent, method: sending.method ?? 'GET', path, headers },
        (response) => {
          const parts: Buffer[] = [];
          response.on('data', (part: Buffer) => parts.push(part));
          response.on('error', reject);
          response.on('end', () => {
            resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts).toString('utf8') });
          });
        },
      );
      request.setTimeout(DEADLINE, () => request.destroy(new Error(`no answer within ${DEADLINE} ms: ${path.slice(0, 80)}`)));
      request.on('error', reject);
      // what is too large is refused by what it announces: give the answer time to overtake the body
      if ((sending.body?.length ?? 0) > PATIENT) {
        request.flushHeaders();
        setTimeout(() => request.end(request.res ? undefined : sending.body), 300);
      } else request.end(sending.body);
    });
    for (const line of answer.headers['set-cookie'] ?? []) {
      const [pair, ...attributes] = line.split(';');
      const [name, value] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)];
      if (attributes.some((attribute) => attribute.trim() === 'Max-Age=0')) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return answer;
  }

  /** Logs in with password and code; where terms are outstanding they still are. */
  async logIn(user: string): Promise<this> {
    const { password, second_factor } = this.demo.account(this.organisation, user);
    await this.demo.alone(this.organisation, user, async () => {
      const before = this.demo.newestMessage();
      const first = await this.post('/api/inloggen', { user_name: user, password });
      if (second_factor === 'none' && first.headers.location === '/') return;
      if (first.headers.location !== '/inloggen/code') throw new Error(`${user} was not asked for a code: ${first.status} ${first.headers.location}`);
      const code = await this.demo.code(this.organisation, user, before);
      const second = await this.post('/api/inloggen/code', { code });
      if (second.headers.location !== '/') throw new Error(`${user} was not logged in: ${second.status} ${second.headers.location}`);
    });
    return this;
  }

  /** Accepts the terms where the portal asks it. */
  async acceptTerms(): Promise<this> {
    const page = await this.get('/voorwaarden');
    if (page.status === 200) {
      const fields = { key: hidden(page.body, 'key'), versions: hidden(page.body, 'versions'), agree: '1' };
      const answer = await this.post('/api/voorwaarden/accepteren', fields);
      if (answer.headers.location !== '/') throw new Error(`the terms were not accepted: ${answer.status}`);
    }
    return this;
  }

  close(): void {
    this.agent.destroy();
  }
}

/** The value of a hidden field of a page. */
export function hidden(page: string, name: string): string {
  const tag = page.match(/<input[^>]*>/g)?.find((tag) => tag.includes(`name="${name}"`));
  const value = tag && /value="([^"]*)"/.exec(tag)?.[1];
  if (value === undefined || value === '') throw new Error(`no field ${name} in the page`);
  return value;
}

export function encode(fields: Record<string, string>): string {
  return Object.entries(fields)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value.toWellFormed?.() ?? value)}`)
    .join('&');
}
