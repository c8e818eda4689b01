import { startShop } from './index.ts';

// The shop as a process of its own: `tsx examples/shop/service/run.ts FOLDER [PORT]`.
const [folder, port = '0'] = process.argv.slice(2);
if (!folder) throw new Error('Say in which folder the shop keeps its data.');
const shop = await startShop({ folder, port: Number(port) });
console.log(shop.url);
process.once('SIGTERM', () => void shop.stop());
process.once('SIGINT', () => void shop.stop());
