// Watches a browser context: whatever a page says, breaks or cannot load is a fault of the test that opened it.
import type { BrowserContext } from '@playwright/test';

/** What the browser itself notes about what the portal does on purpose. */
const browsersOwn = [
  // logging out sends Clear-Site-Data, and Chromium reports that it obeyed
  /^Clear-Site-Data header on /,
  // a test types faster than a person: it was in a field before the browser came to the one that asks for the focus
  /^Autofocus processing was blocked because a document already has a focused element\.$/,
];

export class Watch {
  private readonly faults: string[] = [];
  private readonly allowed: RegExp[] = [...browsersOwn];

  constructor(context: BrowserContext, scripted: boolean) {
    // where scripts are off the program that was sent for in advance stays unused
    if (!scripted) this.allowed.push(/\.wasm was preloaded using link preload but not used/);
    context.on('console', (message) => this.note(message.text(), `console ${message.type()}: ${message.text()}`));
    context.on('weberror', (error) => this.note(error.error().message, `page error: ${error.error().stack ?? error.error().message}`));
    context.on('requestfailed', (request) => {
      const reason = request.failure()?.errorText ?? '';
      // left behind by going on to the next page; or a script, where scripts are off
      if (reason !== 'net::ERR_ABORTED' && !(reason === 'csp' && !scripted)) this.note(request.url(), `request failed: ${request.url()} ${reason}`);
    });
    context.on('response', (response) => {
      if (response.status() >= 500) this.note(response.url(), `answered ${response.status()}: ${response.url()}`);
    });
  }

  /** Expects a page that is refused: Chromium then says so in the console. */
  allowStatus(...statuses: number[]): void {
    for (const status of statuses) {
      this.allowed.push(new RegExp(`Failed to load resource: the server responded with a status of ${status} `));
    }
  }

  private note(text: string, fault: string): void {
    if (!this.allowed.some((pattern) => pattern.test(text))) this.faults.push(fault);
  }

  /** What went wrong, and forgets it. */
  takeFaults(): string[] {
    return this.faults.splice(0);
  }
}

/** Runs before any script of a page: a violation of the Content-Security-Policy becomes a console message. */
export function reportViolations(): void {
  document.addEventListener('securitypolicyviolation', (event) => {
    console.error(`CSP: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile ?? ''}:${event.lineNumber}`);
  });
}

/** Runs before any script of a page: notes when the browser half has begun its work. */
export function noteHydration(): void {
  const instantiate = WebAssembly.instantiateStreaming.bind(WebAssembly);
  WebAssembly.instantiateStreaming = async (...given) => {
    const made = await instantiate(...given);
    // what waits for the program goes first
    setTimeout(() => {
      (window as { inzageRuns?: boolean }).inzageRuns = true;
    }, 100);
    return made;
  };
}
