export { Holders, KEPT_MS, listTokens, type TokenFault } from './holders.ts';
export { makeToken, withdrawToken, type ToMake } from './make.ts';
export { TOKEN_RIGHTS, type Caller, type TokenAgent, type TokenRight } from './schema.ts';
export { faultOf, type Token } from './state.ts';
export { lastUses, TokenUses } from './uses.ts';
