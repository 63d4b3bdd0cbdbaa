// A browser cannot choose the address that it comes from; this forwards its requests from one (127.0.0.N), so that
// the failed log-ins of one test do not make another wait.
import http from 'node:http';
import type { AddressInfo } from 'node:net';

export class AddressProxy {
  private constructor(private readonly server: http.Server) {}

  static async start(localAddress: string): Promise<AddressProxy> {
    const server = http.createServer((request, response) => {
      const url = new URL(request.url ?? '');
      const onward = http.request(
        { host: '127.0.0.1', port: url.port, localAddress, method: request.method, path: url.pathname + url.search, headers: request.headers },
        (answer) => {
          response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
          answer.pipe(response);
        },
      );
      onward.on('error', () => response.destroy());
      request.pipe(onward);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new AddressProxy(server);
  }

  get address(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}
