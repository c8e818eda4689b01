export { MCP_PATH, McpHttp, type HttpDoor } from './http.ts';
export { serveMcp } from './stdio.ts';
