// `npm start`: everything that `remit start` needs, then `remit start`.
import { run } from './remit.mjs';

await run(['start', ...process.argv.slice(2)]);
