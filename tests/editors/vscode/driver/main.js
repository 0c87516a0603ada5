// Runs inside the extension host: takes functions as text from the socket that WYE_DRIVER names, one
// JSON line each, calls them with VS Code's API, and answers with what they return.

const net = require('node:net');
const readline = require('node:readline');
const vscode = require('vscode');

const kept = {}; // what a function leaves for the next

async function answer({ code, argument }) {
  try {
    const value = await (0, eval)(`(${code})`)(vscode, argument, kept);
    return { value: value ?? null };
  } catch (error) {
    return { error: error.stack };
  }
}

exports.activate = () => {
  if (!process.env.WYE_DRIVER) return;
  net.createServer((socket) => {
    readline.createInterface({ input: socket }).on('line', async (line) => {
      const request = JSON.parse(line);
      const reply = JSON.stringify({ id: request.id, ...await answer(request) });
      if (socket.writable) socket.write(`${reply}\n`);
    });
    socket.on('error', () => {});
  }).listen(process.env.WYE_DRIVER);
};
