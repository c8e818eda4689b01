export { MCP_PATH, McpHttp, type HttpDoor } from './http.ts';
export { serveStdio, type StdioGiven } from './stdio.ts';
