// A hook that posts its event, with what Node brings along: post.mjs URL TOKEN.
import http from 'node:http';

const [url, token] = process.argv.slice(2);
const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
http.request(url, { method: 'POST', headers }, answer => answer.resume()).end(Buffer.concat(chunks));
