import { build, type Rolldown } from 'vite';
import { type Bundle, bundle } from '../bundle.ts';

/** The one file that comes out of a bundle, without being written. @throws Error when something else comes out */
export async function bundled(what: Bundle): Promise<Rolldown.OutputChunk> {
  const config = bundle(what);
  const result = await build({ ...config, configFile: false, logLevel: 'silent', build: { ...config.build, write: false } });
  const outputs = Array.isArray(result) ? result : [result];
  const [chunk, ...more] = outputs.flatMap((output) => ('output' in output ? output.output : []));
  if (chunk?.type !== 'chunk' || more.length > 0) throw new Error(`not one file, but ${more.length + 1}`);
  return chunk;
}
