import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {afterEach} from 'vitest';

/** Answers one request. `start` is where the asked range begins, 0 without one. */
export type Answer = (response: ServerResponse, request: {path: string; start: number; number: number}) => void;

/** A web server on this machine for the length of a test. */
export interface TestServer {
  /** Without a slash at the end. */
  url: string;
  /** The `Range` header of each request so far, '' where there was none. */
  ranges: string[];
}

/** Starts servers that are stopped after each test. Call at the top of a test file. */
export function testServers(): (answer: Answer) => Promise<TestServer> {
  const running: ReturnType<typeof createServer>[] = [];
  afterEach(() => {
    for (const server of running.splice(0)) {
      server.close();
      server.closeAllConnections();
    }
  });
  return async answer => {
    const ranges: string[] = [];
    const server = createServer((request: IncomingMessage, response) => {
      const range = request.headers.range ?? '';
      ranges.push(range);
      const start = Number(/^bytes=(\d+)-$/.exec(range)?.[1] ?? 0);
      answer(response, {path: request.url!, start, number: ranges.length});
    });
    running.push(server);
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    return {url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, ranges};
  };
}

/** Sends `bytes`, or the rest of them from `start`, as a well-behaved server. */
export function send(response: ServerResponse, bytes: Uint8Array, start: number): void {
  if (start >= bytes.length) {
    response.writeHead(416, {'content-range': `bytes */${bytes.length}`}).end();
    return;
  }
  const rest = bytes.subarray(start);
  const headers = {'content-length': rest.length, 'content-type': 'application/gzip'};
  if (start === 0) response.writeHead(200, headers);
  else response.writeHead(206, {...headers, 'content-range': `bytes ${start}-${bytes.length - 1}/${bytes.length}`});
  response.end(rest);
}

/** Sends bytes `start` to `end` of `bytes`, then breaks the connection. */
export function breakOff(
  response: ServerResponse,
  bytes: Uint8Array,
  {start, end}: {start: number; end: number},
): void {
  const headers = {'content-length': bytes.length - start};
  const range = {'content-range': `bytes ${start}-${bytes.length - 1}/${bytes.length}`};
  response.writeHead(start === 0 ? 200 : 206, start === 0 ? headers : {...headers, ...range});
  response.write(bytes.subarray(start, end), () => setTimeout(() => response.destroy(), 20));
}
