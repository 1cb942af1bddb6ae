import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answerLine } from '../../machines/rules/explain.ts';
import { explainStream } from './explain.ts';

const cli = resolve(import.meta.dirname, '../cli.ts');

const question = (id: string): string => `{"id":"${id}","ask":"place","at":"2026-05-12T10:00:00+08:00","cards":${id.length}}`;

function kiosk(input: string | Buffer, ...args: string[]) {
  return spawnSync(process.execPath, [cli, 'explain', ...args], { input, encoding: 'utf8' });
}

describe('kiosk explain', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kiosk-explain-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('answers line by line in order, whatever ends the lines, and passes over empty ones', () => {
    const { stdout, stderr, status } = kiosk(`${question('a')}\r\n\n  \n${question('bb')}`);
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
    expect(stdout).toBe(`${answerLine(question('a'))}\n${answerLine(question('bb'))}\n`);
  });

  it('reads a file as well', () => {
    const path = join(folder, 'questions.jsonl');
    writeFileSync(path, `${question('a')}\n`);
    const { stdout, status } = kiosk('', '--file', path);
    expect({ stdout, status }).toEqual({ stdout: `${answerLine(question('a'))}\n`, status: 0 });
  });

  it('says in its place what is wrong with a line, answers the rest, and exits 1', () => {
    const wrong = '{"id":"x","ask":"place","at":"today","cards":1}';
    const { stdout, status } = kiosk(
      Buffer.concat([Buffer.from(`${question('a')}\nnope\n\n${wrong}\n`), Buffer.from([0xff, 10]), Buffer.from(question('bb'))]),
    );
    expect(status).toBe(1);
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toMatchObject([
      { id: 'a', outcome: 'allow' },
      { error: 'not JSON', line: 2 },
      { id: 'x', error: 'at: not an instant with its offset, like 2026-05-12T10:00:00+08:00', line: 4 },
      { error: 'not UTF-8', line: 5 },
      { id: 'bb', outcome: 'deny', code: 'K10' },
    ]);
  });

  it.each([[['--file', '/nowhere/questions.jsonl']], [['--bogus']], [['questions.jsonl']]])(
    '%j: exit code 2, nothing on stdout',
    (args) => {
      const { stdout, stderr, status } = kiosk(question('a'), ...args);
      expect({ stdout, status }).toEqual({ stdout: '', status: 2 });
      expect(stderr).not.toBe('');
    },
  );

  it('nothing to answer is no fault', () => {
    expect(kiosk('')).toMatchObject({ stdout: '', stderr: '', status: 0 });
  });

  it('ends in peace when nobody takes its answers any more', async () => {
    const child = spawn(process.execPath, [cli, 'explain'], { stdio: 'pipe' });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.stdin.on('error', () => undefined);
    child.stdout.once('data', () => child.stdout.destroy());
    const questions = `${question('a')}\n`.repeat(20_000);
    Readable.from([questions, questions, questions, questions]).pipe(child.stdin);
    const [status] = (await once(child, 'close')) as [number];
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  });
});

describe('explaining a stream', () => {
  it('asks for more only when its answers have been taken', async () => {
    let asked = 0;
    const input = async function* (): AsyncGenerator<Buffer> {
      for (; asked < 10; asked += 1) yield await Promise.resolve(Buffer.from(`${question('a')}\n`));
    };
    const taking = Promise.withResolvers<() => void>();
    const slow = new Writable({ highWaterMark: 1, write: (_chunk, _encoding, done) => taking.resolve(done) });
    const ended = explainStream(input(), slow);
    const take = await taking.promise;
    expect(asked).toBe(0);
    slow._write = (_chunk, _encoding, done) => done();
    take();
    expect(await ended).toBe(0);
    expect(asked).toBe(10);
  });

  it('passes on what went wrong with its output', async () => {
    const broken = new Writable({ write: (_chunk, _encoding, done) => done(new Error('disk full')) });
    const input = Readable.from([Buffer.from(`${question('a')}\n`), Buffer.from(`${question('bb')}\n`)]);
    await expect(explainStream(input, broken)).rejects.toThrow('disk full');
  });
});
